#include "transition_log.hpp"

#include <algorithm>
#include <cstdio>

#include "asl/transitions.hpp"

namespace asl_cases {
namespace {

using namespace coworks::asl;

std::vector<Transition>& taken() {
    static std::vector<Transition> transitions;
    return transitions;
}

}  // namespace

void log_transitions(Execution execution, std::vector<Event> const& events) {
    for (Event const& event : events) {
        auto const transition = apply_and_tell(execution, event);
        if (!transition) continue;
        if (std::find(taken().begin(), taken().end(), *transition) == taken().end()) taken().push_back(*transition);
    }
}

void print_transitions() {
    auto const known = transitions();
    for (Transition const& transition : taken()) {
        if (std::find(known.begin(), known.end(), transition) == known.end())
            std::printf("not in the table: %s\n", to_text(transition).c_str());
    }
    std::size_t missing = 0;
    for (Transition const& transition : known) {
        if (std::find(taken().begin(), taken().end(), transition) != taken().end()) continue;
        std::printf("never taken: %s\n", to_text(transition).c_str());
        ++missing;
    }
    std::printf("%zu of %zu transitions taken\n", known.size() - missing, known.size());
}

}  // namespace asl_cases
