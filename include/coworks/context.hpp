#pragma once

/// The invocation around a call: ids, deadline, identity, log.

#include <chrono>
#include <coworks/json.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace coworks {

enum class LogLevel : unsigned char { debug, info, warning, error };

namespace detail {
/// Where finished log lines go. One call per line, without the line's end.
class LogSink {
public:
    virtual ~LogSink() = default;
    virtual void write(std::string_view line) = 0;
};
}  // namespace detail

/// Writes one JSON object per line, with level, time, service, entry, request and trace id:
/// `context.logger().info("restocked", {{"sku", sku}, {"count", 3}});`
/// Text that is not UTF-8 is written with U+FFFD in its place. The level comes from AWS_LAMBDA_LOG_LEVEL, else info.
class Logger {
public:
    using Fields = std::initializer_list<std::pair<std::string_view, Json>>;

    Logger() = default;
    /// `common` is an object whose members stand in every line. A null sink swallows all.
    Logger(detail::LogSink* sink, LogLevel least, Json common);

    void debug(std::string_view message, Fields fields = {}) const { write(LogLevel::debug, message, fields); }
    void info(std::string_view message, Fields fields = {}) const { write(LogLevel::info, message, fields); }
    void warning(std::string_view message, Fields fields = {}) const { write(LogLevel::warning, message, fields); }
    void error(std::string_view message, Fields fields = {}) const { write(LogLevel::error, message, fields); }
    void write(LogLevel level, std::string_view message, Fields fields = {}) const;

    /// A logger with further members in each of its lines.
    Logger with(Fields fields) const;

private:
    detail::LogSink* sink_ = nullptr;
    LogLevel least_ = LogLevel::info;
    Json common_ = Json::object();
};

/// One invocation. Valid during the call alone.
class Context {
public:
    using Time = std::chrono::sys_time<std::chrono::milliseconds>;

    struct Values {
        std::string request_id;
        std::string trace_id;  ///< X-Ray's, empty without
        std::string service;
        std::string entry;          ///< as direct calls name it: "get_counters"
        std::string function_name;  ///< AWS_LAMBDA_FUNCTION_NAME
        std::string function_version;
        std::string invoked_function_arn;
        int memory_limit_mb = 0;
        Time deadline{};  ///< when Lambda gives this invocation up
        std::string idempotency_key;
        std::string principal;
        Json claims = Json::object();
        Logger logger;
    };

    explicit Context(Values values) : values_(std::move(values)) {}

    std::string const& request_id() const noexcept { return values_.request_id; }
    std::string const& trace_id() const noexcept { return values_.trace_id; }
    std::string const& service() const noexcept { return values_.service; }
    std::string const& entry() const noexcept { return values_.entry; }
    std::string const& function_name() const noexcept { return values_.function_name; }
    std::string const& function_version() const noexcept { return values_.function_version; }
    std::string const& invoked_function_arn() const noexcept { return values_.invoked_function_arn; }
    int memory_limit_mb() const noexcept { return values_.memory_limit_mb; }

    Time deadline() const noexcept { return values_.deadline; }
    /// What is left until the deadline; zero after it.
    std::chrono::milliseconds remaining() const noexcept;

    /// The same text for all tries of one step of a workflow (and of one message of a queue); empty where the caller
    /// gave none. An entry that must not act twice keeps it with what it did.
    std::string const& idempotency_key() const noexcept { return values_.idempotency_key; }

    /// Who calls, as the authorizer named them: the service's own, else the one of the API before it. Empty for direct
    /// calls, messages, and open entries that no authorizer stands before.
    std::string const& principal() const noexcept { return values_.principal; }
    Json const& claims() const noexcept { return values_.claims; }

    Logger const& logger() const noexcept { return values_.logger; }

    /// All of the above but the logger, for people.
    Json json() const;

private:
    Values values_;
};

}  // namespace coworks
