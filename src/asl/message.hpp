#pragma once

/// What an execution is told, and what it wants done.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "asl/execution.hpp"

namespace coworks::asl {

// --- Messages: what happened ---------------------------------------------------------------------------------------

struct Start {
    Identity identity;
    Json input;
    ExecutionType type = ExecutionType::standard;
    std::uint32_t workflow = 0;  ///< id of the workflow to run; not 0 for a child execution of a distributed Map
    Json map;                    ///< `$$.Map` of such a child, or null
    bool synchronous = false;    ///< somebody waits for the end of an express execution
};

/// A Task's attempt: the branch, and the id of its Scheduled event. A message about an attempt that is over is ignored.
struct Attempt {
    BranchId branch = 0;
    EventId scheduled = 0;
};

struct TaskStarted {
    Attempt attempt;
    Json worker_name;  ///< of an activity's worker, or null
};
/// A `.sync` or `.waitForTaskToken` task was accepted by its service.
struct TaskSubmitted {
    Attempt attempt;
    Json output;
};
struct TaskSucceeded {
    Attempt attempt;
    Json output;
    bool mocked = false;  ///< no service was called: the event says so
};
struct TaskFailed {
    enum class When : std::uint8_t { scheduling, starting, submitting, running };
    Attempt attempt;
    Json error;
    Json cause;
    When when = When::running;
    bool mocked = false;  ///< as of TaskSucceeded
};
/// The task could not be begun at all (no such activity, parameters of a wrong form): States.Runtime, no event.
struct TaskRefused {
    Attempt attempt;
    std::string reason;  ///< "The activity … does not exist."
};
struct TaskHeartbeat {
    Attempt attempt;
};
/// The clock was looked at: everything that is due happens.
struct Tick {};
struct ItemsArrived {
    BranchId branch = 0;
    Json items;      ///< an array; anything else fails the reading as AWS does
    Json origins{};  ///< as ItemSet has them (items.hpp)
};
struct ItemsFailed {
    BranchId branch = 0;
    std::string cause;
};
/// What ResultWriter wrote: the state's result ({"MapRunArn": …, "ResultWriterDetails": {"Bucket": …, "Key": …}}).
struct ResultsWritten {
    BranchId branch = 0;
    Json output;
};
struct ResultsFailed {
    BranchId branch = 0;
    std::string cause;
};
struct ChildEnded {
    BranchId branch = 0;
    std::uint32_t index = 0;
    Status status = Status::succeeded;
    Json output;
    Json error;
    Json cause;
};
struct Stop {
    Json error;
    Json cause;
};
/// UpdateMapRun: other bounds for a Map Run that is under way; those that are not given stay as they are.
struct UpdateRun {
    BranchId branch = 0;
    std::optional<std::int64_t> max_concurrency;  ///< 0: as many as the service starts at once
    std::optional<std::int64_t> tolerated_count;
    std::optional<double> tolerated_percentage;
};
/// RedriveExecution: what was unsuccessful runs again (redrive.hpp says whether it may). The only message that an
/// execution takes after its end.
struct Redrive {};
/// Nothing happened: goes on where a rebuilt execution stopped.
struct Resume {};

using Message = std::variant<Start, TaskStarted, TaskSubmitted, TaskSucceeded, TaskFailed, TaskRefused, TaskHeartbeat,
                             Tick, ItemsArrived, ItemsFailed, ResultsWritten, ResultsFailed, ChildEnded, UpdateRun,
                             Stop, Redrive, Resume>;

// --- Actions: what is to be done, after the events are safe ---------------------------------------------------------

struct InvokeTask {
    Attempt attempt;
    Resource const* resource = nullptr;  ///< lives as long as the definition
    Json state_name;
    Json arguments;
    Json credentials;                    ///< or null
    Json token;                          ///< the task token (.waitForTaskToken, activities), or null
    std::int64_t timeout_seconds = 0;    ///< 0: none
    std::int64_t heartbeat_seconds = 0;  ///< 0: none
    bool submitted = false;              ///< its call was answered; what it waits for (its token, a child) goes on
};
/// The attempt is over without its answer (timed out, aborted): whoever works on it may stop.
struct CancelTask {
    Attempt attempt;
};
struct ReadItems {
    BranchId branch = 0;
    Resource const* resource = nullptr;
    Json arguments;              ///< Bucket, Key, …
    Json config;                 ///< ReaderConfig
    std::int64_t max_items = 0;  ///< 0: all
};
struct StartChildren {
    struct Child {
        std::uint32_t index = 0;
        Json input;
        Json map;  ///< for Start::map
        /// It ran before and failed or was stopped: a standard execution is told Redrive (and if it can't be redriven,
        /// its old end is reported again), an express one starts anew under its old name.
        bool redriven = false;
    };
    BranchId branch = 0;
    Json run_arn;
    ExecutionType type = ExecutionType::standard;
    std::uint32_t workflow = 0;  ///< for Start::workflow
    std::vector<Child> children;
};
/// The Map Run is over: children that still run are to be stopped.
struct StopChildren {
    BranchId branch = 0;
    Json run_arn;
};
/// ResultWriter: the results of a Map Run go to a file or a bucket instead of the state's output, or are formatted for
/// it.
struct WriteResults {
    BranchId branch = 0;
    Resource const* resource = nullptr;  ///< or nullptr: nowhere
    Json arguments;                      ///< Bucket, Prefix
    Json config;                         ///< WriterConfig
    Json run_arn;
    Json results;
};
struct Ended {};  ///< Execution::status and its output or failure say how

using Action = std::variant<InvokeTask, CancelTask, ReadItems, StartChildren, StopChildren, WriteResults, Ended>;

}  // namespace coworks::asl
