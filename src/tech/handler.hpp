#pragma once

/// Answers every event that Lambda delivers to a service.

#include <coworks/context.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "lambda/loop.hpp"
#include "tech/dispatcher.hpp"
#include "tech/surroundings.hpp"

namespace coworks::tech {

/// What an invocation brings beside its event.
struct Around {
    std::string request_id{};
    std::string trace_id{};
    std::string function_arn{};
    std::chrono::sys_time<std::chrono::milliseconds> deadline{};
};

/// One service behind Lambda's events: by the event's shape HTTP, Lambda authorizer, queue, event, schedule or direct
/// call. Never throws. For one thread.
class Handler final : public lambda::Handler {
public:
    /// Throws std::invalid_argument where a variable of the environment says what can't be meant.
    Handler(detail::Dispatcher& dispatcher, detail::LogSink& log);

    lambda::Answer handle(net::Invocation const& invocation, lambda::Watchdog& watchdog) override;
    lambda::Answer handle(Json const& event, Around const& around);

    /// The service's logger, with the ids of an invocation.
    Logger logger(Around const& around) const;

private:
    Context::Values values(Around const& around) const;
    lambda::Answer http(Json const& event, Around const& around);
    lambda::Answer authorizer(Json const& event, Around const& around);
    lambda::Answer queue(Json const& event, Around const& around);
    lambda::Answer bus(Json const& event, Around const& around);
    lambda::Answer schedule(Json const& event, Around const& around);
    lambda::Answer direct(Json const& event, Around const& around);
    /// The timeout of the entry that the event would reach, where it has one of its own.
    std::optional<std::chrono::milliseconds> timeout_of(Json const& event) const;
    /// The receiver that a queue's, rule's or event's name means.
    std::string receiver_of(interface::Entry::Kind kind, std::string_view resource) const;
    /// Calls a receiver; false and a log line if it threw.
    bool receive(interface::Entry::Kind kind, std::string_view trigger, Message const& message, Around const& around);

    detail::Dispatcher& dispatcher_;
    detail::LogSink& log_;
    LogLevel level_;
    Surroundings surroundings_;
    bool has_timeouts_;  ///< some entry has one of its own: only then is an event read twice
};

}  // namespace coworks::tech
