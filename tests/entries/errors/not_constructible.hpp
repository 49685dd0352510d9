#pragma once

#include <coworks/tech.hpp>

class NotConstructible : public coworks::TechMicroservice {
public:
    explicit NotConstructible(int size);
    virtual int get() = 0;
};
