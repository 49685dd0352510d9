/// Wait: for a number of seconds or until a time (https://states-language.net/spec.html#wait-state).

#include <algorithm>
#include <string>

#include "asl/run.hpp"
#include "asl/timestamp.hpp"
#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

tl::unexpected<Fault> path_fault(std::string const& text) {
    return tl::unexpected(Fault{.cause = text});
}

Evaluated<std::int64_t> seconds_of(Field const& field, View const& view, Limits const& limits) {
    bool const path = field.is_path();
    Json value;
    if (path) {
        Evaluated<std::optional<Json>> found = evaluate_optional(field.expression, view);
        if (!found) return tl::unexpected(found.error());
        if (!*found)
            return path_fault("The SecondsPath parameter does not reference an input value: " + field.expression.text);
        value = **std::move(found);
    } else {
        Evaluated<Json> computed = evaluate(field.expression, field.name, view, Expected::integer);
        if (!computed) return tl::unexpected(computed.error());
        value = *std::move(computed);
    }
    std::string const given = field.expression.text + " == " + plain_text(value);
    std::int64_t seconds = 0;
    try {
        seconds = value.as_int64();
    } catch (JsonError const&) {
        if (path) return path_fault("The SecondsPath parameter cannot be parsed as a long value: " + given);
        return tl::unexpected(
            field_fault(field, "The Seconds field cannot be parsed as a long value: " + plain_text(value)));
    }
    if (seconds < 0) {
        if (path) return path_fault("The SecondsPath parameter references a negative value: " + given);
        return tl::unexpected(field_fault(field, "The Seconds field cannot be negative: " + plain_text(value)));
    }
    if (std::chrono::seconds(seconds) > limits.wait_ahead)
        return tl::unexpected(Fault{.cause = "Wait state delay is too long."});
    return std::min(seconds, limits.wait_seconds);
}

/// The time, unless it is further ahead than a Wait can reach; the past is now.
Evaluated<Clock::Time> reachable(Seconds time, Clock::Time now, Limits const& limits) {
    auto const current = std::chrono::floor<std::chrono::seconds>(now);
    std::chrono::sys_seconds const second{std::chrono::seconds(time.whole)};
    if (second - current > limits.wait_ahead) return tl::unexpected(Fault{.cause = "Wait state delay is too long."});
    if (second < current) return now;
    return clock_time(time);
}

Evaluated<Clock::Time> timestamp_of(Field const& field, View const& view, Limits const& limits) {
    bool const path = field.is_path();
    Json value;
    if (path) {
        Evaluated<std::optional<Json>> found = evaluate_optional(field.expression, view);
        if (!found) return tl::unexpected(found.error());
        if (!*found)
            return path_fault("The TimestampPath parameter does not reference an input value: " +
                              field.expression.text);
        value = **std::move(found);
    } else {
        Evaluated<Json> computed = evaluate(field.expression, field.name, view, Expected::string);
        if (!computed) return tl::unexpected(computed.error());
        value = *std::move(computed);
    }
    if (value.is_string()) {
        if (auto const time = parse_state_timestamp(value.as_string())) return reachable(*time, view.now, limits);
    }
    if (path) {
        return path_fault(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format "
            "string: " +
            field.expression.text + " == " + plain_text(value));
    }
    return tl::unexpected(field_fault(
        field, "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " +
                   plain_text(value)));
}

Evaluated<Clock::Time> until(WaitState const& wait, Clock::Time began, View const& view, Limits const& limits) {
    if (wait.timestamp.present()) return timestamp_of(wait.timestamp, view, limits);
    Evaluated<std::int64_t> seconds = seconds_of(wait.seconds, view, limits);
    if (!seconds) return tl::unexpected(seconds.error());
    return began + std::chrono::seconds(*seconds);
}

}  // namespace

void work_wait(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    if (state.language == QueryLanguage::jsonpath) view.input = *std::move(filtered);
    // A redriven Wait waits all its seconds again.
    Clock::Time const began = std::max(branch.entered_time, run.execution().redriven.value_or(branch.entered_time));
    Evaluated<Clock::Time> time = until(std::get<WaitState>(state.body), began, view, run.limits());
    if (!time) return fail(run, branch, time.error());
    Event started = run.event(branch, EventType::wait_started);
    started.hidden = Json::object({{"deadline", stored_time(*time)}});
    run.emit(std::move(started));
}

void finish_wait(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    Evaluated<Outcome> outcome = finish_without_result(state, scope.view(), state.assign, state.output);
    if (!outcome) return fail(run, branch, outcome.error());
    leave(run, branch, *std::move(outcome), state.next);
}

}  // namespace coworks::asl
