#include "script.hpp"

#include <string_view>

namespace asl_cases {
namespace {

using namespace coworks::asl;

bool is(Json const& value, std::string_view text) {
    return value.is_string() && value.as_string() == text;
}

/// Every text of a value that holds a JSON object equal to `object`, if there is one.
std::optional<std::string> text_equal_to(Json const& value, Json const& object) {
    if (value.is_string()) {
        if (!value.as_string().starts_with('{')) return std::nullopt;
        try {
            if (Json::parse(value.as_string()) == object) return std::string(value.as_string());
        } catch (coworks::JsonError const&) {
            return std::nullopt;
        }
    } else if (value.is_array()) {
        for (Json const& item : value.items()) {
            if (auto found = text_equal_to(item, object)) return found;
        }
    } else if (value.is_object()) {
        for (auto const& member : value.members()) {
            if (auto found = text_equal_to(member.value, object)) return found;
        }
    }
    return std::nullopt;
}

/// The recorded event of a history that follows `previous` and whose type ends with `ending`.
Json const* event_after(Json const& history, Json const& previous, std::string_view ending) {
    if (!history.is_array()) return nullptr;
    for (Json const& event : history.items()) {
        if (event["previousEventId"] == previous && event["type"].as_string().ends_with(ending)) return &event;
    }
    return nullptr;
}

/// The handler's file of the function that the case created: its name says what it does.
std::string_view handler_of(Json const& test_case) {
    Json const& setup = test_case["setup"];
    if (!setup.is_array()) return {};
    for (Json const& step : setup.items()) {
        Json const& file = step["args"]["handler_file"];
        if (!file.is_string()) continue;
        std::string_view const path = file.as_string();
        return path.substr(path.rfind('/') + 1);
    }
    return {};
}

}  // namespace

Script::Script(Json const& test_case) : case_(test_case) {
    if (case_["tasks"].is_array()) {
        for (Json const& task : case_["tasks"].items())
            tasks_.push_back({.source = task});
    } else if (case_["history"].is_array()) {
        derive_from_history();
    }
}

bool Script::knows_activities() const {
    for (Task const& task : tasks_) {
        if (is(task.source["via"], "activity")) return true;
    }
    return false;
}

std::optional<std::string> Script::file(Json const& key) const {
    Json const& setup = case_["setup"];
    if (!setup.is_array()) return std::nullopt;
    for (Json const& step : setup.items()) {
        Json const& arguments = step["args"];
        if (is(step["op"], "put_object") && arguments["Key"] == key && arguments["Body"].is_string())
            return std::string(arguments["Body"].as_string());
    }
    return std::nullopt;
}

/// Where the recorder blanked the ids, the results stand in the history all the same; one for each task in turn.
void Script::derive_from_history() {
    for (Json const& event : case_["history"].items()) {
        std::string_view const type = event["type"].as_string();
        bool const failed = type.ends_with("Failed") && (type.starts_with("Task") || type.starts_with("Lambda"));
        if (type != "TaskSucceeded" && type != "LambdaFunctionSucceeded" && !failed) continue;
        Json const& details = event["details"];
        Json result =
            failed ? Json::object({{"outcome", "failed"}, {"error", details["error"]}, {"cause", details["cause"]}})
                   : Json::object({{"outcome", "succeeded"}, {"output", details["output"]}});
        tasks_.push_back({.source = Json::object({{"result", std::move(result)}})});
    }
}

/// Causes are texts: the recorder parsed those that hold a JSON object. The text itself stands elsewhere in the
/// recording where a catcher put it into data.
Json Script::text_of_cause(Json const& cause) const {
    if (!cause.is_object()) return cause;
    for (std::string_view const part : {"history", "expect"}) {
        if (auto text = text_equal_to(case_[part], cause)) return *text;
    }
    return cause.dump();
}

Script::Task* Script::find(InvokeTask const& invoke) {
    Json const& masks = case_["masks"];
    Json const masked = mask_actual(invoke.arguments, masks);
    Task* first = nullptr;
    for (Task& task : tasks_) {
        if (task.used || (task.source.contains("state") && !(task.source["state"] == invoke.state_name))) continue;
        if (first == nullptr) first = &task;
        Json const& sent = is(task.source["via"], "service") ? task.source["parameters"] : task.source["input"];
        if (matches(sent, masked, masks)) return &task;
    }
    return first;
}

std::vector<Reply> Script::replies(InvokeTask const& invoke) {
    Task* const task = find(invoke);
    if (task == nullptr) return unscripted(invoke);
    task->used = true;
    return scripted(invoke.attempt, task->source);
}

std::vector<Reply> Script::scripted(Attempt attempt, Json const& task) {
    std::vector<Reply> replies;
    auto const reply = [&](Json const* recorded, Message message) {
        bool const numbered = recorded != nullptr && recorded->is_integer();
        replies.push_back({.order = numbered ? recorded->as_int64() : next_order(), .message = std::move(message)});
    };
    Json const& history = case_["history"];
    Json const& result = task["result"];
    Json const& outcome = result["outcome"];
    Json const* const started = event_after(history, task["scheduledEventId"], "Started");
    bool const has_ids = task.contains("scheduledEventId") && history.is_array();
    if (started != nullptr || (!has_ids && !is(outcome, "schedule_failed"))) {
        Json const worker = started != nullptr ? (*started)["details"]["workerName"] : Json();
        reply(started != nullptr ? &(*started)["id"] : nullptr, TaskStarted{.attempt = attempt, .worker_name = worker});
    }
    if (Json const* submitted = task.find("submitted")) {
        Json const* const event = started != nullptr ? event_after(history, (*started)["id"], "Submitted") : nullptr;
        reply(event != nullptr ? &(*event)["id"] : nullptr,
              TaskSubmitted{.attempt = attempt, .output = (*submitted)["output"]});
    }
    Json const& id = result["eventId"];
    if (is(outcome, "succeeded")) {
        reply(&id, TaskSucceeded{.attempt = attempt, .output = result["output"]});
    } else if (outcome.is_string() && !is(outcome, "timed_out")) {
        auto const when = is(outcome, "schedule_failed") ? TaskFailed::When::scheduling
                          : is(outcome, "start_failed")  ? TaskFailed::When::starting
                          : is(outcome, "submit_failed") ? TaskFailed::When::submitting
                                                         : TaskFailed::When::running;
        reply(&id,
              TaskFailed{
                  .attempt = attempt, .error = result["error"], .cause = text_of_cause(result["cause"]), .when = when});
    }
    return replies;
}

/// A task that is in no history (of a child execution, or where none was recorded): its function's handler decides.
std::vector<Reply> Script::unscripted(InvokeTask const& invoke) {
    std::vector<Reply> replies;
    replies.push_back({.order = next_order(), .message = TaskStarted{.attempt = invoke.attempt, .worker_name = {}}});
    std::string_view const handler = handler_of(case_);
    if (handler == "raise_exception.py") {
        Json cause = case_["expect"]["output"]["Cause"];
        replies.push_back(
            {.order = next_order(),
             .message = TaskFailed{.attempt = invoke.attempt, .error = "Exception", .cause = std::move(cause)}});
        return replies;
    }
    Json output = invoke.arguments;
    if (invoke.resource->via == Resource::Via::service)
        output = Json::object(
            {{"ExecutedVersion", "$LATEST"}, {"Payload", invoke.arguments["Payload"]}, {"StatusCode", 200}});
    replies.push_back(
        {.order = next_order(), .message = TaskSucceeded{.attempt = invoke.attempt, .output = std::move(output)}});
    return replies;
}

}  // namespace asl_cases
