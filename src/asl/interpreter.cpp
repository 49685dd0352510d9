#include "asl/interpreter.hpp"

#include <string>
#include <utility>

#include "asl/redrive.hpp"
#include "asl/run.hpp"
#include "asl/size.hpp"
#include "base/iso8601.hpp"

namespace coworks::asl {
namespace {

/// The branch whose task an attempt is, if that attempt still runs.
Branch const* find_attempt(Execution const& execution, Attempt const& attempt) {
    auto const found = execution.branches.find(attempt.branch);
    if (found == execution.branches.end()) return nullptr;
    Branch const& branch = found->second;
    if (branch.phase != Phase::working || !branch.task || branch.task->scheduled != attempt.scheduled) return nullptr;
    return &branch;
}

/// The branch of a distributed Map that waits in a phase.
Branch const* find_map(Execution const& execution, BranchId id, Phase phase) {
    auto const found = execution.branches.find(id);
    if (found == execution.branches.end() || found->second.phase != phase || !found->second.fork ||
        !found->second.fork->map_run)
        return nullptr;
    return &found->second;
}

Resource const& resource_of(Branch const& branch) {
    return std::get<TaskState>(branch.current().body).resource;
}

/// The name a Task's events have for a lambda function, an activity, and everything else.
EventType choose(Resource const& resource, EventType lambda, EventType activity, EventType service) {
    switch (resource.via) {
        case Resource::Via::lambda:
            return lambda;
        case Resource::Via::activity:
            return activity;
        case Resource::Via::service:
            return service;
    }
    return service;
}

/// Members of a task's event: those given, and which service it was.
Json with_resource(Resource const& resource, Json members) {
    if (resource.via == Resource::Via::service) {
        members = std::move(members).with("resource", resource.action).with("resourceType", resource.service);
    }
    return members.empty() ? Json() : members;
}

/// AWS has no such member: no answer on AWS is a mock's.
Json mocked_member(bool mocked) {
    return mocked ? Json::object({{"mocked", true}}) : Json::object();
}

class Receiver {
public:
    explicit Receiver(Run& run) : run_(run), execution_(run.execution()) {}

    void operator()(Start const& start) {
        if (execution_.last_event != 0) return run_.refuse();
        Event started;
        started.type = EventType::execution_started;
        started.data = start.input;
        Identity const& identity = start.identity;
        if (!identity.role_arn.is_null()) started.more = Json::object({{"roleArn", identity.role_arn}});
        Json::ObjectBuilder hidden;
        hidden.set("executionArn", identity.execution_arn);
        hidden.set("executionName", identity.execution_name);
        hidden.set("machineArn", identity.machine_arn);
        hidden.set("machineName", identity.machine_name);
        hidden.set("region", identity.region);
        if (start.type == ExecutionType::express) hidden.set("express", true);
        if (start.synchronous) hidden.set("synchronous", true);
        if (start.workflow != 0) hidden.set("workflow", start.workflow);
        if (!start.map.is_null()) hidden.set("map", start.map);
        std::chrono::seconds const bound =
            start.type == ExecutionType::express ? run_.limits().express_duration : run_.limits().duration;
        auto const own = start.workflow == 0 ? execution_.machine->timeout_seconds : std::nullopt;
        hidden.set("deadline", stored_time(run_.now() + (own ? std::min(bound, std::chrono::seconds(*own)) : bound)));
        started.hidden = hidden.finish();
        run_.emit(std::move(started));
    }

    void operator()(TaskStarted const& began) {
        Branch const* const branch = find_attempt(execution_, began.attempt);
        if (branch == nullptr || branch->task->started) return run_.refuse();
        Resource const& resource = resource_of(*branch);
        Event started = run_.event(*branch, choose(resource, EventType::lambda_function_started,
                                                   EventType::activity_started, EventType::task_started));
        Json members = Json::object();
        if (!began.worker_name.is_null()) members = Json::object({{"workerName", began.worker_name}});
        started.more = with_resource(resource, std::move(members));
        // The times count from here (specification, "Timeouts": from when the task has started).
        Json::ObjectBuilder hidden;
        TaskProgress const& task = *branch->task;
        if (task.timeout_seconds > 0)
            hidden.set("deadline", stored_time(run_.now() + std::chrono::seconds(task.timeout_seconds)));
        if (task.heartbeat_seconds > 0)
            hidden.set("heartbeatDeadline", stored_time(run_.now() + std::chrono::seconds(task.heartbeat_seconds)));
        if (hidden.size() > 0) started.hidden = hidden.finish();
        run_.emit(std::move(started));
    }

