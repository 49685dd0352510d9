#pragma once

#include <optional>

#include "jsonpath/jsonpath.hpp"

namespace coworks::asl {

/// What an expression was compiled to: one of these. Internal to the room.
struct Compiled {
    std::optional<jsonpath::Path> path;
    std::optional<jsonpath::Call> call;
    bool uses_context = false;  ///< the text has a `$$`: the context object is made only then
};

}  // namespace coworks::asl
