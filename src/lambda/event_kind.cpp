#include "lambda/event_kind.hpp"

namespace coworks::lambda {

std::string_view text_of(Json const& value) noexcept {
    return value.is_string() ? value.as_string() : std::string_view();
}

EventKind event_kind(Json const& event) noexcept {
    if (event.contains("coworks")) {
        if (event["coworks"] != Json(1)) return EventKind::unknown;  // another version of the envelope
        if (event["entry"].is_string()) return EventKind::direct;
        if (event["event"].is_string()) return EventKind::event;
        if (event["schedule"].is_string()) return EventKind::schedule;
        return EventKind::unknown;
    }
    if (text_of(event["type"]) == "TOKEN" && event["methodArn"].is_string()) return EventKind::authorizer;
    auto const& context = event["requestContext"];
    if (text_of(event["version"]) == "2.0" && context["http"].is_object()) return EventKind::http;
    if (event["httpMethod"].is_string() && event["path"].is_string()) return EventKind::rest;
    auto const& records = event["Records"];
    if (records.is_array() && !records.empty() && text_of(records[0]["eventSource"]) == "aws:sqs")
        return EventKind::queue;
    if (event["detail-type"].is_string() && event["source"].is_string()) {
        bool const scheduled =
            text_of(event["detail-type"]) == "Scheduled Event" && text_of(event["source"]) == "aws.events";
        return scheduled ? EventKind::schedule : EventKind::event;
    }
    return EventKind::unknown;
}

}  // namespace coworks::lambda
