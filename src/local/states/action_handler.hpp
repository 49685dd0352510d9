#pragma once

/// What executions ask for, and who does it.

#include <span>

#include "asl/message.hpp"
#include "base/error.hpp"
#include "local/states/records.hpp"
#include "local/states/revision.hpp"

namespace coworks::local::states {

/// Which execution asks, for those who act on its behalf. Valid during the call.
struct Caller {
    ExecutionId id = 0;
    ExecutionRecord const& record;
    Revision const& revision;
};

/// Performs the actions of executions, after the events that led to them are safe on the disk. Called in the event
/// loop's thread. Answers go to Executor::tell(), at once or later, any number of times: what is over is ignored. After
/// a restart whatever is still waited for is asked for again, so an action may be begun more than once, but never after
/// its result was recorded.
class ActionHandler {
public:
    virtual ~ActionHandler() = default;

    /// One with a token that was `submitted` before a restart is not called again: its token is waited for.
    virtual void invoke(Caller const& caller, asl::InvokeTask const& task) = 0;
    virtual void cancel(Caller const& caller, asl::Attempt const& attempt) = 0;
    virtual void read_items(Caller const& caller, asl::ReadItems const& read) = 0;
    virtual void write_results(Caller const& caller, asl::WriteResults const& write) = 0;

    /// Events that are now safe, in their order; internal ones among them.
    virtual void happened(Caller const& caller, std::span<asl::Event const> events) = 0;
    /// The execution has ended (its record and `execution` say how), and this is safe. Told again after a restart only
    /// if it happened in between.
    virtual void ended(Caller const& caller, asl::Execution const& execution) = 0;

    /// Something is wrong with what is stored, or with the store: for the log.
    virtual void trouble(std::string_view what, Error const& error) = 0;

    /// Whether an activity exists.
    virtual bool has_activity(std::string_view arn) const = 0;
};

}  // namespace coworks::local::states
