#pragma once

#include <memory>
#include <string_view>

#include "asl/check/check.hpp"
#include "asl/definition.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// Reads and checks the definition of a machine: InvalidDefinition with all its faults. That a Task's service is not to
/// be had here is none: it is warned of, unless the state is mocked.
Outcome<std::shared_ptr<asl::StateMachine const>> read_definition(Rooms const& rooms, std::string_view name,
                                                                  std::string_view definition, asl::ExecutionType type);

/// What the validator finds, and services that are not to be had here.
std::vector<asl::Finding> check_definition(Rooms const& rooms, std::string_view definition, asl::ExecutionType type);

}  // namespace coworks::local::states::api
