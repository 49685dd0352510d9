#include "tech/handler.hpp"

#include <fmt/format.h>
#include <coworks/errors.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/text.hpp"
#include "lambda/authorizer.hpp"
#include "lambda/event_kind.hpp"
#include "lambda/http_event.hpp"
#include "lambda/messages.hpp"
#include "tech/crash.hpp"
#include "tech/problem.hpp"

namespace coworks::tech {

using interface::Entry;
using lambda::Answer;
using lambda::error_answer;

namespace {

std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
LogLevel level_of(std::string_view text) {
    if (text == "TRACE" || text == "DEBUG") return LogLevel::debug;
    if (text == "WARN") return LogLevel::warning;
    if (text == "ERROR" || text == "FATAL") return LogLevel::error;
    return LogLevel::info;
}

}  // namespace

Handler::Handler(detail::Dispatcher& dispatcher, detail::LogSink& log)
    : dispatcher_(dispatcher),
      log_(log),
      level_(level_of(environment("AWS_LAMBDA_LOG_LEVEL"))),
      surroundings_(read_surroundings()),
      has_timeouts_(std::ranges::any_of(dispatcher.interface().entries,
                                        [](Entry const& entry) { return entry.timeout.has_value(); })) {}

Logger Handler::logger(Around const& around) const {
    Json common = Json::object({{"service", dispatcher_.interface().name}, {"requestId", to_utf8(around.request_id)}});
    if (!around.trace_id.empty()) common = std::move(common).with("traceId", to_utf8(around.trace_id));
    return {&log_, level_, std::move(common)};
}

Context::Values Handler::values(Around const& around) const {
    Context::Values values;
    values.request_id = around.request_id;
    values.trace_id = around.trace_id;
    values.service = dispatcher_.interface().name;
    values.function_name = environment("AWS_LAMBDA_FUNCTION_NAME");
    values.function_version = environment("AWS_LAMBDA_FUNCTION_VERSION");
    values.invoked_function_arn = around.function_arn;
    std::string const memory = environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    std::from_chars(memory.data(), memory.data() + memory.size(), values.memory_limit_mb);
    values.deadline = around.deadline;
    values.logger = logger(around);
    return values;
}

Answer Handler::handle(net::Invocation const& invocation, lambda::Watchdog& watchdog) {
    note_request(invocation.request_id);
    auto const deadline = std::chrono::milliseconds(static_cast<std::int64_t>(invocation.deadline_ms));
    Around const around{.request_id = std::string(invocation.request_id),
                        .trace_id = std::string(invocation.trace_id),
                        .function_arn = std::string(invocation.function_arn),
                        .deadline = std::chrono::sys_time<std::chrono::milliseconds>(deadline)};
    try {
        Json const event = Json::parse(invocation.event);
        if (has_timeouts_) {
            if (auto const timeout = timeout_of(event)) watchdog.arm(*timeout);
        }
        return handle(event, around);
    } catch (JsonError const& error) {
        return error_answer("BadRequest", fmt::format("the event is no JSON: {}", error.what()));
    }
}

Answer Handler::handle(Json const& event, Around const& around) {
    try {
        switch (lambda::event_kind(event)) {
            case lambda::EventKind::rest:
            case lambda::EventKind::http:
                return http(event, around);
            case lambda::EventKind::authorizer:
                return authorizer(event, around);
            case lambda::EventKind::queue:
                return queue(event, around);
            case lambda::EventKind::event:
                return bus(event, around);
            case lambda::EventKind::schedule:
                return schedule(event, around);
            case lambda::EventKind::direct:
                return direct(event, around);
            case lambda::EventKind::unknown:
                break;
        }
        return error_answer(
            "BadRequest",
            "this event has no shape that a microservice answers: an HTTP request, an authorizer's or a queue's event, "
            "an EventBridge event, or {\"coworks\": 1, \"entry\": …, \"with\": {…}}");
    } catch (std::exception const& error) {
        logger(around).error("unhandled exception",
                             {{"type", typeid(error).name()}, {"detail", to_utf8(error.what())}});
    } catch (...) {
        logger(around).error("unhandled exception", {{"type", "not a std::exception"}});
    }
    return error_answer("InternalError", "an unexpected error; the log tells more about request " + around.request_id);
}

Answer Handler::http(Json const& event, Around const& around) {
    auto read = lambda::read_http_event(event, surroundings_.base_path);
    auto const format = read.format;
    Response response = [&] {
        if (!read.broken.empty())
            return problem(400, read.broken, around.request_id).header("X-Request-Id", around.request_id);
        auto caller = values(around);
        caller.principal = std::move(read.principal);
        caller.claims = std::move(read.claims);
        auto const access = surroundings_.trusts(read.authorized_by) ? detail::Dispatcher::Decided::yes
                                                                     : detail::Dispatcher::Decided::no;
        return dispatcher_.http(std::move(read.request), std::move(caller), access);
    }();
    return {.payload = lambda::write_http_answer({.status = response.status(),
                                                  .headers = response.headers(),
                                                  .body = response.body(),
                                                  .is_text = response.is_text()},
                                                 format)};
}

Answer Handler::authorizer(Json const& event, Around const& around) {
    auto const asked = lambda::read_authorizer_call(event);
    // As for a request: what has no token is not even asked about.
    Access const access =
        asked.token.empty() ? Access::unauthorized() : dispatcher_.authorize(asked.token, values(around));
    // API Gateway answers 401 for exactly this error, and 500 for every other.
    if (access.kind() == Access::Kind::unauthorized) return error_answer("Unauthorized", "Unauthorized");
    return {.payload = lambda::policy(access, asked.method_arn).dump()};
}

bool Handler::receive(Entry::Kind kind, std::string_view trigger, Message const& message, Around const& around) {
    auto around_values = values(around);
    around_values.idempotency_key = message.id;
    Logger const log = around_values.logger;
    try {
        dispatcher_.receive(kind, trigger, message, std::move(around_values));
        return true;
    } catch (std::exception const& error) {
        log.error(
            "a message failed",
            {{"message_id", to_utf8(message.id)}, {"type", typeid(error).name()}, {"detail", to_utf8(error.what())}});
    } catch (...) {
        log.error("a message failed", {{"message_id", to_utf8(message.id)}, {"type", "not a std::exception"}});
    }
    return false;
}

std::string Handler::receiver_of(Entry::Kind kind, std::string_view resource) const {
    for (Entry const& entry : dispatcher_.interface().entries) {
        if (entry.kind == kind && lambda::is_named(resource, entry.trigger)) return entry.trigger;
    }
    return std::string(resource);
}

Answer Handler::queue(Json const& event, Around const& around) {
    auto const batch = lambda::read_queue_batch(event);
    std::string const trigger = receiver_of(Entry::Kind::queue, batch.queue);
    std::vector<std::string> failed;
    for (Message const& message : batch.messages) {
        // On a FIFO queue everything after the failed message returns too, to keep the order.
        bool const blocked = batch.is_fifo && !failed.empty();
        if (blocked || !receive(Entry::Kind::queue, trigger, message, around)) failed.push_back(message.id);
    }
    return {.payload = lambda::write_batch_answer(failed).dump()};
}

Answer Handler::bus(Json const& event, Around const& around) {
    auto const read = lambda::read_bus_event(event);
    std::string const trigger =
        read.receiver.empty() ? receiver_of(Entry::Kind::event, read.message.type) : read.receiver;
    // A plain event does not say for whom it is: the only receiver takes it.
    std::string_view const wanted =
        dispatcher_.receiver(Entry::Kind::event, trigger) != nullptr || !read.receiver.empty() ? trigger
                                                                                               : std::string_view();
    if (dispatcher_.receiver(Entry::Kind::event, wanted) == nullptr) {
        return error_answer("NotFound", fmt::format("nothing receives the event '{}'", to_utf8(trigger)));
    }
    // A failed event is delivered again, which only an error brings about.
    if (receive(Entry::Kind::event, wanted, read.message, around)) return {.payload = "null"};
    return error_answer("InternalError",
                        "the event was not processed; the log tells more about request " + around.request_id);
}

Answer Handler::schedule(Json const& event, Around const& around) {
    std::string const name = lambda::schedule_name(event);
    std::string const trigger = receiver_of(Entry::Kind::schedule, name);
    if (dispatcher_.receiver(Entry::Kind::schedule, trigger) == nullptr) {
        return error_answer("NotFound", fmt::format("nothing receives the schedule '{}'", to_utf8(name)));
    }
    Message message;
    message.id = lambda::text_of(event["id"]);
    message.event = event;
    if (receive(Entry::Kind::schedule, trigger, message, around)) return {.payload = "null"};
    return error_answer("InternalError",
                        "the schedule was not served; the log tells more about request " + around.request_id);
}

Answer Handler::direct(Json const& event, Around const& around) {
    DirectOutcome const outcome = dispatcher_.direct(event, values(around));
    if (outcome.failed) return error_answer(outcome.error_type, outcome.error_message);
    return {.payload = outcome.value.dump()};
}

std::optional<std::chrono::milliseconds> Handler::timeout_of(Json const& event) const {
    Entry const* entry = nullptr;
    auto const kind = lambda::event_kind(event);
    if (kind == lambda::EventKind::rest || kind == lambda::EventKind::http) {
        entry = dispatcher_.route(lambda::read_http_event(event, surroundings_.base_path).request);
    } else if (kind == lambda::EventKind::direct) {
        for (Entry const& each : dispatcher_.interface().entries) {
            if (each.name == lambda::text_of(event["entry"])) entry = &each;
        }
    }
    return entry != nullptr ? entry->timeout : std::nullopt;
}

}  // namespace coworks::tech
