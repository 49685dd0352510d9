#include <array>

#include "asl/check/checker.hpp"
#include "asl/compile.hpp"
#include "base/text.hpp"

namespace coworks::asl::checking {

std::optional<StateKind> kind_of(Json const& type) noexcept {
    if (!type.is_string()) return std::nullopt;
    for (auto const kind : {StateKind::pass, StateKind::task, StateKind::choice, StateKind::wait, StateKind::succeed,
                            StateKind::fail, StateKind::parallel, StateKind::map}) {
        if (type.as_string() == type_name(kind)) return kind;
    }
    return std::nullopt;
}

/// Anything present but "JSONPath" counts as JSONata (so AWS reads it, and reports the value besides).
QueryLanguage language_of(Json const& object, QueryLanguage inherited) noexcept {
    auto const* const written = object.find("QueryLanguage");
    if (written == nullptr) return inherited;
    return written->is_string() && written->as_string() == "JSONPath" ? QueryLanguage::jsonpath
                                                                      : QueryLanguage::jsonata;
}

void Checker::definition(Json const& definition) {
    Place const root;
    if (!definition.is_object()) {
        findings_.push_back({.code = std::string(kSchema), .message = "Definition must be a valid JSON object"});
        return;
    }
    known_members(definition, {"Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"}, root);
    for (auto const& member : definition.members()) {
        auto const name = member.name();
        auto const at = root.member(name);
        if (name == "Comment") text(member.value, at);
        if (name == "Version") one_of(member.value, name, {"1.0"}, at);
        if (name == "QueryLanguage") one_of(member.value, name, {"JSONPath", "JSONata"}, at);
        if (name == "TimeoutSeconds") whole_number(member.value, at, 1, limits_.wait_seconds);
    }
    workflow(definition, root, language_of(definition, QueryLanguage::jsonpath), 0);
}

void Checker::workflow(Json const& workflow, Place const& place, QueryLanguage machine, std::size_t depth) {
    if (depth > limits_.nesting) return report("TOO_DEEPLY_NESTED", place, "The states are too deeply nested");
    if (!require_object(workflow, place)) return;
    require_fields(workflow, {"States", "StartAt"}, place);
    if (auto const* const start = workflow.find("StartAt")) text(*start, place.member("StartAt"));
    auto const* const states = workflow.find("States");
    if (states == nullptr) return;
    auto const here = place.member("States");
    if (!require_object(*states, here)) return;
    if (states->empty()) return schema(here, "Value cannot be empty");
    scopes_.push_back(assigned_names(*states, machine));
    for (auto const& member : states->members()) {
        if (++states_ > limits_.states) {
            schema(here, "The definition has too many states");
            break;
        }
        auto const at = here.member(member.name());
        if (member.name().empty() || code_points(member.name()) > limits_.name_length) {
            report("INVALID_STATE_NAME", at, "State names must have 1 to 80 characters");
        }
        if (!names_.emplace(member.name()).second) {
            report("DUPLICATE_STATE_NAME", at, "Duplicate State name: " + std::string(member.name()));
        }
        state(member.value, member.name(), at, machine, depth);
    }
    scopes_.pop_back();
    if (states_ <= limits_.states) transitions(workflow, place);
}

void Checker::state(Json const& state, std::string_view, Place const& place, QueryLanguage machine, std::size_t depth) {
    if (!require_object(state, place)) return;
    auto const* const type = state.find("Type");
    if (type == nullptr) return require_fields(state, {"Type"}, place);
    auto const kind = kind_of(*type);
    if (!kind) {
        return one_of(*type, "Type", {"Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"},
                      place.member("Type"));
    }
    auto const language = language_of(state, machine);
    if (auto const* const written = state.find("QueryLanguage")) {
        one_of(*written, "QueryLanguage", {"JSONPath", "JSONata"}, place.member("QueryLanguage"));
        if (machine == QueryLanguage::jsonata && language == QueryLanguage::jsonpath) {
            return schema(place, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        }
    }
    fields(state, *kind, place, language);
    auto const exactly_one = [&](std::initializer_list<std::string_view> names) {
        std::string list;
        int present = 0;
        for (auto const name : names) {
            if (state.contains(name)) ++present;
            list += (list.empty() ? "" : ", ") + std::string(name);
        }
        if (present != 1) schema(place, "Exactly one of these fields is required: [" + list + "]");
    };
    switch (*kind) {
        case StateKind::task:
            require_fields(state, {"Resource"}, place);
            exclusive(state, {"TimeoutSeconds", "TimeoutSecondsPath"}, place);
            exclusive(state, {"HeartbeatSeconds", "HeartbeatSecondsPath"}, place);
            // Specification, "Timeouts and heartbeats": smaller than the timeout. The words are ours.
            if (Json const &beat = state["HeartbeatSeconds"], &timeout = state["TimeoutSeconds"];
                beat.is_number() && timeout.is_number() && beat.as_double() >= timeout.as_double())
                schema(place.member("HeartbeatSeconds"), "HeartbeatSeconds must be less than TimeoutSeconds");
            break;
        case StateKind::choice:
            require_fields(state, {"Choices"}, place);
            if (auto const* const rules = state.find("Choices")) choices(*rules, place.member("Choices"), language);
            break;
        case StateKind::wait:
            if (language == QueryLanguage::jsonata) {
                exactly_one({"Seconds", "Timestamp"});
            } else {
                exactly_one({"Seconds", "SecondsPath", "Timestamp", "TimestampPath"});
            }
            break;
        case StateKind::fail:
            exclusive(state, {"Error", "ErrorPath"}, place);
            exclusive(state, {"Cause", "CausePath"}, place);
            break;
        case StateKind::parallel:
            require_fields(state, {"Branches"}, place);
            if (auto const* const given = state.find("Branches")) {
                branches(*given, place.member("Branches"), machine, depth);
            }
            break;
        case StateKind::map:
            if (!state.contains("ItemProcessor") && !state.contains("Iterator")) {
                require_fields(state, {"ItemProcessor"}, place);
            }
            exclusive(state, {"ItemProcessor", "Iterator"}, place);
            exclusive(state, {"ItemSelector", "Parameters"}, place);
            exclusive(state, {"MaxConcurrency", "MaxConcurrencyPath"}, place);
            exclusive(state, {"ToleratedFailureCount", "ToleratedFailureCountPath"}, place);
            exclusive(state, {"ToleratedFailurePercentage", "ToleratedFailurePercentagePath"}, place);
            for (auto const* const name : {"ItemProcessor", "Iterator"}) {
                if (auto const* const given = state.find(name)) processor(*given, place.member(name), machine, depth);
            }
            break;
        case StateKind::pass:
        case StateKind::succeed:
            break;
    }
    bool const moves = *kind != StateKind::choice && *kind != StateKind::succeed && *kind != StateKind::fail;
    if (moves) exactly_one({"Next", "End"});
}

}  // namespace coworks::asl::checking
