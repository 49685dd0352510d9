#include "asl/transitions.hpp"

#include <array>

namespace coworks::asl {
namespace {

using enum StateKind;
using enum EventType;
using P = Phase;

constexpr auto kTransitions = std::to_array<Transition>({
    {pass, P::entering, pass_state_entered, P::entered},
    {pass, P::entered, pass_state_exited, P::entering},
    {pass, P::entered, pass_state_exited, P::ended},
    {pass, P::entered, evaluation_failed, P::failing},
    {pass, P::entered, state_failed, P::failing},

    {choice, P::entering, choice_state_entered, P::entered},
    {choice, P::entered, choice_state_exited, P::entering},
    {choice, P::entered, evaluation_failed, P::failing},
    {choice, P::entered, state_failed, P::failing},

    {succeed, P::entering, succeed_state_entered, P::entered},
    {succeed, P::entered, succeed_state_exited, P::ended},
    {succeed, P::entered, evaluation_failed, P::failing},
    {succeed, P::entered, state_failed, P::failing},

    {StateKind::fail, P::entering, fail_state_entered, P::entered},
    {StateKind::fail, P::entered, state_failed, P::failing},
    {StateKind::fail, P::entered, evaluation_failed, P::failing},

    {wait, P::entering, wait_state_entered, P::entered},
    {wait, P::entered, wait_started, P::working},
    {wait, P::entered, evaluation_failed, P::failing},
    {wait, P::entered, state_failed, P::failing},
    {wait, P::working, wait_state_exited, P::entering},
    {wait, P::working, wait_state_exited, P::ended},
    {wait, P::working, evaluation_failed, P::failing},
    {wait, P::working, state_failed, P::failing},
    {wait, P::aborted, wait_state_aborted, P::aborted},

    {task, P::entering, task_state_entered, P::entered},
    {task, P::entered, task_scheduled, P::working},
    {task, P::entered, lambda_function_scheduled, P::working},
    {task, P::entered, activity_scheduled, P::working},
    {task, P::entered, evaluation_failed, P::failing},
    {task, P::entered, state_failed, P::failing},
    {task, P::working, task_started, P::working},
    {task, P::working, lambda_function_started, P::working},
    {task, P::working, activity_started, P::working},
    {task, P::working, task_submitted, P::working},
    {task, P::working, heartbeat_received, P::working},
    {task, P::working, task_succeeded, P::worked},
    {task, P::working, lambda_function_succeeded, P::worked},
    {task, P::working, activity_succeeded, P::worked},
    {task, P::working, task_failed, P::failing},
    {task, P::working, task_start_failed, P::failing},
    {task, P::working, task_submit_failed, P::failing},
    {task, P::working, task_timed_out, P::failing},
    {task, P::working, lambda_function_failed, P::failing},
    {task, P::working, lambda_function_schedule_failed, P::failing},
    {task, P::working, lambda_function_start_failed, P::failing},
    {task, P::working, lambda_function_timed_out, P::failing},
    {task, P::working, activity_failed, P::failing},
    {task, P::working, activity_schedule_failed, P::failing},
    {task, P::working, activity_timed_out, P::failing},
    {task, P::working, state_failed, P::failing},
    {task, P::worked, task_state_exited, P::entering},
    {task, P::worked, task_state_exited, P::ended},
    {task, P::worked, evaluation_failed, P::failing},
    {task, P::worked, state_failed, P::failing},
    {task, P::failing, retry_chosen, P::retrying},
    {task, P::failing, task_state_exited, P::entering},
    {task, P::failing, evaluation_failed, P::failing},
    {task, P::failing, state_failed, P::failing},
    {task, P::retrying, task_scheduled, P::working},
    {task, P::retrying, lambda_function_scheduled, P::working},
    {task, P::retrying, activity_scheduled, P::working},
    {task, P::retrying, evaluation_failed, P::failing},
    {task, P::retrying, state_failed, P::failing},
    {task, P::aborted, task_state_aborted, P::aborted},

    {parallel, P::entering, parallel_state_entered, P::entered},
    {parallel, P::entered, parallel_state_started, P::forked},
    {parallel, P::entered, evaluation_failed, P::failing},
    {parallel, P::entered, state_failed, P::failing},
    {parallel, P::forked, parallel_state_succeeded, P::worked},
    {parallel, P::worked, parallel_state_exited, P::entering},
    {parallel, P::worked, parallel_state_exited, P::ended},
    {parallel, P::worked, evaluation_failed, P::failing},
    {parallel, P::worked, state_failed, P::failing},
    {parallel, P::failing, parallel_state_failed, P::failing},
    {parallel, P::failing, retry_chosen, P::retrying},
    {parallel, P::failing, parallel_state_exited, P::entering},
    {parallel, P::failing, evaluation_failed, P::failing},
    {parallel, P::failing, state_failed, P::failing},
    {parallel, P::retrying, parallel_state_started, P::forked},
    {parallel, P::retrying, evaluation_failed, P::failing},
    {parallel, P::retrying, state_failed, P::failing},
    {parallel, P::aborted, parallel_state_aborted, P::aborted},

    {map, P::entering, map_state_entered, P::entered},
    {map, P::entered, map_state_started, P::forked},
    {map, P::entered, evaluation_failed, P::failing},
    {map, P::entered, state_failed, P::failing},
    {map, P::forked, map_iteration_started, P::forked},
    {map, P::forked, evaluation_failed, P::failing},
    {map, P::forked, state_failed, P::failing},
    {map, P::forked, map_run_started, P::forked},
    {map, P::forked, map_run_redriven, P::forked},
    {map, P::forked, items_requested, P::reading},
    {map, P::forked, items_read, P::forked},
    {map, P::forked, children_started, P::forked},
    {map, P::forked, child_ended, P::forked},
    {map, P::forked, map_run_updated, P::forked},
    {map, P::forked, results_requested, P::forked},
    {map, P::forked, results_written, P::forked},
    {map, P::forked, map_run_failed, P::failing},
    {map, P::forked, map_run_succeeded, P::forked},
    {map, P::forked, map_state_succeeded, P::worked},
    {map, P::reading, items_read, P::forked},
    {map, P::reading, map_run_updated, P::reading},
    {map, P::reading, map_run_failed, P::failing},
    {map, P::reading, evaluation_failed, P::failing},
    {map, P::reading, state_failed, P::failing},
    {map, P::worked, map_state_exited, P::entering},
    {map, P::worked, map_state_exited, P::ended},
    {map, P::worked, evaluation_failed, P::failing},
    {map, P::worked, state_failed, P::failing},
    {map, P::failing, map_state_failed, P::failing},
    {map, P::failing, retry_chosen, P::retrying},
    {map, P::failing, map_state_exited, P::entering},
    {map, P::failing, evaluation_failed, P::failing},
    {map, P::failing, state_failed, P::failing},
    {map, P::retrying, map_state_started, P::forked},
    {map, P::retrying, evaluation_failed, P::failing},
    {map, P::retrying, state_failed, P::failing},
    {map, P::aborted, map_state_aborted, P::aborted},
});

/// Events that end a branch by taking it away, or put it back, belong to its parent or to the execution.
bool is_about_a_branch(EventType type) {
    switch (type) {
        case map_iteration_succeeded:
        case map_iteration_failed:
        case map_iteration_aborted:
        case branch_failed:
        case execution_started:
        case execution_succeeded:
        case execution_failed:
        case execution_aborted:
        case execution_timed_out:
        case execution_redriven:
            return false;
        default:
            return true;
    }
}

}  // namespace

std::optional<Transition> apply_and_tell(Execution& execution, Event const& event) {
    std::optional<Transition> transition;
    auto const before = execution.branches.find(event.branch);
    if (is_about_a_branch(event.type) && before != execution.branches.end()) {
        Branch const& branch = before->second;
        transition =
            Transition{.kind = branch.current().kind, .from = branch.phase, .type = event.type, .to = Phase::ended};
    }
    apply(execution, event);
    if (!transition) return transition;
    // A Parallel's branch is gone when it has ended.
    if (auto const after = execution.branches.find(event.branch); after != execution.branches.end())
        transition->to = after->second.phase;
    return transition;
}

std::string to_text(Transition const& transition) {
    return std::string(type_name(transition.kind)) + ": " + std::string(phase_name(transition.from)) + " --" +
           std::string(type_name(transition.type)) + "--> " + std::string(phase_name(transition.to));
}

std::span<Transition const> transitions() noexcept {
    return kTransitions;
}

std::string_view phase_name(Phase phase) noexcept {
    switch (phase) {
        case Phase::entering:
            return "entering";
        case Phase::entered:
            return "entered";
        case Phase::working:
            return "working";
        case Phase::forked:
            return "forked";
        case Phase::reading:
            return "reading";
        case Phase::worked:
            return "worked";
        case Phase::failing:
            return "failing";
        case Phase::retrying:
            return "retrying";
        case Phase::aborted:
            return "aborted";
        case Phase::ended:
            return "ended";
    }
    return "entering";
}

}  // namespace coworks::asl
