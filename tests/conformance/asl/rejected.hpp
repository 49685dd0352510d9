#pragma once

#include <functional>

#include "kinds.hpp"

namespace asl_cases {

/// A call of the API: the response, or {"exception": {code, message}}.
using Call = std::function<Json(std::string_view operation, Json const& request)>;

/// Makes the calls before a rejected one, and that one; compares what it was told.
Verdict compare_rejected(Json const& test_case, Call const& call);

/// The request of a case as it went over the wire: its definition is a text.
Json request_of(Json const& test_case);

}  // namespace asl_cases
