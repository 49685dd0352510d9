#include "lambda/messages.hpp"

#include <algorithm>
#include <charconv>

#include "base/iso8601.hpp"
#include "lambda/event_kind.hpp"

namespace coworks::lambda {
namespace {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

std::int64_t number_of(Json const& value) {
    auto const text = text_of(value);
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

std::string last_part(std::string_view text, char separator) {
    auto const at = text.rfind(separator);
    return std::string(at == std::string_view::npos ? text : text.substr(at + 1));
}

Json attributes_of(Json const& given) {
    Json::ObjectBuilder out;
    if (given.is_object()) {
        for (auto const& member : given.members()) {
            auto const& text = member.value["stringValue"];
            out.set(member.name(), text.is_string() ? text : member.value["binaryValue"]);
        }
    }
    return out.finish();
}

Message message_of(Json const& record, std::string const& queue) {
    auto const& system = record["attributes"];
    Message message;
    message.id = text_of(record["messageId"]);
    message.source = queue;
    message.body = text_of(record["body"]);
    message.receive_count =
        static_cast<int>(std::clamp<std::int64_t>(number_of(system["ApproximateReceiveCount"]), 1, 1'000'000));
    message.group = text_of(system["MessageGroupId"]);
    message.deduplication_id = text_of(system["MessageDeduplicationId"]);
    message.sent = Milliseconds(std::chrono::milliseconds(number_of(system["SentTimestamp"])));
    message.attributes = attributes_of(record["messageAttributes"]);
    message.event = record;
    return message;
}

}  // namespace

QueueBatch read_queue_batch(Json const& event) {
    QueueBatch batch;
    for (auto const& record : event["Records"].items()) {
        if (batch.queue.empty()) batch.queue = last_part(text_of(record["eventSourceARN"]), ':');
        batch.messages.push_back(message_of(record, batch.queue));
    }
    batch.is_fifo = batch.queue.ends_with(".fifo");
    return batch;
}

Json write_batch_answer(std::vector<std::string> const& failed_ids) {
    Json::ArrayBuilder failures;
    for (auto const& id : failed_ids)
        failures.push_back(Json::object({{"itemIdentifier", id}}));
    return Json::object({{"batchItemFailures", failures.finish()}});
}

BusEvent read_bus_event(Json const& event) {
    BusEvent out;
    out.receiver = text_of(event["event"]);
    Json const& plain = out.receiver.empty() ? event : event["message"];
    out.message.id = text_of(plain["id"]);
    out.message.source = text_of(plain["source"]);
    out.message.type = text_of(plain["detail-type"]);
    out.message.body = plain["detail"].dump();
    if (auto const time = parse_timestamp(text_of(plain["time"]))) {
        out.message.sent = std::chrono::sys_time<std::chrono::milliseconds>(
            std::chrono::seconds(time->whole) + std::chrono::milliseconds(time->nanos / 1'000'000));
    }
    out.message.event = plain;
    return out;
}

std::string schedule_name(Json const& event) {
    if (event["schedule"].is_string()) return std::string(text_of(event["schedule"]));
    return last_part(text_of(event["resources"][0]), '/');
}

bool is_named(std::string_view resource, std::string_view receiver) {
    if (resource.ends_with(".fifo")) resource.remove_suffix(5);
    if (resource.size() < receiver.size() || receiver.empty()) return false;
    auto const tail = resource.substr(resource.size() - receiver.size());
    auto const plain = [](char c) { return c == '-' ? '_' : c; };
    if (!std::ranges::equal(tail, receiver, {}, plain, plain)) return false;
    return tail.size() == resource.size() || resource[resource.size() - tail.size() - 1] == '-';
}

}  // namespace coworks::lambda
