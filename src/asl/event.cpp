#include "asl/event.hpp"

#include <array>
#include <string>
#include <unordered_map>

#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

constexpr auto kTypes = std::to_array<std::string_view>({
    "ActivityFailed",
    "ActivityScheduled",
    "ActivityScheduleFailed",
    "ActivityStarted",
    "ActivitySucceeded",
    "ActivityTimedOut",
    "ChoiceStateEntered",
    "ChoiceStateExited",
    "EvaluationFailed",
    "ExecutionAborted",
    "ExecutionFailed",
    "ExecutionRedriven",
    "ExecutionStarted",
    "ExecutionSucceeded",
    "ExecutionTimedOut",
    "FailStateEntered",
    "LambdaFunctionFailed",
    "LambdaFunctionScheduled",
    "LambdaFunctionScheduleFailed",
    "LambdaFunctionStarted",
    "LambdaFunctionStartFailed",
    "LambdaFunctionSucceeded",
    "LambdaFunctionTimedOut",
    "MapIterationAborted",
    "MapIterationFailed",
    "MapIterationStarted",
    "MapIterationSucceeded",
    "MapRunAborted",
    "MapRunFailed",
    "MapRunRedriven",
    "MapRunStarted",
    "MapRunSucceeded",
    "MapStateAborted",
    "MapStateEntered",
    "MapStateExited",
    "MapStateFailed",
    "MapStateStarted",
    "MapStateSucceeded",
    "ParallelStateAborted",
    "ParallelStateEntered",
    "ParallelStateExited",
    "ParallelStateFailed",
    "ParallelStateStarted",
    "ParallelStateSucceeded",
    "PassStateEntered",
    "PassStateExited",
    "SucceedStateEntered",
    "SucceedStateExited",
    "TaskFailed",
    "TaskScheduled",
    "TaskStarted",
    "TaskStartFailed",
    "TaskStateAborted",
    "TaskStateEntered",
    "TaskStateExited",
    "TaskSubmitted",
    "TaskSubmitFailed",
    "TaskSucceeded",
    "TaskTimedOut",
    "WaitStateAborted",
    "WaitStateEntered",
    "WaitStateExited",
    "WaitStarted",
    "RetryChosen",
    "HeartbeatReceived",
    "StateFailed",
    "BranchFailed",
    "ItemsRequested",
    "ItemsRead",
    "ChildrenStarted",
    "ResultsRequested",
    "ResultsWritten",
    "ChildEnded",
    "MapRunUpdated",
});
static_assert(kTypes.size() == static_cast<std::size_t>(EventType::map_run_updated) + 1);

/// What the event's data is called in its details.
enum class DataName : std::uint8_t { none, input, output, parameters };

DataName data_name(EventType type) {
    switch (type) {
        case EventType::choice_state_entered:
        case EventType::fail_state_entered:
        case EventType::map_state_entered:
        case EventType::parallel_state_entered:
        case EventType::pass_state_entered:
        case EventType::succeed_state_entered:
        case EventType::task_state_entered:
        case EventType::wait_state_entered:
        case EventType::execution_started:
        case EventType::activity_scheduled:
        case EventType::lambda_function_scheduled:
            return DataName::input;
        case EventType::choice_state_exited:
        case EventType::map_state_exited:
        case EventType::parallel_state_exited:
        case EventType::pass_state_exited:
        case EventType::succeed_state_exited:
        case EventType::task_state_exited:
        case EventType::wait_state_exited:
        case EventType::execution_succeeded:
        case EventType::activity_succeeded:
        case EventType::lambda_function_succeeded:
        case EventType::task_submitted:
        case EventType::task_succeeded:
            return DataName::output;
        case EventType::task_scheduled:
            return DataName::parameters;
        default:
            return DataName::none;
    }
}

/// Types whose details are there although they may be empty (an ExecutionFailed without error and cause).
bool always_has_details(EventType type) {
    switch (type) {
        case EventType::execution_failed:
        case EventType::execution_aborted:
        case EventType::execution_timed_out:
        case EventType::activity_started:
        case EventType::activity_failed:
        case EventType::activity_timed_out:
        case EventType::lambda_function_failed:
        case EventType::lambda_function_timed_out:
        case EventType::map_run_failed:
            return true;
        default:
            return false;
    }
}

/// The member of HistoryEvent that holds the details: states share two of them.
std::string details_member(EventType type) {
    std::string name(type_name(type));
    if (name.ends_with("StateEntered")) return "stateEnteredEventDetails";
    if (name.ends_with("StateExited")) return "stateExitedEventDetails";
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    return name + "EventDetails";
}

enum class Form : std::uint8_t { json, text, hidden };

