#pragma once

#include <coworks/json.hpp>
#include <vector>

#include "asl/check/check.hpp"

namespace coworks::asl {

/// Warnings of ours alone: what ValidateStateMachineDefinition lets pass and an execution will fail for. The definition
/// has been validated.
std::vector<Finding> advise(Json const& definition, Limits const& limits);

}  // namespace coworks::asl
