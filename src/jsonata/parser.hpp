#pragma once

#include <deque>
#include <string_view>

#include "jsonata/jsonata.hpp"
#include "jsonata/syntax.hpp"

namespace coworks::jsonata {

/// A parsed text; owns its nodes, so that no tree is destroyed by recursion.
struct Parsed {
    std::deque<Syntax> nodes;
    Syntax* root = nullptr;
};

/// Throws Failure.
Parsed parse(std::string_view text, Dialect dialect, Limits const& limits);

}  // namespace coworks::jsonata
