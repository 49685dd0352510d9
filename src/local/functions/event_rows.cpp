#include "local/functions/event_rows.hpp"

#include <array>

#include "store/migrations.hpp"

namespace coworks::local::functions {

namespace {

constexpr auto kMigrations = std::to_array<store::Migration>({
    {1,
     "CREATE TABLE event_calls ("
     "id INTEGER PRIMARY KEY AUTOINCREMENT, function TEXT NOT NULL, event BLOB NOT NULL, client_context BLOB NOT NULL, "
     "trace_id TEXT NOT NULL, request_id TEXT NOT NULL, accepted INTEGER NOT NULL, due INTEGER NOT NULL, "
     "failed INTEGER NOT NULL, refused INTEGER NOT NULL);"},
});

std::int64_t stored(Clock::Time time) {
    return time.time_since_epoch().count();
}
Clock::Time time_of(std::int64_t nanoseconds) {
    return Clock::Time(std::chrono::nanoseconds(nanoseconds));
}

}  // namespace

Result<void> migrate_events(store::Database& database) {
    return store::migrate(database, "functions", kMigrations);
}

Result<void> insert_event(store::Database& database, EventCall const& event) {
    auto statement = database.prepare("INSERT INTO event_calls VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, event.id)
        .bind(2, std::string_view(event.call.function))
        .bind_blob(3, event.call.event)
        .bind_blob(4, event.call.client_context)
        .bind(5, std::string_view(event.call.trace_id))
        .bind(6, std::string_view(event.call.request_id))
        .bind(7, stored(event.accepted))
        .bind(8, stored(event.due))
        .bind(9, std::int64_t{event.tries.failed})
        .bind(10, std::int64_t{event.tries.refused})
        .run();
}

Result<void> update_event(store::Database& database, EventCall const& event) {
    auto statement = database.prepare("UPDATE event_calls SET due = ?2, failed = ?3, refused = ?4 WHERE id = ?1");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, event.id)
        .bind(2, stored(event.due))
        .bind(3, std::int64_t{event.tries.failed})
        .bind(4, std::int64_t{event.tries.refused})
        .run();
}

Result<void> delete_event(store::Database& database, std::int64_t id) {
    auto statement = database.prepare("DELETE FROM event_calls WHERE id = ?1");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, id).run();
}

Result<std::optional<EventCall>> read_event(store::Database& database, std::int64_t id) {
    auto row = database.prepare("SELECT * FROM event_calls WHERE id = ?1");
    if (!row) return tl::unexpected(row.error());
    auto const found = row->bind(1, id).step();
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return EventCall{
        .id = row->integer(0),
        .call = {.function = std::string(row->bytes(1)),
                 .event = std::string(row->bytes(2)),
                 .client_context = std::string(row->bytes(3)),
                 .trace_id = std::string(row->bytes(4)),
                 .request_id = std::string(row->bytes(5))},
        .accepted = time_of(row->integer(6)),
        .due = time_of(row->integer(7)),
        .tries = {.failed = static_cast<int>(row->integer(8)), .refused = static_cast<int>(row->integer(9))}};
}

Result<PendingEvents> pending_events(store::Database& database) {
    PendingEvents pending;
    auto row = database.prepare("SELECT id, due FROM event_calls ORDER BY due");
    if (!row) return tl::unexpected(row.error());
    while (true) {
        auto const more = row->step();
        if (!more) return tl::unexpected(more.error());
        if (!*more) break;
        pending.due.emplace_back(row->integer(0), time_of(row->integer(1)));
    }
    auto last = database.prepare("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'event_calls'");
    if (!last) return tl::unexpected(last.error());
    if (auto const found = last->step(); !found) return tl::unexpected(found.error());
    pending.last_id = last->integer(0);
    return pending;
}

}  // namespace coworks::local::functions
