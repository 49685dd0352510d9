#include <vector>

#include "asl/check/checker.hpp"

namespace coworks::asl::checking {

namespace {

/// A transition: where it is written and where it leads.
struct Arrow {
    std::string target;
    Place place;
};

void add(std::vector<Arrow>& arrows, Json const& holder, std::string_view name, Place const& place) {
    Json const& target = holder[name];
    if (target.is_string()) arrows.push_back({.target = std::string(target.as_string()), .place = place.member(name)});
}

std::vector<Arrow> arrows_of(Json const& state, Place const& place) {
    std::vector<Arrow> arrows;
    add(arrows, state, "Next", place);
    for (auto const* const list : {"Choices", "Catch"}) {
        Json const& holders = state[list];
        if (!holders.is_array()) continue;
        for (std::size_t i = 0; i < holders.size(); ++i)
            add(arrows, holders[i], "Next", place.member(list).item(i));
    }
    add(arrows, state, "Default", place);
    return arrows;
}

bool is_terminal(Json const& state) {
    auto const kind = kind_of(state["Type"]);
    return kind == StateKind::succeed || kind == StateKind::fail || state["End"] == Json(true);
}

}  // namespace

/// Targets that are not there, a workflow that can't end, states that nothing leads to. As AWS does, the last are left
/// out where no state is terminal; and where a target is missing, its word is always 'Next'.
void Checker::transitions(Json const& workflow, Place const& place) {
    Json const& states = workflow["States"];
    Json const& start = workflow["StartAt"];
    auto const here = place.member("States");
    std::vector<std::string_view> names;
    for (auto const& member : states.members())
        names.push_back(member.name());
    auto const missing = [&](std::string_view target, Place const& at) {
        report("MISSING_TRANSITION_TARGET", at, "Missing 'Next' target: " + std::string(target),
               did_you_mean(target, names));
    };
    bool ends = false;
    for (auto const& member : states.members()) {
        ends = ends || is_terminal(member.value);
        for (auto const& arrow : arrows_of(member.value, here.member(member.name()))) {
            if (!states.contains(arrow.target)) missing(arrow.target, arrow.place);
        }
    }
    if (start.is_string() && !states.contains(start.as_string())) missing(start.as_string(), place.member("StartAt"));
    if (!ends) {
        report("MISSING_END_STATE", here, "Workflow has no terminal state");
        findings_.back().location.clear();
        return;
    }
    if (!start.is_string() || !states.contains(start.as_string())) return;
    std::set<std::string, std::less<>> reached{std::string(start.as_string())};
    std::vector<std::string> waiting(reached.begin(), reached.end());
    while (!waiting.empty()) {
        auto const name = std::move(waiting.back());
        waiting.pop_back();
        for (auto const& arrow : arrows_of(states[name], {})) {
            if (states.contains(arrow.target) && reached.insert(arrow.target).second) waiting.push_back(arrow.target);
        }
    }
    for (auto const& member : states.members()) {
        if (!reached.contains(member.name())) {
            report("MISSING_TRANSITION_TARGET", here.member(member.name()),
                   "State \"" + std::string(member.name()) + "\" is not reachable.");
        }
    }
}

}  // namespace coworks::asl::checking
