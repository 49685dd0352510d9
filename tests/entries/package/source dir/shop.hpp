#pragma once

#include <coworks/tech.hpp>
#include <string>

#include "name.hpp"

class Shop : public coworks::TechMicroservice {
public:
    COWORKS_ENTRY(no_auth) std::string get(std::string name = kName) { return "Hello " + name; }
};
