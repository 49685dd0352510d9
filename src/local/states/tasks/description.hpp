#pragma once

#include <coworks/json.hpp>

#include "asl/execution.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// A time as the SDK of the services that Step Functions calls writes one.
Json milliseconds(Clock::Time time);

/// DescribeExecution's answer in the SDK's spelling, as .sync tasks and ResultWriter have it. `parsed`: input and
/// output as JSON instead of text (.sync:2).
Json described(ExecutionRecord const& record, asl::Execution const& execution, bool parsed);

}  // namespace coworks::local::states
