#pragma once

/// What an event of Lambda's is, by its shape.

#include <coworks/json.hpp>
#include <string_view>

namespace coworks::lambda {

enum class EventKind : unsigned char {
    rest,        ///< a proxy event of API Gateway's REST APIs, an HTTP API's in payload format 1.0, a load balancer's
    http,        ///< payload format 2.0: an HTTP API's or a function URL's
    authorizer,  ///< a Lambda authorizer's call: TOKEN, or REQUEST in format 1.0 or 2.0
    queue,       ///< a batch of SQS
    event,       ///< an EventBridge event, plain or wrapped with the receiver's name
    schedule,    ///< {"coworks": 1, "schedule": NAME}, or the plain event of a rule or of EventBridge Scheduler
    direct,      ///< {"coworks": 1, "entry": NAME, "with": {…}}
    unknown,
};

EventKind event_kind(Json const& event) noexcept;

/// A member's text, or nothing where it is no text: events are input like any other.
std::string_view text_of(Json const& value) noexcept;

}  // namespace coworks::lambda
