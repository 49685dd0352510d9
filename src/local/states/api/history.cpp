#include <algorithm>
#include <array>
#include <limits>

#include "local/emulator/paging.hpp"
#include "local/states/api/executions.hpp"
#include "local/states/api/operations.hpp"

namespace coworks::local::states::api {

namespace {

/// The page of the events that the API shows; a token names the last event that was given.
Outcome<Json> page_of_events(Call const& call, std::string_view arn, std::vector<asl::Event> events) {
    std::erase_if(events, [](asl::Event const& event) { return event.internal(); });
    bool const reversed = call.flag("reverseOrder");
    if (reversed) std::ranges::reverse(events);
    std::string const listed = std::string(reversed ? "reversed " : "events ") + std::string(arn);
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    Json const& whole = call.request["includeExecutionData"];
    auto const include = whole.is_bool() && !whole.as_bool() ? asl::IncludeData::no : asl::IncludeData::yes;
    return emulator::page_of(
        call.request, listed, "events", events,
        [&](asl::Event const& event) { return emulator::page_key(reversed ? kLast - event.id : event.id); },
        [&](asl::Event const& event) { return asl::to_api(event, include); });
}

}  // namespace

static void get_execution_history(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call found, ExecutionRecord const& record) {
        with_events(rooms, std::move(found), record.tail,
                    [arn = record.arn](Call const& read, std::vector<asl::Event> events) {
                        read.answer(page_of_events(read, arn, std::move(events)));
                    });
    });
}

std::span<Operation const> history_operations() {
    static constexpr auto kRows = std::to_array<Operation>({
        {"GetExecutionHistory", get_execution_history},
    });
    return kRows;
}

}  // namespace coworks::local::states::api
