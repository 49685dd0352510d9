#pragma once

#include <coworks/json.hpp>
#include <optional>
#include <string>

#include "asl/definition.hpp"

namespace coworks::asl {

/// What the service checks of a task's parameters before it schedules it: the end of the sentence "The Parameters '…'
/// could not be used to start the Task: [", or nothing if they are fit.
std::optional<std::string> unfit_parameters(Resource const& resource, Json const& parameters);

}  // namespace coworks::asl
