#pragma once

#include <coworks/tech.hpp>

struct Outer {
    class Inner : public coworks::TechMicroservice {
    public:
        int get();
    };
};
