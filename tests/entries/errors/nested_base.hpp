#pragma once

#include <coworks/tech.hpp>

struct Outer {
    class Base {
    public:
        int get_items(int limit = 3);
        int get_fine(int id);
    };
};

class NestedBase : public coworks::TechMicroservice, public Outer::Base {};
