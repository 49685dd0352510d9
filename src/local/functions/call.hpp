#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "local/ports/functions.hpp"

namespace coworks::local::functions {

using Time = std::chrono::steady_clock::time_point;

/// One call on its way through a pool: waiting, with a worker, done.
struct Call {
    Invoke invoke;
    InvokeDone done;  ///< empty once it was called
    Abandoned abandoned;
    Time queued;

    Time deadline() const { return queued + invoke.patience; }
    /// Whether nobody waits for it any more.
    bool is_abandoned() const { return abandoned && abandoned(); }
    /// Tells the caller; a second end is of no consequence.
    void finish(InvokeResult result) {
        if (!done) return;
        result.request_id = invoke.request_id;
        std::exchange(done, nullptr)(std::move(result));
    }
};

using CallPtr = std::unique_ptr<Call>;

}  // namespace coworks::local::functions
