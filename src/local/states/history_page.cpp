#include "local/states/history_page.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "local/states/event_rows.hpp"

namespace coworks::local::states {

namespace {

constexpr auto kBeyond = std::numeric_limits<asl::EventId>::max();

/// The id of the first event that the API shows in the row or in those behind it.
Result<asl::EventId> first_id(std::span<std::string const> rows, std::size_t row) {
    for (; row < rows.size(); ++row) {
        auto const events = decode_events(rows[row]);
        if (!events) return tl::unexpected(events.error());
        auto const shown = std::ranges::find_if(*events, [](asl::Event const& event) { return !event.internal(); });
        if (shown != events->end()) return shown->id;
    }
    return kBeyond;
}

/// How many rows begin with `id` or before it; ids ascend.
Result<std::size_t> rows_up_to(std::span<std::string const> rows, asl::EventId id) {
    std::size_t low = 0;
    std::size_t high = rows.size();
    while (low < high) {
        std::size_t const middle = low + (high - low) / 2;
        auto const first = first_id(rows, middle);
        if (!first) return tl::unexpected(first.error());
        if (*first <= id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

}  // namespace

Result<std::vector<asl::Event>> events_after(std::span<std::string const> rows, asl::EventId last, HistoryOrder order,
                                             std::size_t count) {
    bool const forward = order == HistoryOrder::oldest_first;
    if (!forward && last == 0) last = kBeyond;
    auto const begun = rows_up_to(rows, forward ? last + 1 : last - 1);
    if (!begun) return tl::unexpected(begun.error());
    std::vector<asl::Event> found;
    auto const take = [&](std::size_t row) -> Result<void> {
        auto events = decode_events(rows[row]);
        if (!events) return tl::unexpected(events.error());
        std::erase_if(*events, [&](asl::Event const& event) {
            return event.internal() || (forward ? event.id <= last : event.id >= last);
        });
        if (!forward) std::ranges::reverse(*events);
        std::size_t const wanted = std::min(events->size(), count - found.size());
        std::move(events->begin(), events->begin() + static_cast<std::ptrdiff_t>(wanted), std::back_inserter(found));
        return {};
    };
    if (forward) {
        for (std::size_t row = *begun - std::min<std::size_t>(*begun, 1); row < rows.size() && found.size() < count;
             ++row)
            if (auto taken = take(row); !taken) return tl::unexpected(taken.error());
    } else {
        for (std::size_t row = *begun; row > 0 && found.size() < count; --row)
            if (auto taken = take(row - 1); !taken) return tl::unexpected(taken.error());
    }
    return found;
}

}  // namespace coworks::local::states
