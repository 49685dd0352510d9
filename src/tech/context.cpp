#include <coworks/context.hpp>

#include "base/clock.hpp"
#include "base/iso8601.hpp"
#include "base/text.hpp"

namespace coworks {

namespace {

std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "DEBUG";
        case LogLevel::info:
            return "INFO";
        case LogLevel::warning:
            return "WARN";
        case LogLevel::error:
            return "ERROR";
    }
    return "INFO";
}

/// The members that JSON can say (no number that is not finite, no text that is not UTF-8), and of the others what can
/// be said of them.
Json printable(Json const& line) {
    Json::ObjectBuilder out;
    for (auto const& member : line.members()) {
        Json value = member.value;
        try {
            static_cast<void>(value.dump());
        } catch (JsonError const&) {
            value = value.is_string() ? to_utf8(value.as_string()) : "not printable as JSON";
        }
        out.set(to_utf8(member.name()), std::move(value));
    }
    return out.finish();
}

}  // namespace

Logger::Logger(detail::LogSink* sink, LogLevel least, Json common)
    : sink_(sink), least_(least), common_(std::move(common)) {}

void Logger::write(LogLevel level, std::string_view message, Fields fields) const {
    if (sink_ == nullptr || level < least_) return;
    // The names are those of Lambda's own JSON logs
    // (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
    Json::ObjectBuilder line;
    line.set("timestamp", format_timestamp(SystemClock().now()));
    line.set("level", name_of(level));
    line.set("message", message);
    for (auto const& member : common_.members())
        line.set(member.name(), member.value);
    for (auto const& [name, value] : fields)
        line.set(name, value);
    Json const whole = line.finish();
    std::string text;
    try {
        whole.dump_to(text);
    } catch (JsonError const&) {
        text = printable(whole).dump();
    }
    sink_->write(text);
}

Logger Logger::with(Fields fields) const {
    Json common = common_;
    for (auto const& [name, value] : fields)
        common = std::move(common).with(name, value);
    return {sink_, least_, std::move(common)};
}

std::chrono::milliseconds Context::remaining() const noexcept {
    auto const now = std::chrono::floor<std::chrono::milliseconds>(SystemClock().now());
    return std::max(std::chrono::milliseconds(0), values_.deadline - now);
}

Json Context::json() const {
    return Json::object({{"request_id", values_.request_id},
                         {"trace_id", values_.trace_id},
                         {"service", values_.service},
                         {"entry", values_.entry},
                         {"function_name", values_.function_name},
                         {"function_version", values_.function_version},
                         {"invoked_function_arn", values_.invoked_function_arn},
                         {"memory_limit_mb", values_.memory_limit_mb},
                         {"deadline", format_timestamp(values_.deadline)},
                         {"idempotency_key", values_.idempotency_key},
                         {"principal", values_.principal},
                         {"claims", values_.claims}});
}

}  // namespace coworks
