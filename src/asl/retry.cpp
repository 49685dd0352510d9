#include "asl/retry.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::asl {
namespace {

/// Whether ErrorEquals names an error (specification, "Error representation": States.ALL and States.TaskFailed are
/// wildcards). The Developer Guide excepts States.DataLimitExceeded from States.ALL; the service does not.
bool matches(std::vector<std::string> const& names, Failure const& failure) {
    std::string_view const error = failure.error.is_string() ? failure.error.as_string() : std::string_view();
    bool const terminal = error == "States.Runtime";
    return std::ranges::any_of(names, [&](std::string const& name) {
        if (name == error) return true;
        if (name == "States.ALL") return !terminal;
        if (name == "States.TaskFailed") return !terminal && error != "States.Timeout";
        return name == "States.HeartbeatTimeout" && failure.heartbeat;
    });
}

template <class Rule>
std::optional<std::size_t> first_match(std::vector<Rule> const& rules, Failure const& failure) {
    for (std::size_t i = 0; i < rules.size(); ++i)
        if (matches(rules[i].errors, failure)) return i;
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_retrier(State const& state, Failure const& failure) {
    return first_match(state.retry, failure);
}

std::optional<std::size_t> find_catcher(State const& state, Failure const& failure) {
    return first_match(state.catchers, failure);
}

double retry_delay(Retrier const& retrier, std::int64_t attempts, Limits const& limits) {
    double const seconds =
        static_cast<double>(retrier.interval_seconds) * std::pow(retrier.backoff_rate, static_cast<double>(attempts));
    double const most = static_cast<double>(limits.retry_interval.count());
    return std::min(seconds,
                    retrier.max_delay_seconds ? std::min(static_cast<double>(*retrier.max_delay_seconds), most) : most);
}

Evaluated<Outcome> catch_outcome(State const& state, Catcher const& catcher, Failure const& failure, Json const& input,
                                 View view) {
    // Null where there is none, as after a SendTaskFailure without them; a timeout's cause is an empty text (recorded).
    bool const timed_out = failure.cause.is_null() && failure.error == Json("States.Timeout");
    Json const error_output =
        Json::object({{"Error", failure.error}, {"Cause", timed_out ? Json("") : failure.cause}});
    view.error_output = &error_output;
    bool const jsonata = state.language == QueryLanguage::jsonata;
    Outcome outcome;
    Evaluated<Json> assigned = assign(catcher.assign, jsonata ? view : view.of(error_output));
    if (!assigned) return tl::unexpected(assigned.error());
    outcome.assigned = *std::move(assigned);
    Evaluated<Json> output = !jsonata         ? place_result(catcher.result_path, input, error_output)
                             : catcher.output ? evaluate(*catcher.output, view)
                                              : Evaluated<Json>(error_output);
    if (!output) return tl::unexpected(output.error());
    outcome.output = *std::move(output);
    return outcome;
}

}  // namespace coworks::asl
