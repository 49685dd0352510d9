#pragma once

#include <functional>
#include <vector>

#include "asl/check/check.hpp"
#include "asl/definition.hpp"

namespace coworks::asl {

/// Whether a Task calls what is not to be had where the definition is to run.
using IsMissing = std::function<bool(State const& state, Resource const& resource)>;

/// The code of such a warning. It is ours: on AWS every service is there.
inline constexpr std::string_view kServiceMissing = "SERVICE_NOT_HERE";

/// A warning for each service that is missing, however many states call it, at the first of them.
std::vector<Finding> missing_services(StateMachine const& machine, IsMissing const& is_missing);

}  // namespace coworks::asl
