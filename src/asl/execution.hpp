#pragma once

/// The state of one execution, and apply(), the only function that changes it.

#include <coworks/json.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "asl/definition.hpp"
#include "asl/event.hpp"
#include "asl/failure.hpp"
#include "asl/map_run/map_run.hpp"
#include "base/box.hpp"

namespace coworks::asl {

enum class Status : std::uint8_t { running, succeeded, failed, timed_out, aborted };
/// "RUNNING", "TIMED_OUT", …
std::string_view status_name(Status status) noexcept;

/// The names an execution has in the outside world; they stand in the context object. Texts, as Json because they are
/// shared: give many executions of one machine the same values.
struct Identity {
    Json execution_arn = "";
    Json execution_name = "";
    Json machine_arn = "";
    Json machine_name = "";
    Json role_arn;  ///< or null
    Json region = "us-east-1";
};

/// Where a branch stands in its state. The transitions are in transitions.hpp.
enum class Phase : std::uint8_t {
    entering,  ///< `state` is to be entered with `input`
    entered,   ///< it was; its work is to begin
    working,   ///< a Task was scheduled, a Wait waits: a message or the time goes on
    forked,    ///< Parallel, Map: branches are to be started or run
    reading,   ///< a distributed Map waits for its items
    worked,    ///< `result` is there; the state is to be left
    failing,   ///< `failure` is to be retried, caught or passed on
    retrying,  ///< waits until `deadline` to begin its work again
    aborted,   ///< a sibling failed; kept until the history says so
    ended      ///< the branch came to its end (the root: the execution is to end)
};

/// A Task's outstanding work.
struct TaskProgress {
    EventId scheduled = 0;  ///< which attempt: the id of its Scheduled event
    Json token;
    Json arguments;    ///< what was sent
    Json credentials;  ///< evaluated
    std::int64_t heartbeat_seconds = 0;
    std::int64_t timeout_seconds = 0;
    std::optional<Clock::Time> heartbeat_deadline;
    bool started = false;
    bool submitted = false;
};

/// The branches of a Parallel, the iterations of a Map, the child executions of a distributed one.
struct Fork {
    std::vector<Json> results;  ///< by index; null until there
    std::uint32_t started = 0;  ///< the next index to start
    std::uint32_t running = 0;
    std::uint32_t succeeded = 0;
    std::uint32_t concurrency = 0;  ///< at most so many run at once
    EventId chain = 0;              ///< previousEventId of the next start
    Json items;                     ///< of a Map: what it iterates over
    Box<MapRun> map_run;            ///< of a distributed Map
};

/// A thread of control: the execution itself, a branch of a Parallel, an iteration of a Map.
struct Branch {
    BranchId id = 0;
    BranchId parent = 0;      ///< the root is its own
    std::uint32_t index = 0;  ///< which branch or iteration of the parent's fork
    Workflow const* workflow = nullptr;
    StateIndex state = kNoState;
    Phase phase = Phase::entering;
    bool failure_noted = false;   ///< MapStateFailed or ParallelStateFailed was recorded
    bool culprit = false;         ///< its failure is what its siblings were aborted for
    bool also_failed = false;     ///< aborted: it had failed itself
    bool end_noted = false;       ///< MapIterationFailed or MapIterationAborted was recorded
    bool state_noted = false;     ///< TaskStateAborted, WaitStateAborted, … was recorded, or need not be
    Phase cut = Phase::entering;  ///< aborted: the phase it was in

    EventId last = 0;           ///< previousEventId of the branch's next event
    EventId entered = 0;        ///< the StateEntered event
    EventId succeeded = 0;      ///< ParallelStateSucceeded or MapStateSucceeded, which only a failure follows
    EventId before_failed = 0;  ///< the last event before the state's first …StateFailed
    Clock::Time entered_time{};
    std::uint32_t retry_count = 0;
    std::vector<std::uint32_t> attempts;  ///< per retrier
    std::optional<Clock::Time> deadline;  ///< of a Wait, a Task's timeout, the next try

    Json input;      ///< of the state, raw
    Json result;     ///< Task, Parallel, Map in `worked`; the output in `ended`
    Json variables;  ///< all that are visible here (those of outer scopes were shared when the branch began)
    Json inherited;  ///< those of outer scopes
    std::size_t variable_bytes = 0;  ///< of its own
    Failure failure;
    Box<TaskProgress> task;
    Box<Fork> fork;

    State const& current() const { return workflow->at(state); }
    bool is_root() const noexcept { return id == 0; }
};

/// One execution. Not thread-safe: one thread owns it.
struct Execution {
    std::shared_ptr<StateMachine const> machine;
    Workflow const* workflow = nullptr;  ///< what it runs: the root, or a Map's processor for a child execution
    Identity identity;
    ExecutionType type = ExecutionType::standard;
    bool synchronous = false;  ///< express: somebody waits for its end
    Status status = Status::running;
    Json input;
    Json output;                           ///< if succeeded
    Failure failure;                       ///< if not
    Json context;                          ///< the context object without State, Task and Map
    Json told_context;                     ///< TestState: the whole context object as it is to be, or null
    Json told_variables = Json::object();  ///< TestState: what is assigned at the start
    Json map;                              ///< `$$.Map` of a child execution of a distributed Map
    Clock::Time started{};
    std::optional<Clock::Time> deadline;  ///< TimeoutSeconds, or the service's own
    std::size_t variable_bytes = 0;       ///< of all variables in every scope
    EventId last_event = 0;
    BranchId next_branch = 1;
    std::int64_t redrives = 0;
    std::optional<Clock::Time> redriven;  ///< the last time
    std::optional<Clock::Time> stopped;   ///< when it ended
    std::set<std::string> mocked;         ///< states whose Task was answered by a mock
    /// Those that run; 0 is the root. Without success they stay as they were at the end: a redrive goes on with them.
    std::map<BranchId, Branch> branches;

    bool running() const noexcept { return status == Status::running; }
    /// When the time alone will change something; nothing: only a message will.
    std::optional<Clock::Time> next_deadline() const;
};

/// An execution that has not begun: its first event is ExecutionStarted.
Execution make_execution(std::shared_ptr<StateMachine const> machine);

/// By how many bytes a branch's own variables grow when these (an object, or null) are assigned; it may be negative.
std::int64_t growth_by(Branch const& branch, Json const& assigned);

/// Applies one event, the next of its execution in the order they were made. Never evaluates anything.
void apply(Execution& execution, Event const& event);

}  // namespace coworks::asl
