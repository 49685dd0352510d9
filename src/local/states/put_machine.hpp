#pragma once

#include <functional>
#include <string>

#include "asl/definition.hpp"
#include "local/states/states_room.hpp"

namespace coworks::local::states {

/// A state machine as a project's file has it: made, or updated where it is there with another definition. `done` hears
/// whether that changed anything; errors are the API's refusals (Error::code is the exception's name), and
/// "type_changed": a machine's type never changes.
void put_machine(StatesRoom& room, std::string const& name, std::string const& definition, asl::ExecutionType type,
                 std::function<void(Result<bool>)> done);

}  // namespace coworks::local::states
