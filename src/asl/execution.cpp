#include "asl/execution.hpp"

#include <algorithm>
#include <utility>

#include "asl/hidden.hpp"
#include "asl/map_run/map_run.hpp"
#include "asl/redrive.hpp"
#include "base/iso8601.hpp"

namespace coworks::asl {
namespace {

Failure failure_in(Json const& object) {
    return {.error = object["error"],
            .cause = object["cause"],
            .fatal = object["fatal"] == Json(true),
            .final = object["final"] == Json(true)};
}

/// Removes every branch below `branch`; what they were doing is over.
void drop_descendants(Execution& execution, BranchId branch) {
    // Children have greater ids than their parents, so one pass in order finds every generation.
    std::vector<BranchId> gone{branch};
    for (auto it = execution.branches.upper_bound(branch); it != execution.branches.end();) {
        if (std::find(gone.begin(), gone.end(), it->second.parent) != gone.end()) {
            gone.push_back(it->first);
            execution.variable_bytes -= it->second.variable_bytes;
            it = execution.branches.erase(it);
        } else {
            ++it;
        }
    }
}

bool can_be_aborted(StateKind kind) {
    return kind == StateKind::task || kind == StateKind::wait || kind == StateKind::map || kind == StateKind::parallel;
}

void abort_descendants(Execution& execution, BranchId branch) {
    std::vector<BranchId> below{branch};
    for (auto it = execution.branches.upper_bound(branch); it != execution.branches.end(); ++it) {
        if (std::find(below.begin(), below.end(), it->second.parent) == below.end()) continue;
        Branch& aborted = it->second;
        below.push_back(aborted.id);
        // States that are not entered, were left, or have told of their own failure are not aborted in the history.
        aborted.state_noted = aborted.phase == Phase::entering || aborted.phase == Phase::ended ||
                              aborted.failure_noted || !can_be_aborted(aborted.current().kind);
        aborted.also_failed = aborted.phase == Phase::failing;
        if (aborted.phase != Phase::aborted) aborted.cut = aborted.phase;
        aborted.phase = Phase::aborted;
    }
}

void leave_state(Execution& execution, Branch& branch) {
    if (branch.fork) drop_descendants(execution, branch.id);
    branch.fork.reset();
    branch.task.reset();
    branch.deadline.reset();
    branch.failure = {};
    branch.failure_noted = false;
}

/// The context object without State, Task and Map
/// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html).
void set_context(Execution& execution) {
    Identity const& identity = execution.identity;
    Json::ObjectBuilder self;
    self.set("Id", identity.execution_arn);
    self.set("Input", execution.input);
    self.set("StartTime", format_timestamp(execution.started));
    self.set("Name", identity.execution_name);
    self.set("RoleArn", identity.role_arn);
    // Recorded in July 2024: of express executions the asynchronous ones have it, the synchronous ones have not.
    if (!execution.synchronous) self.set("RedriveCount", execution.redrives);
    if (execution.redriven) self.set("RedriveTime", format_timestamp(*execution.redriven));
    execution.context =
        Json::object({{"Execution", self.finish()},
                      {"StateMachine", Json::object({{"Id", identity.machine_arn}, {"Name", identity.machine_name}})}});
}

void start_execution(Execution& execution, Event const& event) {
    Json const& hidden = event.hidden;
    execution.identity = {.execution_arn = hidden["executionArn"],
                          .execution_name = hidden["executionName"],
                          .machine_arn = hidden["machineArn"],
                          .machine_name = hidden["machineName"],
                          .role_arn = event.more["roleArn"],
                          .region = hidden["region"]};
    execution.type = hidden["express"] == Json(true) ? ExecutionType::express : ExecutionType::standard;
    execution.synchronous = hidden["synchronous"] == Json(true);
    auto const workflow = static_cast<std::size_t>(number_in(hidden, "workflow"));
    execution.workflow = execution.machine->workflows[std::min(workflow, execution.machine->workflows.size() - 1)];
    execution.map = hidden["map"];
    execution.input = event.data;
    execution.started = event.time;
    execution.deadline = time_in(hidden, "deadline");
    set_context(execution);
    Branch& root = execution.branches[0];
    root.workflow = execution.workflow;
    root.state = execution.workflow->start;
    root.input = execution.input;
    root.variables = execution.told_variables;
}

void enter_state(Branch& branch, Event const& event) {
    branch.phase = Phase::entered;
    branch.state = event.next;
    branch.entered = event.id;
    branch.succeeded = 0;
    branch.entered_time = event.time;
    branch.retry_count = 0;
    branch.attempts.clear();
    branch.input = event.data;
    branch.result = {};
}

/// The result of a branch or an iteration goes to its parent, and the branch is gone.
void deliver(Execution& execution, Branch& branch, EventId last) {
    Branch& parent = execution.branches.at(branch.parent);
    Fork& fork = *parent.fork;
    if (branch.index < fork.results.size()) fork.results[branch.index] = std::move(branch.result);
    --fork.running;
    ++fork.succeeded;
    fork.chain = branch.last;
    parent.last = last;
    execution.variable_bytes -= branch.variable_bytes;
    execution.branches.erase(branch.id);
}

void exit_state(Execution& execution, Branch& branch, Event const& event) {
    leave_state(execution, branch);
    if (Json const* assigned = event.more.find("assignedVariables")) {
        auto const growth = static_cast<std::size_t>(growth_by(branch, *assigned));
        branch.variable_bytes += growth;
        execution.variable_bytes += growth;
        for (auto const& variable : assigned->members())
            branch.variables = std::move(branch.variables).with(variable.name(), variable.value);
    }
    branch.input = {};
    branch.result = {};
    if (event.next != kNoState) {
        branch.phase = Phase::entering;
        branch.state = event.next;
        branch.input = event.data;
        return;
    }
    branch.phase = Phase::ended;
    branch.result = event.data;
    // The history has no event for the end of a Parallel's branch (a Map's iteration has one).
    if (!branch.is_root() && execution.branches.at(branch.parent).current().kind == StateKind::parallel)
        deliver(execution, branch, event.id);
}

void schedule_task(Branch& branch, Event const& event) {
    Json const& hidden = event.hidden;
    TaskProgress& task = branch.task.emplace();
    task.scheduled = event.id;
    task.token = hidden["token"];
    task.arguments = event.data;
    task.credentials = hidden["credentials"];
    task.timeout_seconds = number_in(hidden, "timeout");
    task.heartbeat_seconds = number_in(hidden, "heartbeat");
    task.heartbeat_deadline = time_in(hidden, "heartbeatDeadline");
    branch.deadline = time_in(hidden, "deadline");
    branch.phase = Phase::working;
}

void start_task(Branch& branch, Event const& event) {
    branch.task->started = true;
    branch.deadline = time_in(event.hidden, "deadline");
    branch.task->heartbeat_deadline = time_in(event.hidden, "heartbeatDeadline");
}

void finish_task(Branch& branch, Event const& event) {
    branch.task.reset();
    branch.deadline.reset();
    branch.result = event.data;
    branch.phase = Phase::worked;
}

void fail_state(Execution& execution, Branch& branch, Failure failure) {
    if (branch.fork) abort_descendants(execution, branch.id);
    branch.task.reset();
    branch.deadline.reset();
    branch.failure = std::move(failure);
    branch.phase = Phase::failing;
    branch.last = std::max(branch.last, branch.succeeded);
}

/// A branch with a start of its own below `parent`, in the state its workflow starts with.
void add_branch(Execution& execution, Branch const& parent, Workflow const& workflow, std::uint32_t index, Json input,
                EventId last) {
    BranchId const id = execution.next_branch++;
    Branch& branch = execution.branches[id];
    branch.id = id;
    branch.parent = parent.id;
    branch.index = index;
    branch.workflow = &workflow;
    branch.state = workflow.start;
    branch.input = std::move(input);
    branch.variables = branch.inherited = parent.variables;
    branch.last = last;
}

void start_parallel(Execution& execution, Branch& branch, Event const& event) {
    auto const& branches = std::get<ParallelState>(branch.current().body).branches;
    Fork& fork = branch.fork.emplace();
    fork.results.resize(branches.size());
    fork.started = fork.running = static_cast<std::uint32_t>(branches.size());
    branch.phase = Phase::forked;
    branch.deadline.reset();  // of its retry
    Json const& input = event.hidden["input"];
    for (std::uint32_t i = 0; i < branches.size(); ++i)
        add_branch(execution, branch, *branches[i], i, input, event.id);
}

void start_map(Branch& branch, Event const& event) {
    Fork& fork = branch.fork.emplace();
    fork.items = event.hidden["items"];
    fork.concurrency = static_cast<std::uint32_t>(number_in(event.hidden, "concurrency"));
    fork.chain = event.id;
    if (std::get<MapState>(branch.current().body).distributed) {
        fork.map_run.emplace().keyed = event.hidden["keyed"] == Json(true);
    } else {
        fork.results.resize(fork.items.size());
    }
    branch.phase = Phase::forked;
    branch.deadline.reset();  // of its retry
}

void start_iteration(Execution& execution, Branch& branch, Event const& event) {
    Fork& fork = *branch.fork;
    auto const& map = std::get<MapState>(branch.current().body);
    auto const index = static_cast<std::uint32_t>(number_in(event.more, "index"));
    fork.started = index + 1;
    ++fork.running;
    add_branch(execution, branch, *map.processor, index, event.hidden["input"], event.id);
}

/// A branch or an iteration failed for good: its parent fails with it, its siblings are aborted.
void fail_parent(Execution& execution, Branch& branch) {
    Branch& parent = execution.branches.at(branch.parent);
    parent.phase = Phase::failing;
    parent.failure = branch.failure;
    parent.last = branch.last;
    abort_descendants(execution, parent.id);
    branch.culprit = true;
}

void end_execution(Execution& execution, Status status, Event const& event) {
    execution.status = status;
    execution.stopped = event.time;
    execution.deadline.reset();
    if (status == Status::succeeded) {
        execution.output = event.data;
    } else if (status != Status::timed_out) {
        // DescribeExecution gives no error for an execution that timed out.
        execution.failure = failure_in(event.more);
    }
    if (status == Status::succeeded || execution.type == ExecutionType::express) execution.branches.clear();
}

void redrive_execution(Execution& execution, Event const& event) {
    execution.status = Status::running;
    execution.failure = {};
    execution.stopped.reset();
    execution.redrives = number_in(event.more, "redriveCount");
    execution.redriven = event.time;
    execution.deadline = time_in(event.hidden, "deadline");
    set_context(execution);
    reopen(execution);
}

/// Events that their successors do not name as their previous one: AWS' history counts them beside the chain.
bool beside_the_chain(EventType type) {
    switch (type) {
        case EventType::map_iteration_succeeded:
        case EventType::map_iteration_failed:
        case EventType::map_iteration_started:
        case EventType::map_iteration_aborted:
        case EventType::map_state_succeeded:
        case EventType::map_run_succeeded:
        case EventType::parallel_state_succeeded:
        case EventType::task_state_aborted:
        case EventType::wait_state_aborted:
        case EventType::map_state_aborted:
        case EventType::parallel_state_aborted:
            return true;
        default:
            return false;
    }
}

/// Events that make sense only while a task, a fork or a Map Run is under way: a store that lost others must not crash
/// us.
bool needs_task(EventType type) {
    switch (type) {
        case EventType::task_started:
        case EventType::lambda_function_started:
        case EventType::activity_started:
        case EventType::task_submitted:
        case EventType::heartbeat_received:
            return true;
        default:
            return false;
    }
}

bool needs_fork(EventType type) {
    switch (type) {
        case EventType::map_iteration_started:
        case EventType::parallel_state_succeeded:
        case EventType::map_state_succeeded:
            return true;
        default:
            return false;
    }
}

bool needs_map_run(EventType type) {
    switch (type) {
        case EventType::map_run_failed:
        case EventType::map_run_started:
        case EventType::map_run_redriven:
        case EventType::map_run_succeeded:
        case EventType::items_requested:
        case EventType::items_read:
        case EventType::children_started:
        case EventType::child_ended:
        case EventType::map_run_updated:
        case EventType::results_requested:
        case EventType::results_written:
            return true;
        default:
            return false;
    }
}

void note_mock(Execution& execution, Branch const& branch, Event const& event) {
    if (event.more["mocked"] == Json(true)) execution.mocked.insert(branch.current().name);
}

}  // namespace

std::string_view status_name(Status status) noexcept {
    switch (status) {
        case Status::running:
            return "RUNNING";
        case Status::succeeded:
            return "SUCCEEDED";
        case Status::failed:
            return "FAILED";
        case Status::timed_out:
            return "TIMED_OUT";
        case Status::aborted:
            return "ABORTED";
    }
    return "RUNNING";
}

std::optional<Clock::Time> Execution::next_deadline() const {
    if (!running()) return std::nullopt;
    std::optional<Clock::Time> first = deadline;
    auto const take = [&first](std::optional<Clock::Time> const& time) {
        if (time && (!first || *time < *first)) first = time;
    };
    for (auto const& [id, branch] : branches) {
        if (branch.phase == Phase::aborted) continue;
        take(branch.deadline);
        if (branch.task) take(branch.task->heartbeat_deadline);
    }
    return first;
}

Execution make_execution(std::shared_ptr<StateMachine const> machine) {
    Execution execution;
    execution.workflow = &machine->root;
    execution.machine = std::move(machine);
    return execution;
}

void apply(Execution& execution, Event const& event) {
    if (event.id != 0) execution.last_event = event.id;
    if (event.type == EventType::execution_started) return start_execution(execution, event);
    if (event.type == EventType::execution_redriven) return redrive_execution(execution, event);

    auto const found = execution.branches.find(event.branch);
    if (found == execution.branches.end()) return;
    Branch& branch = found->second;
    if (needs_task(event.type) && !branch.task) return;
    if (needs_fork(event.type) && !branch.fork) return;
    if (needs_map_run(event.type) && (!branch.fork || !branch.fork->map_run)) return;
    if (event.id != 0 && !beside_the_chain(event.type)) branch.last = event.id;

    switch (event.type) {
        case EventType::pass_state_entered:
        case EventType::task_state_entered:
        case EventType::choice_state_entered:
        case EventType::wait_state_entered:
        case EventType::succeed_state_entered:
        case EventType::fail_state_entered:
        case EventType::parallel_state_entered:
        case EventType::map_state_entered:
            return enter_state(branch, event);
        case EventType::pass_state_exited:
        case EventType::task_state_exited:
        case EventType::choice_state_exited:
        case EventType::wait_state_exited:
        case EventType::succeed_state_exited:
        case EventType::parallel_state_exited:
        case EventType::map_state_exited:
            return exit_state(execution, branch, event);
        case EventType::task_scheduled:
        case EventType::lambda_function_scheduled:
        case EventType::activity_scheduled:
            return schedule_task(branch, event);
        case EventType::task_started:
        case EventType::lambda_function_started:
        case EventType::activity_started:
            return start_task(branch, event);
        case EventType::task_submitted:
            branch.task->submitted = true;
            return;
        case EventType::heartbeat_received:
            branch.task->heartbeat_deadline = time_in(event.hidden, "heartbeatDeadline");
            return;
        case EventType::task_succeeded:
        case EventType::lambda_function_succeeded:
        case EventType::activity_succeeded:
            note_mock(execution, branch, event);
            return finish_task(branch, event);
        case EventType::task_failed:
            note_mock(execution, branch, event);
            [[fallthrough]];
        case EventType::task_start_failed:
        case EventType::task_submit_failed:
        case EventType::task_timed_out:
        case EventType::lambda_function_failed:
        case EventType::lambda_function_schedule_failed:
        case EventType::lambda_function_start_failed:
        case EventType::lambda_function_timed_out:
        case EventType::activity_failed:
        case EventType::activity_schedule_failed:
        case EventType::activity_timed_out:
        case EventType::evaluation_failed:
            fail_state(execution, branch, failure_in(event.more));
            branch.failure.heartbeat = event.hidden["heartbeat"] == Json(true);
            branch.failure.final = event.hidden["final"] == Json(true);
            branch.failure_noted = false;
            return;
        case EventType::state_failed:
            return fail_state(execution, branch, failure_in(event.hidden));
        case EventType::map_run_failed:
            branch.fork->map_run->ended = true;
            return fail_state(execution, branch, failure_in(event.more));
        case EventType::wait_started:
            branch.phase = Phase::working;
            branch.deadline = time_in(event.hidden, "deadline");
            return;
        case EventType::retry_chosen: {
            auto const retrier = static_cast<std::size_t>(number_in(event.hidden, "retrier"));
            leave_state(execution, branch);
            if (branch.attempts.size() <= retrier) branch.attempts.resize(retrier + 1);
            ++branch.attempts[retrier];
            ++branch.retry_count;
            branch.deadline = time_in(event.hidden, "deadline");
            branch.phase = Phase::retrying;
            return;
        }
        case EventType::parallel_state_started:
            return start_parallel(execution, branch, event);
        case EventType::map_state_started:
            return start_map(branch, event);
        case EventType::map_iteration_started:
            return start_iteration(execution, branch, event);
        case EventType::map_iteration_succeeded:
            return deliver(execution, branch, event.id);
        case EventType::branch_failed:
            return fail_parent(execution, branch);
        case EventType::map_iteration_failed:
        case EventType::map_iteration_aborted:
            branch.end_noted = true;
            return;
        case EventType::task_state_aborted:
        case EventType::wait_state_aborted:
        case EventType::map_state_aborted:
        case EventType::parallel_state_aborted:
            branch.state_noted = true;
            return;
        case EventType::map_state_failed:
        case EventType::parallel_state_failed:
            branch.before_failed = event.previous;
            branch.failure_noted = true;
            return;
        case EventType::parallel_state_succeeded:
        case EventType::map_state_succeeded:
            branch.succeeded = event.id;
            branch.result = result_of(*branch.fork);
            branch.fork.reset();
            branch.phase = Phase::worked;
            return;
        case EventType::map_run_started:
        case EventType::map_run_redriven:
        case EventType::map_run_updated:
        case EventType::map_run_succeeded:
        case EventType::items_requested:
        case EventType::items_read:
        case EventType::children_started:
        case EventType::child_ended:
        case EventType::results_requested:
        case EventType::results_written:
            return apply_to_map_run(branch, event);
        case EventType::execution_succeeded:
            return end_execution(execution, Status::succeeded, event);
        case EventType::execution_failed:
            return end_execution(execution, Status::failed, event);
        case EventType::execution_aborted:
            return end_execution(execution, Status::aborted, event);
        case EventType::execution_timed_out:
            return end_execution(execution, Status::timed_out, event);
        default:
            return;  // recorded for the reader alone
    }
}

}  // namespace coworks::asl
