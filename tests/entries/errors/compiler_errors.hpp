#pragma once

#include <coworks/tech.hpp>

#include "no_such_header.hpp"

class CompilerErrors : public coworks::TechMicroservice {
public:
    std::vektor<int> get_typo();
    Unknown get_unknown(int limit = kMissing);
};
