#pragma once

#include <coworks/tech.hpp>

class Hidden : coworks::TechMicroservice {
public:
    int get();
};