    void operator()(TaskSubmitted const& accepted) {
        Branch const* const branch = find_attempt(execution_, accepted.attempt);
        if (branch == nullptr || branch->task->submitted || resource_of(*branch).via != Resource::Via::service)
            return run_.refuse();
        Event submitted = run_.event(*branch, EventType::task_submitted);
        submitted.data = accepted.output;
        submitted.more = with_resource(resource_of(*branch), Json::object());
        run_.emit(std::move(submitted));
    }

    void operator()(TaskSucceeded const& done) {
        Branch const* const branch = find_attempt(execution_, done.attempt);
        if (branch == nullptr) return run_.refuse();
        Resource const& resource = resource_of(*branch);
        if (run_.too_large(done.output)) {
            std::string const& name = resource.via == Resource::Via::service ? resource.service : resource.arn;
            return broke(*branch, TaskFailed::When::running, "States.DataLimitExceeded",
                         "The state/task '" + name +
                             "' returned a result with a size exceeding the maximum number of bytes service limit.",
                         mocked_member(done.mocked));
        }
        Event succeeded = run_.event(*branch, choose(resource, EventType::lambda_function_succeeded,
                                                     EventType::activity_succeeded, EventType::task_succeeded));
        succeeded.data = done.output;
        succeeded.more = with_resource(resource, mocked_member(done.mocked));
        run_.emit(std::move(succeeded));
    }

    void operator()(TaskFailed const& message) {
        Branch const* const branch = find_attempt(execution_, message.attempt);
        if (branch == nullptr) return run_.refuse();
        broke(*branch, message.when, message.error, message.cause, mocked_member(message.mocked));
    }

    void operator()(TaskRefused const& refused) {
        Branch const* const branch = find_attempt(execution_, refused.attempt);
        if (branch == nullptr) return run_.refuse();
        fail(run_, *branch, {.cause = refused.reason});
    }

    void operator()(TaskHeartbeat const& heartbeat) {
        Branch const* const branch = find_attempt(execution_, heartbeat.attempt);
        if (branch == nullptr) return run_.refuse();
        if (branch->task->heartbeat_seconds == 0) return;
        Event received = run_.event(*branch, EventType::heartbeat_received);
        received.hidden = Json::object(
            {{"heartbeatDeadline", stored_time(run_.now() + std::chrono::seconds(branch->task->heartbeat_seconds))}});
        run_.emit(std::move(received));
    }

    void operator()(Tick const&) {
        if (execution_.deadline && *execution_.deadline <= run_.now()) {
            Event timed_out;
            timed_out.type = EventType::execution_timed_out;
            timed_out.more = Json::object({{"error", "States.Timeout"}});
            cancel_everything();
            return run_.emit(std::move(timed_out));
        }
        // Everything that is due at once is told before anything is concluded from it.
        std::vector<BranchId> due;
        for (auto const& [id, branch] : execution_.branches) {
            if (branch.phase != Phase::working || !branch.task) continue;
            auto const passed = [&](std::optional<Clock::Time> const& time) { return time && *time <= run_.now(); };
            if (passed(branch.deadline) || passed(branch.task->heartbeat_deadline)) due.push_back(id);
        }
        for (BranchId const id : due) {
            if (run_.stop_if_exhausted()) return;
            time_out_task(run_, execution_.branches.at(id));
        }
    }

    void operator()(ItemsArrived const& arrived) {
        Branch const* const branch = find_map(execution_, arrived.branch, Phase::reading);
        if (branch == nullptr) return run_.refuse();
        accept_items(run_, *branch, arrived.items, arrived.origins);
    }

