#pragma once

/// Messages of queues, events of buses, ticks of schedules.
/// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html

#include <coworks/json.hpp>
#include <coworks/message.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::lambda {

struct QueueBatch {
    std::string queue{};  ///< the queue's whole name, from its ARN
    bool is_fifo = false;
    std::vector<Message> messages{};
};

/// Reads an event of EventKind::queue.
QueueBatch read_queue_batch(Json const& event);

/// {"batchItemFailures": […]}: the messages that return to the queue.
Json write_batch_answer(std::vector<std::string> const& failed_ids);

/// Reads an event of EventKind::event: {"coworks": 1, "event": NAME, "message": {…}}, as the rules of our own templates
/// pass it on, or the plain event, which does not say for whom it is. An event's detail is the message's body.
struct BusEvent {
    std::string receiver{};  ///< NAME; empty in a plain event
    Message message{};
};
BusEvent read_bus_event(Json const& event);

/// The NAME of {"coworks": 1, "schedule": NAME}, or the rule's of a plain scheduled event.
std::string schedule_name(Json const& event);

/// Whether a resource's name ("shop-prod-restock-now.fifo") is that of a receiver ("restock_now").
bool is_named(std::string_view resource, std::string_view receiver);

}  // namespace coworks::lambda
