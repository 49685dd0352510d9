#pragma once

#include <coworks/tech.hpp>
#include <string>

/// Greets: the smallest service.
class Hello : public coworks::TechMicroservice {
public:
    /// Greets someone.
    COWORKS_ENTRY(no_auth)
    std::string get(std::string name = "world") const { return "Hello " + name + "!\n"; }

    /// Adds two numbers.
    COWORKS_ENTRY(no_auth)
    int get_sum(int a, int b) const { return a + b; }
};
