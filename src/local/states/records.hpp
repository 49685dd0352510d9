#pragma once

/// What the store knows of executions and Map Runs beside their events.

#include <coworks/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asl/definition.hpp"
#include "asl/execution.hpp"
#include "base/clock.hpp"

namespace coworks::local::states {

using ExecutionId = std::int64_t;
using MapRunId = std::int64_t;
/// Place of a row of events in the store; 0: none.
using RowId = std::int64_t;

/// Who started an execution, if another one did.
struct Parent {
    ExecutionId execution = 0;  ///< 0: nobody
    asl::BranchId branch = 0;
    /// A nested execution: the Scheduled event of the task that started it. A child of a Map Run: its index.
    std::int64_t number = 0;
    MapRunId map_run = 0;  ///< a child of a Map Run
};

/// A client's name for its request to redrive: whoever sends it again asks for the same.
struct RedriveToken {
    std::string token;
    std::int64_t count = 0;  ///< ExecutionRecord::redrive_count as it made it
    Clock::Time at{};
};

struct ExecutionRecord {
    ExecutionId id = 0;
    std::int64_t machine_id = 0;
    std::int64_t revision_id = 0;  ///< Revision::id
    std::string arn;
    std::string name;
    std::string machine_arn;  ///< of a child of a Map Run: "…:stateMachine:NAME/LABEL"
    std::string version_arn;  ///< it was started with; may be empty
    std::string alias_arn;    ///< likewise
    std::string map_run_arn;  ///< of a child of a Map Run
    std::string trace_header;
    asl::ExecutionType type = asl::ExecutionType::standard;
    asl::Status status = asl::Status::running;
    Clock::Time started{};
    std::optional<Clock::Time> stopped;
    std::int64_t redrive_count = 0;
    std::optional<Clock::Time> redriven;
    std::vector<RedriveToken> redrive_tokens;  ///< the last ones, in their order
    std::int64_t items = 0;                    ///< of a child of a Map Run: how many items it was given
    Parent parent;
    RowId head = 0;  ///< its first row of events
    RowId tail = 0;  ///< its last
};

/// How far a Map Run is; each child counts as one execution and as its items.
struct MapCounts {
    std::int64_t pending = 0;
    std::int64_t running = 0;
    std::int64_t succeeded = 0;
    std::int64_t failed = 0;
    std::int64_t timed_out = 0;
    std::int64_t aborted = 0;
    std::int64_t results_written = 0;
    std::int64_t total() const noexcept { return pending + running + succeeded + failed + timed_out + aborted; }
};

struct MapRunRecord {
    MapRunId id = 0;
    std::string arn;
    ExecutionId execution = 0;
    std::string execution_arn;
    std::string machine_arn;  ///< "…:stateMachine:NAME/LABEL"
    asl::BranchId branch = 0;
    asl::Status status = asl::Status::running;
    Clock::Time started{};
    std::optional<Clock::Time> stopped;
    std::int64_t max_concurrency = 0;
    double tolerated_percentage = 0;
    std::int64_t tolerated_count = 0;
    std::int64_t redrive_count = 0;
    std::optional<Clock::Time> redriven;
    MapCounts executions;
    MapCounts items;
};

}  // namespace coworks::local::states
