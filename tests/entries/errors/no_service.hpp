#pragma once

#include <coworks/tech.hpp>

class Alone {
public:
    int get();
};

template <class T>
class Template : public coworks::TechMicroservice {};
