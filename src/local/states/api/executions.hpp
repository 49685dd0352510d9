#pragma once

#include "local/states/api/arn.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

Fault execution_unknown(std::string_view arn);
Fault type_not_supported();

/// The record of the standard execution that `executionArn` of a request names; refusals (no ARN of one, no such
/// execution) are answered here.
void with_execution(Rooms& rooms, Call call, std::function<void(Call, ExecutionRecord)> next);

/// The events of an execution, from its first to those of the row `tail`.
void with_events(Rooms& rooms, Call call, RowId tail, std::function<void(Call, std::vector<asl::Event>)> next);

}  // namespace coworks::local::states::api
