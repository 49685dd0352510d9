#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "local/emulator/retry.hpp"
#include "local/ports/functions.hpp"
#include "store/database.hpp"

namespace coworks::local::functions {

/// An asynchronous invocation that has not ended, as it is stored (table event_calls of functions.db).
struct EventCall {
    std::int64_t id = 0;
    Invoke call;
    Clock::Time accepted{};
    Clock::Time due{};  ///< of the next try
    emulator::Tries tries{};
};

/// Makes or brings up to date the table.
Result<void> migrate_events(store::Database& database);
Result<void> insert_event(store::Database& database, EventCall const& event);
/// After a try that failed: its counts, and when the next one is due.
Result<void> update_event(store::Database& database, EventCall const& event);
Result<void> delete_event(store::Database& database, std::int64_t id);
/// One with what it is to be called with; nothing if it is not there.
Result<std::optional<EventCall>> read_event(store::Database& database, std::int64_t id);
/// All ids, with when they are due, and the highest that was ever given.
struct PendingEvents {
    std::vector<std::pair<std::int64_t, Clock::Time>> due;
    std::int64_t last_id = 0;
};
Result<PendingEvents> pending_events(store::Database& database);

}  // namespace coworks::local::functions
