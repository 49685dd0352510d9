#pragma once

#include <string_view>

#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// A member that holds JSON as text; {} if it is absent. `code` and `prefix` are those of the fault of a text that is
/// none.
Outcome<Json> read_data(Call const& call, std::string_view member, std::string_view code, std::string_view prefix);

/// What a state machine's ARN, a version's or an alias' starts: everything but its name and its input.
Outcome<StartRequest> find_start_request(Rooms const& rooms, std::string_view text);

}  // namespace coworks::local::states::api
