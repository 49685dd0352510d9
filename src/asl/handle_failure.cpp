/// What becomes of a state's error: Retry, Catch, or the end of the branch and of what is around it
/// (https://states-language.net/spec.html#errors).

#include <chrono>
#include <optional>
#include <utility>

#include "asl/retry.hpp"
#include "asl/run.hpp"

namespace coworks::asl {
namespace {

bool retry(Run& run, Branch const& branch) {
    State const& state = branch.current();
    std::optional<std::size_t> const found = find_retrier(state, branch.failure);
    if (!found) return false;
    Retrier const& retrier = state.retry[*found];
    std::uint32_t const attempts = *found < branch.attempts.size() ? branch.attempts[*found] : 0;
    if (attempts >= retrier.max_attempts) return false;
    double seconds = retry_delay(retrier, attempts, run.limits());
    if (retrier.jitter == Jitter::full) seconds *= run.random().uniform();
    auto const delay = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
    Event chosen = run.event(branch, EventType::retry_chosen);
    chosen.hidden = Json::object({{"retrier", *found}, {"deadline", stored_time(run.now() + delay)}});
    run.emit(std::move(chosen));
    return true;
}

/// A catcher whose own Output or Assign fails: the state fails a second time, from where it stood before it recorded
/// its first failure, and for good.
void fail_catcher(Run& run, Branch const& branch, Fault const& fault) {
    Event failed = state_failed(run, branch, fault);
    if (fault.kind == Fault::Kind::evaluation && branch.failure_noted) failed.previous = branch.before_failed;
    failed.hidden = failed.hidden.is_null() ? Json::object({{"final", true}}) : failed.hidden.with("final", true);
    run.emit(std::move(failed));
}

bool caught(Run& run, Branch const& branch) {
    State const& state = branch.current();
    std::optional<std::size_t> const found = find_catcher(state, branch.failure);
    if (!found) return false;
    Catcher const& catcher = state.catchers[*found];
    Scope scope(run, branch);
    Evaluated<Outcome> outcome = catch_outcome(state, catcher, branch.failure, branch.input, scope.view());
    if (outcome) {
        leave(run, branch, *std::move(outcome), catcher.next);
    } else {
        fail_catcher(run, branch, outcome.error());
    }
    return true;
}

EventType aborted_type(StateKind kind) {
    switch (kind) {
        case StateKind::wait:
            return EventType::wait_state_aborted;
        case StateKind::parallel:
            return EventType::parallel_state_aborted;
        case StateKind::map:
            return EventType::map_state_aborted;
        default:
            return EventType::task_state_aborted;
    }
}

/// The branches below `parent`, as the history tells of them: those that were cut, the one that failed, those that had
/// failed as well (seen in recordings of the service); each followed by what is within it.
std::vector<BranchId> children_in_order(Execution const& execution, BranchId parent) {
    auto const rank = [](Branch const& branch) { return branch.culprit ? 1 : branch.also_failed ? 2 : 0; };
    std::vector<BranchId> children;
    for (int wanted = 0; wanted <= 2; ++wanted) {
        for (auto it = execution.branches.upper_bound(parent); it != execution.branches.end(); ++it) {
            if (it->second.parent == parent && rank(it->second) == wanted) children.push_back(it->first);
        }
    }
    return children;
}

/// The next event that tells what became of a branch below one that failed: MapIterationFailed or MapIterationAborted,
/// then the abortion of the state that it was in. All have the failed branch's last event as their previous one.
std::optional<Event> next_aborted(Run& run, Branch const& failed, Branch const& branch) {
    Branch const& parent = run.execution().branches.at(branch.parent);
    Event event = run.event(branch, aborted_type(branch.current().kind));
    event.previous = failed.last;
    if (!branch.end_noted && parent.current().kind == StateKind::map) {
        event.type = branch.culprit ? EventType::map_iteration_failed : EventType::map_iteration_aborted;
        event.name = parent.current().name_json;
        event.more = Json::object({{"index", branch.index}});
        return event;
    }
    if (!branch.state_noted) return event;
    return std::nullopt;
}

bool record_aborted(Run& run, Branch const& failed) {
    Execution const& execution = run.execution();
    if (!failed.fork) return false;
    std::vector<BranchId> open{failed.id};
    while (!open.empty()) {
        Branch const& branch = execution.branches.at(open.back());
        open.pop_back();
        if (branch.id != failed.id) {
            if (std::optional<Event> event = next_aborted(run, failed, branch)) {
                run.emit(*std::move(event));
                return true;
            }
        }
        if (!branch.fork) continue;
        std::vector<BranchId> const children = children_in_order(execution, branch.id);
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    return false;
}

/// Tells those who work on tasks that `failed` has made useless.
void cancel_tasks(Run& run, BranchId failed) {
    for (auto const& [id, branch] : run.execution().branches) {
        if (id != failed && branch.task && branch.phase == Phase::working)
            run.act(CancelTask{.attempt = {.branch = id, .scheduled = branch.task->scheduled}});
    }
}

void cancel_aborted(Run& run, BranchId parent) {
    for (auto const& [id, branch] : run.execution().branches) {
        if (id > parent && branch.phase == Phase::aborted && branch.task)
            run.act(CancelTask{.attempt = {.branch = id, .scheduled = branch.task->scheduled}});
    }
}

Json error_members(Failure const& failure) {
    Json::ObjectBuilder more;
    if (!failure.cause.is_null()) more.set("cause", failure.cause);
    if (!failure.error.is_null()) more.set("error", failure.error);
    return more.size() == 0 ? Json() : more.finish();
}

void end_execution(Run& run, Branch const& branch) {
    Event failed = run.event(branch, EventType::execution_failed);
    failed.more = error_members(branch.failure);
    cancel_tasks(run, branch.id);
    run.emit(std::move(failed));
}

void give_up(Run& run, Branch const& branch) {
    if (branch.is_root()) return end_execution(run, branch);
    BranchId const parent = branch.parent;
    run.emit(run.event(branch, EventType::branch_failed));
    cancel_aborted(run, parent);
}

}  // namespace

void handle_failure(Run& run, Branch const& branch) {
    // Nothing around a States.Runtime of the data flow tells of it: not the iteration, the Map or the Parallel.
    if (branch.failure.fatal) return end_execution(run, branch);
    if (record_aborted(run, branch)) return;
    bool const done = branch.failure.final;
    if (!branch.failure_noted && !done && retry(run, branch)) return;
    StateKind const kind = branch.current().kind;
    if (!branch.failure_noted && (kind == StateKind::map || kind == StateKind::parallel)) {
        return run.emit(
            run.event(branch, kind == StateKind::map ? EventType::map_state_failed : EventType::parallel_state_failed));
    }
    if (!done && caught(run, branch)) return;
    give_up(run, branch);
}

}  // namespace coworks::asl