    void operator()(ItemsFailed const& failed) {
        Branch const* const branch = find_map(execution_, failed.branch, Phase::reading);
        if (branch == nullptr) return run_.refuse();
        fail_map_run(run_, *branch, "States.ItemReaderFailed", failed.cause);
    }

    void operator()(ResultsWritten const& written) {
        Branch const* const branch = find_map(execution_, written.branch, Phase::forked);
        if (branch == nullptr || !branch->fork->map_run->writing) return run_.refuse();
        Event event = run_.event(*branch, EventType::results_written);
        event.data = written.output;
        run_.emit(std::move(event));
    }

    void operator()(ResultsFailed const& failed) {
        Branch const* const branch = find_map(execution_, failed.branch, Phase::forked);
        if (branch == nullptr || !branch->fork->map_run->writing) return run_.refuse();
        fail_map_run(run_, *branch, "States.ResultWriterFailed", failed.cause);
    }

    void operator()(ChildEnded const& ended) {
        Branch const* const branch = find_map(execution_, ended.branch, Phase::forked);
        if (branch == nullptr || !branch->fork->map_run->children.contains(ended.index)) return run_.refuse();
        Event event = run_.event(*branch, EventType::child_ended);
        event.data = ended.output;
        event.hidden = Json::object({{"index", ended.index}, {"failed", ended.status != Status::succeeded}});
        run_.emit(std::move(event));
    }

    void operator()(UpdateRun const& update) {
        Branch const* branch = find_map(execution_, update.branch, Phase::forked);
        if (branch == nullptr) branch = find_map(execution_, update.branch, Phase::reading);
        if (branch == nullptr || !branch->fork->map_run->announced || branch->fork->map_run->ended)
            return run_.refuse();
        Json::ObjectBuilder bounds;
        if (update.max_concurrency) {
            auto const most = static_cast<std::int64_t>(run_.limits().distributed_concurrency);
            bounds.set("concurrency", *update.max_concurrency == 0 ? most : std::min(*update.max_concurrency, most));
        }
        if (update.tolerated_count) bounds.set("toleratedCount", *update.tolerated_count);
        if (update.tolerated_percentage) bounds.set("toleratedPercentage", *update.tolerated_percentage);
        Event updated = run_.event(*branch, EventType::map_run_updated);
        updated.hidden = bounds.finish();
        run_.emit(std::move(updated));
    }

    void operator()(Stop const& stop) {
        Event aborted;
        aborted.type = EventType::execution_aborted;
        aborted.previous = execution_.last_event;
        Json::ObjectBuilder members;
        if (!stop.cause.is_null()) members.set("cause", stop.cause);
        if (!stop.error.is_null()) members.set("error", stop.error);
        if (members.size() > 0) aborted.more = members.finish();
        cancel_everything();
        run_.emit(std::move(aborted));
    }

    void operator()(Redrive const&) {
        Redrivability const may = redrivability(RedriveFacts::of(execution_), run_.now(), run_.limits());
        if (may.status == RedriveStatus::not_redrivable) return run_.refuse();
        Event redriven;
        redriven.type = EventType::execution_redriven;
        redriven.previous = execution_.last_event;
        redriven.more = Json::object({{"redriveCount", execution_.redrives + 1}});
        // The machine's own timeout begins anew; the year that an execution may be open does not.
        Clock::Time deadline = execution_.started + run_.limits().duration;
        if (auto const own = execution_.workflow->id == 0 ? execution_.machine->timeout_seconds : std::nullopt)
            deadline = std::min(deadline, run_.now() + std::chrono::seconds(*own));
        redriven.hidden = Json::object({{"deadline", stored_time(deadline)}});
        run_.emit(std::move(redriven));
    }

