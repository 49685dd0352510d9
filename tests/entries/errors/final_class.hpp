#pragma once

#include <coworks/tech.hpp>

class Final final : public coworks::TechMicroservice {
public:
    int get(int limit = 3);
};
