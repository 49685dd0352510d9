#include "asl/redrive.hpp"

namespace coworks::asl {
namespace {

/// A distributed Map: the Map Run goes on, or a new one starts where the old one can't ("Redriving Map Runs", "A new
/// Map Run is started …": what failed was the evaluation of a field).
void reopen_map_run(Branch& branch, bool failed) {
    MapRun const& run = *branch.fork->map_run;
    if (!run.announced) {
        branch.phase = Phase::forked;
        return;
    }
    if (failed && !run.ended) {
        branch.fork.reset();
        branch.phase = Phase::entered;
        return;
    }
    branch.phase = Phase::forked;
    redrive(*branch.fork);
}

void reopen_state(Branch& branch, Phase was) {
    StateKind const kind = branch.current().kind;
    bool const failed = was == Phase::failing;
    if (kind == StateKind::fail) {
        // "Reenters the Fail state and fails again."
        branch.phase = Phase::entering;
        return;
    }
    branch.phase = Phase::entered;
    if (kind != StateKind::parallel && kind != StateKind::map) return;
    bool const distributed = kind == StateKind::map && std::get<MapState>(branch.current().body).distributed;
    if (branch.fork) {
        if (distributed) return reopen_map_run(branch, failed);
        branch.phase = Phase::forked;
        return;
    }
    // Every branch was successful and what followed was not. States.DataLimitExceeded makes all of them run again;
    // after anything else there is none to run.
    bool const too_large = branch.failure.error == Json("States.DataLimitExceeded");
    if (branch.succeeded != 0 && !distributed && !too_large) branch.phase = Phase::worked;
}

void reopen_branch(Branch& branch) {
    Phase const was = branch.phase == Phase::aborted ? branch.cut : branch.phase;
    if (was == Phase::entering || was == Phase::ended) {
        branch.phase = was;
    } else {
        // What comes next follows the state's entrance, as if nothing had been tried.
        branch.last = branch.entered;
        reopen_state(branch, was);
    }
    branch.failure_noted = branch.culprit = branch.also_failed = branch.end_noted = branch.state_noted = false;
    if (branch.phase != Phase::worked) branch.succeeded = 0;
    branch.before_failed = 0;
    branch.failure = {};
    branch.task.reset();
    branch.deadline.reset();
    branch.retry_count = 0;
    branch.attempts.clear();
}

std::string_view reason_against(RedriveFacts const& facts, Clock::Time now, Limits const& limits) {
    if (facts.last_event >= limits.events - 1) return "Execution history event limit exceeded";
    if (now - facts.started >= limits.duration) return "Execution has exceeded the max execution time";
    if (facts.stopped && now - *facts.stopped > limits.redrivable) return "Execution redrivable period exceeded";
    return {};
}

}  // namespace

std::string_view redrive_status_name(RedriveStatus status) noexcept {
    switch (status) {
        case RedriveStatus::redrivable:
            return "REDRIVABLE";
        case RedriveStatus::not_redrivable:
            return "NOT_REDRIVABLE";
        case RedriveStatus::redrivable_by_map_run:
            return "REDRIVABLE_BY_MAP_RUN";
    }
    return "NOT_REDRIVABLE";
}

RedriveFacts RedriveFacts::of(Execution const& execution) {
    return {.status = execution.status,
            .type = execution.type,
            .child = execution.workflow->id != 0,
            .started = execution.started,
            .stopped = execution.stopped,
            .last_event = execution.last_event};
}

Redrivability redrivability(RedriveFacts const& facts, Clock::Time now, Limits const& limits) {
    auto const no = [](std::string reason) {
        return Redrivability{.status = RedriveStatus::not_redrivable, .reason = std::move(reason)};
    };
    if (facts.status == Status::running || facts.status == Status::succeeded)
        return no("Execution is " + std::string(status_name(facts.status)) + " and cannot be redriven");
    if (facts.type == ExecutionType::express) {
        // Its Map Run starts it anew, however long ago it was.
        if (facts.child) return {.status = RedriveStatus::redrivable_by_map_run, .reason = {}};
        return no("Execution is EXPRESS and cannot be redriven");
    }
    if (std::string_view const reason = reason_against(facts, now, limits); !reason.empty())
        return no(std::string(reason));
    return {.status = facts.child ? RedriveStatus::redrivable_by_map_run : RedriveStatus::redrivable, .reason = {}};
}

void reopen(Execution& execution) {
    for (auto& [id, branch] : execution.branches)
        reopen_branch(branch);
}

}  // namespace coworks::asl