    void operator()(Resume const&) {}

private:
    void broke(Branch const& branch, TaskFailed::When when, Json const& error, Json const& cause,
               Json members = Json::object()) {
        using When = TaskFailed::When;
        Resource const& resource = resource_of(branch);
        EventType type =
            choose(resource, EventType::lambda_function_failed, EventType::activity_failed, EventType::task_failed);
        if (when == When::scheduling)
            type = choose(resource, EventType::lambda_function_schedule_failed, EventType::activity_schedule_failed,
                          EventType::task_failed);
        if (when == When::starting)
            type = choose(resource, EventType::lambda_function_start_failed, EventType::activity_failed,
                          EventType::task_start_failed);
        if (when == When::submitting)
            type = choose(resource, EventType::lambda_function_failed, EventType::activity_failed,
                          EventType::task_submit_failed);
        if (!cause.is_null()) members = std::move(members).with("cause", cause);
        if (!error.is_null()) members = std::move(members).with("error", error);
        Event failed = run_.event(branch, type);
        failed.more = with_resource(resource, std::move(members));
        run_.emit(std::move(failed));
    }

    /// Whatever is under way outside is for nothing.
    void cancel_everything() {
        for (Action& action : outstanding(execution_)) {
            if (auto* const invoke = std::get_if<InvokeTask>(&action)) {
                run_.act(CancelTask{.attempt = invoke->attempt});
            } else if (auto* const start = std::get_if<StartChildren>(&action)) {
                run_.act(StopChildren{.branch = start->branch, .run_arn = start->run_arn});
            }
        }
    }

    Run& run_;
    Execution const& execution_;
};

}  // namespace

Decision advance(Execution& execution, Message const& message, Clock::Time now, Random& random, Limits const& limits,
                 Directory const* directory) {
    Decision decision;
    Run run(execution, now, random, limits, directory, decision);
    bool const begun = execution.last_event != 0;
    // Start is for what has not begun, Redrive for what has ended, everything else for what runs.
    bool const fits = std::holds_alternative<Start>(message)     ? !begun
                      : std::holds_alternative<Redrive>(message) ? begun && !execution.running()
                                                                 : begun && execution.running();
    if (!fits) {
        decision.accepted = false;
        return decision;
    }
    if (execution.running() && begun && run.stop_if_exhausted()) return decision;
    std::visit(Receiver(run), message);
    run.settle();
    return decision;
}

Decision decide(Execution const& execution, Message const& message, Clock::Time now, Random& random,
                Limits const& limits, Directory const* directory) {
    Execution copy = execution;
    return advance(copy, message, now, random, limits, directory);
}

std::vector<Action> outstanding(Execution const& execution) {
    std::vector<Action> actions;
    if (!execution.running()) return actions;
    for (auto const& [id, branch] : execution.branches) {
        if (branch.phase == Phase::aborted) continue;
        if (branch.task && branch.phase == Phase::working) {
            actions.push_back(InvokeTask{.attempt = {.branch = id, .scheduled = branch.task->scheduled},
                                         .resource = &resource_of(branch),
                                         .state_name = branch.current().name_json,
                                         .arguments = branch.task->arguments,
                                         .credentials = branch.task->credentials,
                                         .token = branch.task->token,
                                         .timeout_seconds = branch.task->timeout_seconds,
                                         .heartbeat_seconds = branch.task->heartbeat_seconds,
                                         .submitted = branch.task->submitted});
        }
        if (!branch.fork || !branch.fork->map_run) continue;
        MapRun const& run = *branch.fork->map_run;
        auto const& map = std::get<MapState>(branch.current().body);
        if (branch.phase == Phase::reading) {
            Json const& most = run.settings["maxItems"];
            actions.push_back(ReadItems{.branch = id,
                                        .resource = &map.reader->resource,
                                        .arguments = run.settings["arguments"],
                                        .config = map.reader->config,
                                        .max_items = most.is_integer() ? most.as_int64() : 0});
        }
        if (branch.phase == Phase::forked && !run.children.empty()) {
            StartChildren start{.branch = id,
                                .run_arn = run.arn,
                                .type = map.execution_type,
                                .workflow = map.processor->id,
                                .children = {}};
            for (std::uint32_t const index : run.children)
                start.children.push_back(child_of(branch, index));
            actions.push_back(std::move(start));
        }
        if (branch.phase == Phase::forked && run.writing && run.written.is_null() && !run.ended)
            actions.push_back(write_results(branch));
    }
    return actions;
}

}  // namespace coworks::asl
