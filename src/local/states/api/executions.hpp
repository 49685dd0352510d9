#pragma once

#include "local/states/api/arn.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

/// A member that holds JSON as text; {} if it is absent. `code` and `prefix` are those of the fault of a text that is
/// none.
Outcome<Json> read_data(Call const& call, std::string_view member, std::string_view code, std::string_view prefix);

Fault execution_unknown(std::string_view arn);
Fault type_not_supported();

/// The record of the standard execution that `executionArn` of a request names; refusals (no ARN of one, no such
/// execution) are answered here.
void with_execution(Rooms& rooms, Call call, std::function<void(Call, ExecutionRecord)> next);

/// The events of an execution, from its first to those of the row `tail`.
void with_events(Rooms& rooms, Call call, RowId tail, std::function<void(Call, std::vector<asl::Event>)> next);

/// What a state machine's ARN, a version's or an alias' starts: everything but its name and its input.
Outcome<StartOrder> find_order(Rooms const& rooms, std::string_view text);

}  // namespace coworks::local::states::api
