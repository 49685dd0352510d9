#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "local/emulator/data.hpp"
#include "local/emulator/retry.hpp"
#include "local/emulator/timers.hpp"
#include "local/functions/event_rows.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/logs.hpp"

namespace coworks::local::functions {

/// Lambda's asynchronous invocations: stored before they are acknowledged, called then, and tried again if they fail
/// (emulator/retry.hpp). What was under way when the process ended is called again: at least once, as Lambda does. One
/// thread: the event loop's.
class EventCalls {
public:
    /// All of it outlives this.
    struct Parts {
        emulator::Data& data;
        emulator::Timers& timers;
        Clock& clock;
        Functions& functions;
        LogSink& logs;
    };

    /// Brings the schema up to date; to be called before the data's begin().
    static Result<std::unique_ptr<EventCalls>> open(Parts parts, emulator::RetryPolicy policy = {});

    /// Takes up what the last process left.
    void begin();
    /// `done` hears when the event is safe, or why it could not be stored.
    void put(Invoke call, std::function<void(Result<void>)> done);
    /// Tries nothing more: it is tried again by the next process.
    void drain() noexcept { draining_ = true; }

    /// Events that wait for a try, or are under way.
    std::size_t pending() const noexcept { return pending_; }

private:
    EventCalls(Parts parts, emulator::RetryPolicy policy, PendingEvents left);
    void later(std::int64_t id, Clock::Time due);
    void read_and_try(std::int64_t id);
    void try_now(std::shared_ptr<EventCall> const& event);
    void ended(std::shared_ptr<EventCall> const& event, InvokeResult const& result);
    void forget(std::int64_t id);

    Parts parts_;
    emulator::RetryPolicy policy_;
    PendingEvents left_;  ///< until begin()
    std::int64_t last_id_;
    std::size_t pending_ = 0;
    bool draining_ = false;
};

}  // namespace coworks::local::functions
