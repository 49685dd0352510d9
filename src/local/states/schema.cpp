#include "local/states/schema.hpp"

#include <array>

namespace coworks::local::states {

std::span<store::Migration const> journal_migrations() {
    static constexpr auto kSteps = std::to_array<store::Migration>({{1, R"(
        -- status: 0 running, else as asl::Status; times in nanoseconds since 1970; more: what nothing searches for, JSON
        CREATE TABLE executions (
            id INTEGER PRIMARY KEY,
            machine INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            name TEXT NOT NULL,
            status INTEGER NOT NULL,
            started INTEGER NOT NULL,
            stopped INTEGER,
            map_run INTEGER NOT NULL,
            redrive_count INTEGER NOT NULL,
            head INTEGER NOT NULL,
            tail INTEGER NOT NULL,
            more TEXT NOT NULL
        );
        CREATE UNIQUE INDEX executions_by_name ON executions (name, machine);
        CREATE INDEX executions_by_machine ON executions (machine, id);
        CREATE INDEX executions_by_map_run ON executions (map_run, id) WHERE map_run <> 0;
        CREATE INDEX executions_open ON executions (id) WHERE status = 0;
        CREATE INDEX executions_ended ON executions (stopped) WHERE status <> 0;

        -- Only ever appended to; the rows of one execution form a list through `previous` (0: its first).
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            execution INTEGER NOT NULL,
            previous INTEGER NOT NULL,
            events TEXT NOT NULL
        );

        CREATE TABLE map_runs (
            id INTEGER PRIMARY KEY,
            arn TEXT NOT NULL UNIQUE,
            execution INTEGER NOT NULL,
            status INTEGER NOT NULL,
            record TEXT NOT NULL
        );
        CREATE INDEX map_runs_by_execution ON map_runs (execution);

        -- Asynchronous express executions that have not ended.
        CREATE TABLE express (id INTEGER PRIMARY KEY, record TEXT NOT NULL, input TEXT NOT NULL);

        -- tails_to: executions.tail knows every row of events up to this one; last_execution, last_map_run, last_row:
        -- numbers that were given to rows which are gone
        CREATE TABLE journal_marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    )"}});
    return kSteps;
}

}  // namespace coworks::local::states
