#pragma once

#include <coworks/json.hpp>

namespace asl_cases {

using coworks::Json;

/// The request of a case of TestState as it went over the wire: definition and input are texts.
Json test_state_request(Json const& test_case);
/// A response with its data as JSON: the recorder parsed the texts that hold some.
Json with_parsed_data(Json response);

}  // namespace asl_cases
