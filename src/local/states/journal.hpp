#pragma once

/// The durable side of executions: their rows and their events, in SQLite.
///
/// Events are appended, a row for what one step of an execution gave; each row names the one before it, so that no
/// index grows with every event. An execution's record names its last row, lazily while it runs: after a crash the rows
/// appended since are looked through.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/event.hpp"
#include "base/error.hpp"
#include "local/emulator/data.hpp"
#include "local/states/records.hpp"
#include "store/database.hpp"

namespace coworks::local::states {

/// What one step of one execution leaves behind; all of it or nothing.
struct Write {
    ExecutionId execution = 0;
    std::optional<ExecutionRecord> begun;    ///< a new execution: its record
    std::string events;                      ///< a row of events (event_rows.hpp); may be empty
    RowId previous = 0;                      ///< the execution's last row so far
    std::optional<ExecutionRecord> changed;  ///< it ended or was redriven: its record's new state
    std::vector<MapRunRecord> map_runs;      ///< new and changed ones
};

/// How a write ended.
struct Written {
    Result<void> outcome;
    RowId row = 0;  ///< where the events are
    /// The name was taken (`begun`): by this one. Nothing was written.
    std::optional<ExecutionRecord> existing;
};

/// An execution that an express machine was asked for and that has not ended; it begins anew after a crash, as AWS'
/// asynchronous express executions run at least once.
struct ExpressRequest {
    ExecutionRecord record;
    std::string input;  ///< JSON, as it came
};

/// Which executions ListExecutions wants, newest first.
struct ExecutionFilter {
    std::optional<std::int64_t> machine_id;
    std::optional<MapRunId> map_run;
    std::string version_arn;  ///< or an alias'; empty: all
    std::string alias_arn;
    std::optional<asl::Status> status;
    std::optional<bool> redriven;
    ExecutionId before = 0;  ///< only older ones; 0: all
    std::size_t results_max = 100;
};

/// Thread: everything is called from, and calls back in, the event loop's thread; the work is done in the writer's.
/// Errors are those of store::Database.
class Journal {
public:
    /// Takes over a database and brings the schema of its own tables up to date.
    static Result<std::unique_ptr<Journal>> open(std::unique_ptr<emulator::Data> data);
    ~Journal();
    Journal(Journal const&) = delete;
    Journal& operator=(Journal const&) = delete;

    /// Never given twice, also after a restart.
    ExecutionId next_execution() noexcept { return ++last_execution_; }
    MapRunId next_map_run() noexcept { return ++last_map_run_; }

    void append(Write write, std::function<void(Written)> done);
    void put_express(ExpressRequest order, std::function<void(Result<void>)> done);
    void drop_express(ExecutionId id);

    /// What was open when the database was opened.
    struct Open {
        std::vector<ExecutionRecord> executions;
        std::vector<MapRunRecord> map_runs;
        std::vector<ExpressRequest> express;
    };
    void open_ones(std::function<void(Result<Open>)> done);

    /// The rows of events from an execution's first to `tail`.
    void rows(RowId tail, std::function<void(Result<std::vector<std::string>>)> done);
    /// Those two rows alone (one, if they are the same): an execution's input is in its first, its end in its last.
    void ends(RowId head, RowId tail, std::function<void(Result<std::vector<std::string>>)> done);
    void find(std::string arn, std::function<void(Result<std::optional<ExecutionRecord>>)> done);
    void list(ExecutionFilter filter, std::function<void(Result<std::vector<ExecutionRecord>>)> done);
    void find_map_run(std::string arn, std::function<void(Result<std::optional<MapRunRecord>>)> done);
    void list_map_runs(ExecutionId execution, std::function<void(Result<std::vector<MapRunRecord>>)> done);

    /// Removes what ended before `time`, with its events, a bounded number at once; tells how many were removed.
    void prune(Clock::Time time, std::function<void(Result<std::size_t>)> done);
    /// Removes the ended executions of a machine that is deleted.
    void drop_machine(std::int64_t machine_id, std::function<void(Result<void>)> done);

    /// For other rooms' tables in the same file: runs in the writer's thread, `done` in the loop's.
    void run(emulator::Data::Work work, emulator::Data::Done done) { data_->run(std::move(work), std::move(done)); }

    /// Whether anything is being written or read.
    bool quiet() const noexcept { return data_->quiet(); }
    /// Finishes what was begun and closes the file; callbacks that were not called yet never are.
    void close() { data_->close(); }

private:
    struct Writer;
    Journal(std::unique_ptr<emulator::Data> data, std::unique_ptr<Writer> prepared);

    std::unique_ptr<emulator::Data> data_;
    std::unique_ptr<Writer> rows_;  ///< the writer's thread's
    ExecutionId last_execution_ = 0;
    MapRunId last_map_run_ = 0;
    RowId last_row_ = 0;
};

}  // namespace coworks::local::states
