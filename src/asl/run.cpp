#include "asl/run.hpp"

#include <algorithm>
#include <utility>

#include "asl/map_run/items.hpp"
#include "asl/map_run/settings.hpp"
#include "base/iso8601.hpp"

namespace coworks::asl {
namespace {

/// Where a Map's items come from, as `$$.Map.Item.Source` tells it (guide, "Context object data for Map states").
/// Absent of batches whose items may come from several files.
std::optional<std::string> source_of(MapState const& map, Fork const& fork, std::size_t index, Json const& origins) {
    if (!map.reader) return "STATE_DATA";
    if (std::string_view const origin = origin_of(origins, index); !origin.empty()) return std::string(origin);
    Json const& bucket = fork.map_run->settings["arguments"]["Bucket"];
    if (!bucket.is_string()) return std::nullopt;
    std::string const uri = "S3://" + std::string(bucket.as_string());
    if (map.reader->resource.action == "listObjectsV2") {
        if (loads_and_flattens(map.reader->config)) return std::nullopt;
        return uri;
    }
    Json const& key = fork.map_run->settings["arguments"]["Key"];
    if (is_manifest(map.reader->config) || !key.is_string()) return std::nullopt;
    return uri + "/" + std::string(key.as_string());
}

/// `$$.Map` of the nearest iteration around a branch.
Json map_around(Execution const& execution, Branch const& branch) {
    Branch const* inner = &branch;
    while (!inner->is_root()) {
        Branch const& outer = execution.branches.at(inner->parent);
        if (outer.current().kind == StateKind::map) {
            return item_context(outer, inner->index, outer.fork->items[inner->index], {});
        }
        inner = &outer;
    }
    return execution.map;
}

std::string too_big(std::string_view name) {
    return "The state/task '" + std::string(name) +
           "' returned a result with a size exceeding the maximum number of bytes service limit.";
}

/// One Assign, and all variables of the execution together, have their bounds.
bool variables_fit(Execution const& execution, Branch const& branch, Json const& assigned, Limits const& limits) {
    if (assigned.is_null()) return true;
    if (json_size(assigned, limits.variable_bytes) > limits.variable_bytes) return false;
    std::int64_t const all = static_cast<std::int64_t>(execution.variable_bytes) + growth_by(branch, assigned);
    return all <= static_cast<std::int64_t>(limits.variables_bytes);
}

}  // namespace

Json item_context(Branch const& branch, std::size_t index, Json const& value, ItemsAbout const& about) {
    if (!branch.fork) return map_context(index, value, false);
    // A batch has no key.
    bool const keyed = about.keyed && value["Key"].is_string();
    auto const& map = std::get<MapState>(branch.current().body);
    return map_context(index, value, keyed, source_of(map, *branch.fork, index, about.origins));
}

EventType entered_type(StateKind kind) noexcept {
    switch (kind) {
        case StateKind::pass:
            return EventType::pass_state_entered;
        case StateKind::task:
            return EventType::task_state_entered;
        case StateKind::choice:
            return EventType::choice_state_entered;
        case StateKind::wait:
            return EventType::wait_state_entered;
        case StateKind::succeed:
            return EventType::succeed_state_entered;
        case StateKind::fail:
            return EventType::fail_state_entered;
        case StateKind::parallel:
            return EventType::parallel_state_entered;
        case StateKind::map:
            return EventType::map_state_entered;
    }
    return EventType::pass_state_entered;
}

EventType exited_type(StateKind kind) noexcept {
    switch (kind) {
        case StateKind::pass:
            return EventType::pass_state_exited;
        case StateKind::task:
            return EventType::task_state_exited;
        case StateKind::choice:
            return EventType::choice_state_exited;
        case StateKind::wait:
            return EventType::wait_state_exited;
        case StateKind::succeed:
        case StateKind::fail:
            return EventType::succeed_state_exited;
        case StateKind::parallel:
            return EventType::parallel_state_exited;
        case StateKind::map:
            return EventType::map_state_exited;
    }
    return EventType::pass_state_exited;
}

Json stored_time(Clock::Time time) {
    return time.time_since_epoch().count();
}

Event Run::event(Branch const& branch, EventType type) const {
    Event made;
    made.type = type;
    made.branch = branch.id;
    made.previous = branch.last;
    return made;
}

void Run::emit(Event event) {
    if (!execution_.running() && event.type != EventType::execution_redriven) return;
    event.time = now_;
    if (event.internal()) {
        event.previous = 0;
    } else {
        event.id = execution_.last_event + 1;
    }
    BranchId const first_new = execution_.next_branch;
    BranchId parent = 0;
    if (auto const found = execution_.branches.find(event.branch); found != execution_.branches.end())
        parent = found->second.parent;
    apply(execution_, event);
    ready_.insert(event.branch);
    ready_.insert(parent);
    for (BranchId id = first_new; id < execution_.next_branch; ++id)
        ready_.insert(ready_.end(), id);
    decision_.events.push_back(std::move(event));
    if (!execution_.running()) act(Ended{});
}

bool Run::stop_if_exhausted() {
    // Express executions keep no history that could overflow.
    if (execution_.type == ExecutionType::express || execution_.last_event + 1 < limits_.events) return false;
    if (!execution_.running()) return true;
    Event failed = event(execution_.branches.at(0), EventType::execution_failed);
    failed.previous = execution_.last_event;
    failed.more = Json::object({{"cause", "The execution reached the maximum number of history events (" +
                                              std::to_string(limits_.events) + ")."},
                                {"error", "States.Runtime"}});
    emit(std::move(failed));
    return true;
}

void Run::settle() {
    for (auto const& [id, branch] : execution_.branches)
        ready_.insert(ready_.end(), id);
    std::int64_t steps = 0;
    while (!ready_.empty() && execution_.running() && !stop_if_exhausted()) {
        if (++steps > limits_.steps_at_once) {
            Event failed = event(execution_.branches.at(0), EventType::execution_failed);
            failed.more = Json::object(
                {{"cause", "The execution made too many transitions without waiting."}, {"error", "States.Runtime"}});
            emit(std::move(failed));
            return;
        }
        auto const found = execution_.branches.find(*ready_.begin());
        if (found == execution_.branches.end() || !step(*this, found->second)) {
            // emit() puts a branch back that went on.
            ready_.erase(ready_.begin());
        }
    }
}

Scope::Scope(Run const& run, Branch const& branch, Json token)
    : execution_(run.execution()),
      branch_(branch),
      token_(std::move(token)),
      context_([this] { return make_context(); }),
      view_{.input = branch.input,
            .variables = branch.variables,
            .context = &context_,
            .now = run.now(),
            .random = &run.random()} {}

void Scope::set_item(std::size_t index, Json const& value, ItemsAbout const& about) {
    map_ = item_context(branch_, index, value, about);
    context_ = LazyContext([this] { return make_context(); });
}

Json Scope::make_context() const {
    if (!execution_.told_context.is_null()) return execution_.told_context;
    State const& state = branch_.current();
    Json::ObjectBuilder about;
    about.set("Name", state.name_json);
    about.set("EnteredTime", format_timestamp(branch_.entered_time));
    if (state.kind == StateKind::task || state.kind == StateKind::parallel || state.kind == StateKind::map)
        about.set("RetryCount", branch_.retry_count);
    Json made = execution_.context.with("State", about.finish());
    if (!token_.is_null()) made = std::move(made).with("Task", Json::object({{"Token", token_}}));
    Json const map = map_.is_null() ? map_around(execution_, branch_) : map_;
    if (!map.is_null()) made = std::move(made).with("Map", map);
    return made;
}

namespace {

std::string told_cause(Branch const& branch, Fault const& fault) {
    if (fault.kind == Fault::Kind::named) return fault.cause;
    return "An error occurred while executing the state '" + branch.current().name + "' (entered at the event id #" +
           std::to_string(branch.entered) + "). " + fault.cause;
}

Event evaluation_failed(Run& run, Branch const& branch, Fault const& fault) {
    Event failed = run.event(branch, EventType::evaluation_failed);
    failed.previous = std::max(branch.last, branch.succeeded);
    Json::ObjectBuilder more;
    more.set("cause", told_cause(branch, fault));
    more.set("error", fault.error);
    if (!fault.location.empty()) more.set("location", fault.location);
    more.set("state", branch.current().name_json);
    failed.more = more.finish();
    return failed;
}

}  // namespace

Event state_failed(Run& run, Branch const& branch, Fault const& fault) {
    if (fault.kind == Fault::Kind::evaluation) return evaluation_failed(run, branch, fault);
    Event failed = run.event(branch, EventType::state_failed);
    failed.hidden = Json::object(
        {{"error", fault.error}, {"cause", told_cause(branch, fault)}, {"fatal", fault.kind == Fault::Kind::runtime}});
    return failed;
}

void fail(Run& run, Branch const& branch, Fault const& fault) {
    run.emit(state_failed(run, branch, fault));
}

void fail_too_large(Run& run, Branch const& branch) {
    fail(run, branch,
         {.kind = Fault::Kind::named, .error = "States.DataLimitExceeded", .cause = too_big(branch.current().name)});
}

void leave(Run& run, Branch const& branch, Outcome outcome, StateIndex next) {
    // Inputs were counted where they were made, a task's result when it came; what branches gave together was not.
    bool const counted = branch.current().kind == StateKind::task && outcome.output.same_as(branch.result);
    bool const unchanged = counted || outcome.output.same_as(branch.input);
    if ((!unchanged && run.too_large(outcome.output)) ||
        !variables_fit(run.execution(), branch, outcome.assigned, run.limits())) {
        return fail_too_large(run, branch);
    }
    Event exited = run.event(branch, exited_type(branch.current().kind));
    exited.name = branch.current().name_json;
    exited.next = next;
    exited.data = std::move(outcome.output);
    if (!outcome.assigned.is_null()) exited.more = Json::object({{"assignedVariables", std::move(outcome.assigned)}});
    run.emit(std::move(exited));
}

bool step(Run& run, Branch const& branch) {
    State const& state = branch.current();
    switch (branch.phase) {
        case Phase::entering: {
            Event entered = run.event(branch, entered_type(state.kind));
            entered.name = state.name_json;
            entered.next = branch.state;
            entered.data = branch.input;
            run.emit(std::move(entered));
            return true;
        }
        case Phase::retrying:
            if (branch.deadline && *branch.deadline > run.now()) return false;
            [[fallthrough]];
        case Phase::entered:
            switch (state.kind) {
                case StateKind::pass:
                    work_pass(run, branch);
                    break;
                case StateKind::task:
                    work_task(run, branch);
                    break;
                case StateKind::choice:
                    work_choice(run, branch);
                    break;
                case StateKind::wait:
                    work_wait(run, branch);
                    break;
                case StateKind::succeed:
                    work_succeed(run, branch);
                    break;
                case StateKind::fail:
                    work_fail(run, branch);
                    break;
                case StateKind::parallel:
                    work_parallel(run, branch);
                    break;
                case StateKind::map:
                    work_map(run, branch);
                    break;
            }
            return true;
        case Phase::working:
            if (state.kind != StateKind::wait || !branch.deadline || *branch.deadline > run.now()) return false;
            finish_wait(run, branch);
            return true;
        case Phase::forked:
            if (state.kind == StateKind::parallel) return continue_parallel(run, branch);
            return std::get<MapState>(state.body).distributed ? continue_distributed(run, branch)
                                                              : continue_map(run, branch);
        case Phase::worked:
            finish_work(run, branch);
            return true;
        case Phase::failing:
            handle_failure(run, branch);
            return true;
        case Phase::ended: {
            if (branch.is_root()) {
                Event succeeded = run.event(branch, EventType::execution_succeeded);
                succeeded.data = branch.result;
                run.emit(std::move(succeeded));
                return true;
            }
            Branch const& parent = run.execution().branches.at(branch.parent);
            Event succeeded = run.event(branch, EventType::map_iteration_succeeded);
            succeeded.name = parent.current().name_json;
            succeeded.more = Json::object({{"index", branch.index}});
            run.emit(std::move(succeeded));
            return true;
        }
        case Phase::reading:
        case Phase::aborted:
            return false;
    }
    return false;
}

}  // namespace coworks::asl
