#pragma once

/// The statements of the journal, prepared once. Internal to it; for one thread at a time.

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "local/states/journal.hpp"

namespace coworks::local::states {

struct Journal::Writer {
    /// Prepares every statement; the tables must be there.
    static Result<std::unique_ptr<Writer>> prepare(store::Database& database);

    Result<void> append(Write const& write, RowId row, std::optional<ExecutionRecord>& existing);
    Result<std::vector<std::string>> rows(RowId tail);
    Result<std::vector<std::string>> ends(RowId head, RowId tail);
    Result<std::optional<ExecutionRecord>> find(std::string const& arn);
    Result<std::vector<ExecutionRecord>> list(store::Database& database, ExecutionFilter const& filter);
    Result<Open> open_ones(store::Database& database);
    Result<std::size_t> prune(store::Database& database, std::int64_t before);
    Result<void> drop_machine(store::Database& database, std::int64_t machine_id);
    /// A write was rolled back, and with it whatever was in its transaction.
    void undo(Write const& write);
    /// Executions that rows were appended to since their record was written learn their last row.
    Result<void> settle_tails();
    Result<void> mark(std::string_view name, std::int64_t value);

    /// One row of events; tells the one before it.
    Result<std::string> row(RowId id, RowId& previous);

    store::Statement insert_execution;
    store::Statement update_execution;
    store::Statement update_tail;
    store::Statement insert_events;
    store::Statement select_events;
    store::Statement put_map_run;
    store::Statement put_mark;
    store::Statement put_express;
    store::Statement drop_express;
    store::Statement select_by_name;
    /// The last rows of executions that run, where the record may not know it.
    struct Tail {
        RowId row = 0;
        bool unsettled = true;
    };
    std::unordered_map<ExecutionId, Tail> tails{};
    RowId tails_to = 0;
};

/// Columns of `executions` in the order in which read_execution() takes them.
inline constexpr std::string_view kExecutionColumns =
    "id, machine, revision, name, status, started, stopped, map_run, redrive_count, head, tail, more";
Result<ExecutionRecord> read_execution(store::Statement const& row);
/// Map Runs that satisfy a condition of SQL, in the order of their beginning.
Result<std::vector<MapRunRecord>> read_map_runs(store::Database& database, std::string_view condition,
                                                std::function<void(store::Statement&)> const& bind);

}  // namespace coworks::local::states
