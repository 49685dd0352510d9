#include "asl/loader.hpp"

#include <utility>

#include "asl/load_state.hpp"

namespace coworks::asl {
namespace {

/// A workflow's states refer to each other by name, so names are given places before any state is read.
Result<void> index_states(LoadContext const& context, Workflow& workflow, Json const& states) {
    workflow.states.resize(states.size());
    StateIndex place = 0;
    for (auto const& member : states.members()) {
        State& state = workflow.states[place];
        state.name = member.name();
        state.name_json = member.name();
        if (!workflow.index.emplace(state.name, place++).second)
            return invalid(context.pointer, "two states have the name '" + state.name + "'");
    }
    return {};
}

}  // namespace

Result<void> load_workflow(LoadContext const& context, Json const& source, Workflow& workflow) {
    if (!source.is_object()) return invalid(context.pointer, "a workflow is an object with StartAt and States");
    if (context.depth > context.limits.nesting) return invalid(context.pointer, "workflows are nested too deeply");
    Json const& start = source["StartAt"];
    Json const& states = source["States"];
    if (!start.is_string()) return invalid(context.pointer + "/StartAt", "StartAt names a state");
    if (!states.is_object() || states.empty()) return invalid(context.pointer + "/States", "States is an object");
    context.states += states.size();
    if (context.states > context.limits.states) return invalid(context.pointer + "/States", "too many states");
    LoadContext const inner = context.at("/States");
    if (auto indexed = index_states(inner, workflow, states); !indexed) return indexed;
    auto const found = workflow.index.find(std::string(start.as_string()));
    if (found == workflow.index.end())
        return invalid(context.pointer + "/StartAt", "there is no state '" + std::string(start.as_string()) + "'");
    workflow.start = found->second;
    for (auto const& member : states.members()) {
        State& state = workflow.states[workflow.index.at(std::string(member.name()))];
        LoadContext const place = inner.at("/" + escape_pointer(member.name()));
        if (auto loaded = load_state_into(place, member.value, workflow, state); !loaded) return loaded;
    }
    return {};
}

Result<std::shared_ptr<StateMachine const>> load(Json const& definition, Limits const& limits) {
    if (!definition.is_object()) return invalid("", "a definition is an object");
    auto machine = std::make_shared<StateMachine>();
    machine->source = definition;
    if (Json const& comment = definition["Comment"]; comment.is_string()) machine->comment = comment.as_string();
    if (Json const& version = definition["Version"]; version.is_string()) machine->version = version.as_string();
    if (Json const& timeout = definition["TimeoutSeconds"]; timeout.is_integer())
        machine->timeout_seconds = timeout.as_int64();
    machine->language = language_of(definition, QueryLanguage::jsonpath);
    machine->workflows.push_back(&machine->root);
    std::size_t states = 0;
    LoadContext const context{.machine = *machine,
                              .limits = limits,
                              .language = machine->language,
                              .pointer = {},
                              .depth = 0,
                              .within = {},
                              .states = states};
    if (auto loaded = load_workflow(context, definition, machine->root); !loaded) return tl::unexpected(loaded.error());
    return machine;
}

Result<std::shared_ptr<StateMachine const>> load_state(Json const& state, std::string_view name, QueryLanguage language,
                                                       Limits const& limits) {
    // Whatever the state goes on to becomes a state that ends at once.
    std::vector<std::string> targets;
    auto const note = [&](Json const& from, std::string_view field) {
        if (Json const& target = from[field]; target.is_string()) targets.emplace_back(target.as_string());
    };
    note(state, "Next");
    note(state, "Default");
    for (std::string_view const list : {"Choices", "Catch"}) {
        if (!state[list].is_array()) continue;
        for (Json const& item : state[list].items())
            note(item, "Next");
    }
    Json::ObjectBuilder states;
    for (std::string const& target : targets)
        states.set(target, Json::object({{"Type", "Succeed"}}));
    states.set(name, state);
    return load(Json::object({{"QueryLanguage", language == QueryLanguage::jsonata ? "JSONata" : "JSONPath"},
                              {"StartAt", name},
                              {"States", states.finish()}}),
                limits);
}

std::string_view type_name(StateKind kind) noexcept {
    switch (kind) {
        case StateKind::pass:
            return "Pass";
        case StateKind::task:
            return "Task";
        case StateKind::choice:
            return "Choice";
        case StateKind::wait:
            return "Wait";
        case StateKind::succeed:
            return "Succeed";
        case StateKind::fail:
            return "Fail";
        case StateKind::parallel:
            return "Parallel";
        case StateKind::map:
            return "Map";
    }
    return "Pass";
}

State const* Workflow::find(std::string_view name) const {
    auto const found = index.find(std::string(name));
    return found == index.end() ? nullptr : &states[found->second];
}

State const* StateMachine::find(std::string_view name) const {
    for (Workflow const* workflow : workflows) {
        if (State const* found = workflow->find(name)) return found;
    }
    return nullptr;
}

}  // namespace coworks::asl
