#pragma once

#include <optional>
#include <string>

#include "asl/event.hpp"
#include "local/states/action_handler.hpp"

namespace coworks::local::states {

/// An event of an express execution as Step Functions writes it to CloudWatch Logs: a machine's loggingConfiguration
/// that names a destination says which levels are written and whether with data; without one everything is, since
/// nothing else keeps it here. Nothing for an event that is not to be logged.
/// (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html)
std::optional<std::string> log_line(Caller const& caller, asl::Event const& event);

}  // namespace coworks::local::states
