#include <array>
#include <charconv>
#include <limits>

#include "local/emulator/paging.hpp"
#include "local/states/api/executions.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/history_page.hpp"

namespace coworks::local::states::api {

namespace {

/// The page of the events that the API shows; a token names the last event that was given.
Outcome<Json> page_of_events(Call const& call, std::string_view arn, std::vector<std::string> const& rows) {
    bool const reversed = call.flag("reverseOrder");
    std::string const listed = std::string(reversed ? "reversed " : "events ") + std::string(arn);
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    auto const page = emulator::read_page(call.request, listed);
    if (!page) return tl::unexpected(page.error());
    std::int64_t last = 0;
    std::from_chars(page->after.data(), page->after.data() + page->after.size(), last);
    if (reversed && last != 0) last = kLast - last;
    // One more than the page holds, so that it has a next one.
    auto const events = events_after(rows, last, reversed ? HistoryOrder::newest_first : HistoryOrder::oldest_first,
                                     page->results_max + 1);
    if (!events) return tl::unexpected(internal(events.error()));
    Json const& whole = call.request["includeExecutionData"];
    auto const include = whole.is_bool() && !whole.as_bool() ? asl::IncludeData::no : asl::IncludeData::yes;
    return emulator::page_of(
        call.request, listed, "events", *events,
        [&](asl::Event const& event) { return emulator::page_key(reversed ? kLast - event.id : event.id); },
        [&](asl::Event const& event) { return asl::to_api(event, include); });
}

}  // namespace

static void get_execution_history(Rooms& rooms, Call&& call) {
    with_execution(rooms, std::move(call), [&rooms](Call found, ExecutionRecord const& record) {
        rooms.journal.rows(record.tail,
                           [call = std::move(found), arn = record.arn](Result<std::vector<std::string>> const& rows) {
                               if (!rows) return call.answer(tl::unexpected(internal(rows.error())));
                               call.answer(page_of_events(call, arn, *rows));
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