Json make_details(Event const& event, Form form) {
    if (event.internal()) return {};
    Json::ObjectBuilder made;
    Json const not_truncated = Json::object({{"truncated", false}});
    auto const set_data = [&](std::string_view name, Json const& value, bool with_details) {
        if (form == Form::json) made.set(name, value);
        if (form == Form::text) made.set(name, source_text(value));
        if (!with_details) return;
        made.set(std::string(name) + "Details",
                 form == Form::text     ? Json::object({{"included", true}, {"truncated", false}})
                 : form == Form::hidden ? Json::object({{"included", false}, {"truncated", false}})
                                        : not_truncated);
    };
    if (!event.name.is_null()) made.set("name", event.name);
    switch (data_name(event.type)) {
        case DataName::input:
            set_data("input", event.data, true);
            break;
        case DataName::output:
            set_data("output", event.data, true);
            break;
        case DataName::parameters:
            set_data("parameters", event.data, false);
            break;
        case DataName::none:
            break;
    }
    if (event.more.is_object()) {
        for (auto const& member : event.more.members()) {
            if (member.name() == "assignedVariables") {
                if (form == Form::text) {
                    Json::ObjectBuilder texts;
                    for (auto const& variable : member.value.members())
                        texts.set(variable.name(), variable.value.dump());
                    made.set("assignedVariables", texts.finish());
                } else if (form == Form::json) {
                    made.set("assignedVariables", member.value);
                }
                made.set("assignedVariablesDetails",
                         form == Form::json ? not_truncated
                                            : Json::object({{"included", form == Form::text}, {"truncated", false}}));
            } else {
                made.set(member.name(), member.value);
            }
        }
    }
    if (made.size() == 0 && !always_has_details(event.type)) return {};
    return made.finish();
}

/// A value that is stored as its text. As deep as a row of events may be.
Json parse_source(Json const& text) {
    return Json::parse(text.as_string(), {.depth_max = 1024, .allow_lone_surrogates = true, .keep_source = true});
}

}  // namespace

std::string_view type_name(EventType type) noexcept {
    return kTypes[static_cast<std::size_t>(type)];
}

std::optional<EventType> event_type(std::string_view name) noexcept {
    static std::unordered_map<std::string_view, EventType> const by_name = [] {
        std::unordered_map<std::string_view, EventType> made;
        for (std::size_t i = 0; i < kTypes.size(); ++i)
            made.emplace(kTypes[i], static_cast<EventType>(i));
        return made;
    }();
    auto const found = by_name.find(name);
    if (found == by_name.end()) return std::nullopt;
    return found->second;
}

Json details(Event const& event) {
    return make_details(event, Form::json);
}

Json to_api(Event const& event, IncludeData include) {
    Json::ObjectBuilder made;
    auto const milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(event.time.time_since_epoch());
    made.set("timestamp", static_cast<double>(milliseconds.count()) / 1000.0);
    made.set("type", type_name(event.type));
    made.set("id", event.id);
    made.set("previousEventId", event.previous);
    Json const shown = make_details(event, include == IncludeData::yes ? Form::text : Form::hidden);
    if (!shown.is_null()) made.set(details_member(event.type), shown);
    return made.finish();
}

Json to_stored(Event const& event) {
    Json::ObjectBuilder made;
    made.set("type", type_name(event.type));
    made.set("time", event.time.time_since_epoch().count());
    if (event.id != 0) made.set("id", event.id);
    if (event.previous != 0) made.set("previous", event.previous);
    if (event.branch != 0) made.set("branch", event.branch);
    if (event.next != kNoState) made.set("next", event.next);
    if (!event.name.is_null()) made.set("name", event.name);
    if (std::string_view const source = event.data.source(); !source.empty()) {
        made.set("dataText", source);
    } else if (!event.data.is_null()) {
        made.set("data", event.data);
    }
    if (!event.more.is_null()) made.set("more", event.more);
    if (std::string_view const source = event.hidden["input"].source(); !source.empty()) {
        made.set("hidden", event.hidden.without("input"));
        made.set("inputText", source);
    } else if (!event.hidden.is_null()) {
        made.set("hidden", event.hidden);
    }
    return made.finish();
}

Result<Event> from_stored(Json const& stored) {
    auto const refused = [] { return fail("invalid_event", "this is no event of an execution"); };
    if (!stored["type"].is_string() || !stored["time"].is_integer()) return refused();
    std::optional<EventType> const type = event_type(stored["type"].as_string());
    if (!type) return refused();
    Event event;
    event.type = *type;
    try {
        event.time = Clock::Time(std::chrono::nanoseconds(stored["time"].as_int64()));
        if (Json const* id = stored.find("id")) event.id = id->as_int64();
        if (Json const* previous = stored.find("previous")) event.previous = previous->as_int64();
        if (Json const* branch = stored.find("branch")) event.branch = static_cast<BranchId>(branch->as_uint64());
        if (Json const* next = stored.find("next")) event.next = static_cast<StateIndex>(next->as_uint64());
    } catch (JsonError const&) {
        return refused();
    }
    event.name = stored["name"];
    event.more = stored["more"];
    event.hidden = stored["hidden"];
    try {
        event.data = stored.contains("dataText") ? parse_source(stored["dataText"]) : stored["data"];
        if (Json const* text = stored.find("inputText"))
            event.hidden = std::move(event.hidden).with("input", parse_source(*text));
    } catch (JsonError const&) {
        return refused();
    }
    return event;
}

}  // namespace coworks::asl
