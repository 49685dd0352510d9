#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jsonata/jsonata.hpp"
#include "jsonpath/jsonpath.hpp"

namespace coworks::asl {

/// What an expression was compiled to: one of these. Internal to the room.
struct Compiled {
    std::optional<jsonpath::Path> path;
    std::optional<jsonpath::Call> call;
    std::optional<jsonata::Expression> jsonata;
    std::vector<std::string> variables;  ///< JSONata: those it reads, without `$states`
    bool uses_states = false;            ///< JSONata: it reads `$states`
    bool uses_context = false;           ///< it may read the context object, which is made only then
};

}  // namespace coworks::asl
