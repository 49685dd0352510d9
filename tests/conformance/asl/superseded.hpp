#pragma once

#include <coworks/json.hpp>

namespace asl_cases {

/// A recorded case as AWS is known to answer it now, where that is no longer what was recorded: with other expectations
/// and without the history. Every other case as it is.
coworks::Json with_newer_expectation(coworks::Json const& test_case);

}  // namespace asl_cases
