#include "lambda/event_kind.hpp"

namespace coworks::lambda {

std::string_view text_of(Json const& value) noexcept {
    return value.is_string() ? value.as_string() : std::string_view();
}

namespace {

/// What EventBridge's own clocks send: a scheduled rule (EventBridge guide, "Creating a rule that runs on a schedule"),
/// and EventBridge Scheduler where its target has no input of its own (Scheduler guide, "Managing targets").
bool is_scheduled(Json const& event) noexcept {
    auto const source = text_of(event["source"]);
    return text_of(event["detail-type"]) == "Scheduled Event" && (source == "aws.events" || source == "aws.scheduler");
}

}  // namespace

EventKind event_kind(Json const& event) noexcept {
    if (event.contains("coworks")) {
        if (event["coworks"] != Json(1)) return EventKind::unknown;  // another version of the envelope
        if (event["entry"].is_string()) return EventKind::direct;
        if (event["event"].is_string()) return EventKind::event;
        if (event["schedule"].is_string()) return EventKind::schedule;
        return EventKind::unknown;
    }
    // Before requests: the REQUEST type's event looks like one, and must never be executed as one.
    if (auto const type = text_of(event["type"]); type == "TOKEN" || type == "REQUEST") {
        bool const names_route = event["methodArn"].is_string() || event["routeArn"].is_string();
        return names_route ? EventKind::authorizer : EventKind::unknown;
    }
    auto const& context = event["requestContext"];
    if (text_of(event["version"]) == "2.0" && context["http"].is_object()) return EventKind::http;
    if (event["httpMethod"].is_string() && event["path"].is_string()) return EventKind::rest;
    auto const& records = event["Records"];
    if (records.is_array() && !records.empty() && text_of(records[0]["eventSource"]) == "aws:sqs")
        return EventKind::queue;
    if (event["detail-type"].is_string() && event["source"].is_string())
        return is_scheduled(event) ? EventKind::schedule : EventKind::event;
    return EventKind::unknown;
}

}  // namespace coworks::lambda
