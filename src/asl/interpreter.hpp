#pragma once

#include <string_view>
#include <vector>

#include "asl/execution.hpp"
#include "asl/limits.hpp"
#include "asl/message.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"

namespace coworks::asl {

/// What is known of the outside before anything is asked of it.
class Directory {
public:
    virtual ~Directory() = default;
    virtual bool has_activity(std::string_view arn) const = 0;
};

/// What a message led to.
struct Decision {
    std::vector<Event> events;    ///< to be made safe first
    std::vector<Action> actions;  ///< to be performed then
    bool accepted = true;         ///< false: the message was about something that is over or never was
};

/// Decides what follows from a message, and applies it: the execution changes by apply() of the decision's events
/// alone, so that whoever drops it (because the events could not be stored) rebuilds it by folding what was stored.
/// Runs every branch until it waits for something. Pure: `now` and `random` are the only sources of time and chance.
///
/// Without a directory, every activity is taken to exist.
///
/// The same message after the same events gives the same decision. Time is bounded by Limits::steps_at_once.
Decision advance(Execution& execution, Message const& message, Clock::Time now, Random& random,
                 Limits const& limits = {}, Directory const* directory = nullptr);

/// As advance(), but leaves the execution alone (it costs a copy of it): for those who want to know before they act.
Decision decide(Execution const& execution, Message const& message, Clock::Time now, Random& random,
                Limits const& limits = {}, Directory const* directory = nullptr);

/// Everything that a running execution waits for from outside, as actions: what to perform again after a restart.
/// (Deadlines are Execution::next_deadline(); steps that were not finished go on with the message Resume.)
std::vector<Action> outstanding(Execution const& execution);

}  // namespace coworks::asl
