#include "store/migrations.hpp"

#include <string>

namespace coworks::store {

namespace {

Result<std::int64_t> current_number(Database& database, std::string_view room) {
    auto made = database.execute(
        "CREATE TABLE IF NOT EXISTS schema_steps (room TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID");
    if (!made) return tl::unexpected(made.error());
    auto statement = database.prepare("SELECT number FROM schema_steps WHERE room = ?1");
    if (!statement) return tl::unexpected(statement.error());
    auto row = statement->bind(1, room).step();
    if (!row) return tl::unexpected(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<void> write_number(Database& database, std::string_view room, std::int64_t number) {
    auto statement =
        database.prepare("INSERT INTO schema_steps VALUES (?1, ?2) ON CONFLICT(room) DO UPDATE SET number = ?2");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, room).bind(2, number).run();
}

}  // namespace

Result<void> migrate(Database& database, std::string_view room, std::span<Migration const> migrations) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return tl::unexpected(transaction.error());
    auto const current = current_number(database, room);
    if (!current) return tl::unexpected(current.error());
    std::int64_t const newest = migrations.empty() ? 0 : migrations.back().number;
    if (*current > newest) {
        return fail("newer_schema",
                    "the database was written by a newer version of cws; update it, or use another data folder",
                    std::string(room), "step " + std::to_string(*current) + ", known up to " + std::to_string(newest));
    }
    if (*current == newest) return transaction->commit();
    for (Migration const& step : migrations) {
        if (step.number <= *current) continue;
        if (auto done = database.execute(step.sql); !done) return done;
    }
    if (auto written = write_number(database, room, newest); !written) return written;
    return transaction->commit();
}

}  // namespace coworks::store
