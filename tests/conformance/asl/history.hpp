#pragma once

#include "kinds.hpp"

namespace asl_cases {

/// Compares how an execution ended ({status, output or error and cause}, data as JSON) with what was recorded.
void compare_end(Json const& test_case, Json const& end, Verdict& verdict);
/// Compares a history ({id, previousEventId, type, details}, data as JSON) with the recorded one.
void compare_history(Json const& test_case, std::vector<Json> const& history, Verdict& verdict);

}  // namespace asl_cases
