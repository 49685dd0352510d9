#include "local/states/history_page.hpp"

#include <gtest/gtest.h>

#include "local/states/event_rows.hpp"

namespace coworks::local::states {
namespace {

/// Rows of events with these ids; 0 is one that the API hides.
std::vector<std::string> rows_of(std::vector<std::vector<asl::EventId>> const& ids) {
    std::vector<std::string> rows;
    for (auto const& row : ids) {
        std::vector<asl::Event> events;
        for (asl::EventId const id : row) {
            asl::Event event;
            event.id = id;
            event.type = id == 0 ? asl::EventType::wait_started : asl::EventType::pass_state_entered;
            events.push_back(event);
        }
        rows.push_back(encode_events(events));
    }
    return rows;
}

using Ids = std::vector<asl::EventId>;

Ids ids(Result<std::vector<asl::Event>> const& events) {
    Ids found;
    for (asl::Event const& event : events.value())
        found.push_back(event.id);
    return found;
}

TEST(HistoryPage, holds_the_events_behind_the_last_one_in_both_orders) {
    auto const rows = rows_of({{1, 2, 0}, {0}, {0, 3}, {4, 5, 6}, {0}, {7}, {0}});
    for (asl::EventId last = 0; last <= 8; ++last) {
        for (std::size_t count = 1; count <= 8; ++count) {
            Ids forward;
            for (asl::EventId id = last + 1; id <= 7 && forward.size() < count; ++id)
                forward.push_back(id);
            EXPECT_EQ(forward, ids(events_after(rows, last, HistoryOrder::oldest_first, count)))
                << last << " " << count;
            Ids backward;
            for (asl::EventId id = last == 0 ? 7 : last - 1; id >= 1 && backward.size() < count; --id)
                if (id <= 7) backward.push_back(id);
            EXPECT_EQ(backward, ids(events_after(rows, last, HistoryOrder::newest_first, count)))
                << last << " " << count;
        }
    }
    EXPECT_EQ(Ids{}, ids(events_after({}, 0, HistoryOrder::oldest_first, 1)));
    EXPECT_EQ(Ids{}, ids(events_after({}, 0, HistoryOrder::newest_first, 1)));
}

TEST(HistoryPage, reads_no_row_that_it_does_not_need) {
    std::vector<std::vector<asl::EventId>> many;
    for (asl::EventId id = 1; id <= 64; ++id)
        many.push_back({id});
    auto rows = rows_of(many);
    rows[5] = "broken";  // not among those that a search for the end looks at
    EXPECT_EQ((Ids{63, 64}), ids(events_after(rows, 62, HistoryOrder::oldest_first, 9)));
    EXPECT_EQ((Ids{64, 63}), ids(events_after(rows, 0, HistoryOrder::newest_first, 2)));
    EXPECT_EQ("corrupt", events_after(rows, 4, HistoryOrder::oldest_first, 9).error().code);
}

}  // namespace
}  // namespace coworks::local::states
