#pragma once

/// What a queue, an event bus or a schedule delivered, as it came.

#include <chrono>
#include <coworks/json.hpp>
#include <string>

namespace coworks {

/// A parameter `coworks::Message const&` of a receiver sees the message whole.
struct Message {
    std::string id;                ///< of the message or event
    std::string source;            ///< the queue's name, or the event's source ("shop.orders")
    std::string type;              ///< the event's detail-type; empty for a queue
    std::string body;              ///< the message's text; an event's detail as JSON text
    int receive_count = 1;         ///< 1 at the first try
    std::string group;             ///< of a FIFO queue's message; else empty
    std::string deduplication_id;  ///< likewise
    std::chrono::sys_time<std::chrono::milliseconds> sent{};
    Json attributes = Json::object();  ///< the sender's message attributes: name to text, number as text, or base64
    Json event;                        ///< the record of the SQS event, or the whole event
};

}  // namespace coworks
