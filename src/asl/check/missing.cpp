#include "asl/check/missing.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "asl/check/place.hpp"

namespace coworks::asl {

namespace {

constexpr std::size_t kStatesNamed = 8;  // of each action: a line or two; more are counted

/// What of one service is missing, in the definition's order.
struct Lack {
    struct Action {
        std::string name;
        std::vector<std::string_view> states;
    };
    std::string_view service;
    std::string_view first;  ///< pointer to the first state
    std::vector<Action> actions;
};

template <class List, class Name>
auto& entry_of(List& list, Name const& name, auto member) {
    auto const found = std::ranges::find(list, name, member);
    return found == list.end() ? list.emplace_back() : *found;
}

std::string text_of(Lack::Action const& action) {
    std::string text = action.name + (action.states.size() == 1 ? " (state " : " (states ");
    for (std::size_t i = 0; i < std::min(action.states.size(), kStatesNamed); ++i)
        text += (i == 0 ? "" : ", ") + std::string(action.states[i]);
    if (action.states.size() > kStatesNamed)
        text += " and " + std::to_string(action.states.size() - kStatesNamed) + " more";
    return text + ")";
}

}  // namespace

std::vector<Finding> missing_services(StateMachine const& machine, IsMissing const& is_missing) {
    std::vector<Lack> lacks;
    for (Workflow const* const workflow : machine.workflows) {
        for (State const& state : workflow->states) {
            auto const* const task = std::get_if<TaskState>(&state.body);
            if (task == nullptr || !is_missing(state, task->resource)) continue;
            Resource const& resource = task->resource;
            Lack& lack = entry_of(lacks, std::string_view(resource.service), &Lack::service);
            lack.service = resource.service;
            if (lack.first.empty()) lack.first = state.pointer;
            std::string name = resource.service + ":" + resource.action;
            Lack::Action& action = entry_of(lack.actions, name, &Lack::Action::name);
            action.name = std::move(name);
            action.states.push_back(state.name);
        }
    }
    std::vector<Finding> findings;
    for (Lack const& lack : lacks) {
        std::string message = "the local cloud has no ";
        for (std::size_t i = 0; i < lack.actions.size(); ++i)
            message += (i == 0 ? "" : ", no ") + text_of(lack.actions[i]);
        findings.push_back({.severity = Finding::Severity::warning,
                            .code = std::string(kServiceMissing),
                            .message = std::move(message),
                            .location = checking::location_of(lack.first) + "/Resource",
                            .pointer = std::string(lack.first) + "/Resource",
                            .remedy = "such a Task fails where it is reached, unless a file of mocked answers has one "
                                      "for its state"});
    }
    return findings;
}

}  // namespace coworks::asl
