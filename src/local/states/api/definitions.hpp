#pragma once

#include <memory>
#include <string_view>

#include "asl/check/check.hpp"
#include "asl/definition.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// Reads and checks a definition: InvalidDefinition with all its faults, those of resources that are not to be had here
/// among them.
Outcome<std::shared_ptr<asl::StateMachine const>> read_definition(Rooms const& rooms, std::string_view definition,
                                                                  asl::ExecutionType type);

/// What the validator finds, and resources that are not to be had here.
std::vector<asl::Finding> check_definition(Rooms const& rooms, std::string_view definition, asl::ExecutionType type);

}  // namespace coworks::local::states::api
