#include "transition_log.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "asl/transitions.hpp"

namespace asl_cases {
namespace {

using namespace coworks::asl;

std::vector<Transition>& taken() {
    static std::vector<Transition> transitions;
    return transitions;
}

/// Events that end a branch by taking it away belong to its parent or to the execution.
bool is_about_a_branch(EventType type) {
    switch (type) {
        case EventType::map_iteration_succeeded:
        case EventType::map_iteration_failed:
        case EventType::map_iteration_aborted:
        case EventType::branch_failed:
        case EventType::execution_started:
        case EventType::execution_succeeded:
        case EventType::execution_failed:
        case EventType::execution_aborted:
        case EventType::execution_timed_out:
            return false;
        default:
            return true;
    }
}

std::string text_of(Transition const& transition) {
    return std::string(type_name(transition.kind)) + ": " + std::string(phase_name(transition.from)) + " --" +
           std::string(type_name(transition.type)) + "--> " + std::string(phase_name(transition.to));
}

}  // namespace

void log_transitions(Execution execution, std::vector<Event> const& events) {
    for (Event const& event : events) {
        std::optional<Transition> transition;
        auto const before = execution.branches.find(event.branch);
        if (is_about_a_branch(event.type) && before != execution.branches.end()) {
            Branch const& branch = before->second;
            transition =
                Transition{.kind = branch.current().kind, .from = branch.phase, .type = event.type, .to = Phase::ended};
        }
        apply(execution, event);
        if (!transition) continue;
        // A Parallel's branch is gone when it has ended.
        if (auto const after = execution.branches.find(event.branch); after != execution.branches.end())
            transition->to = after->second.phase;
        if (std::find(taken().begin(), taken().end(), *transition) == taken().end()) taken().push_back(*transition);
    }
}

void print_transitions() {
    auto const known = transitions();
    for (Transition const& transition : taken()) {
        if (std::find(known.begin(), known.end(), transition) == known.end())
            std::printf("not in the table: %s\n", text_of(transition).c_str());
    }
    std::size_t missing = 0;
    for (Transition const& transition : known) {
        if (std::find(taken().begin(), taken().end(), transition) != taken().end()) continue;
        std::printf("never taken: %s\n", text_of(transition).c_str());
        ++missing;
    }
    std::printf("%zu of %zu transitions taken\n", known.size() - missing, known.size());
}

}  // namespace asl_cases
