#pragma once

#include <coworks/json.hpp>

namespace coworks::asl {

/// An error and its cause; null where there is none (a Fail state without them).
struct Failure {
    Json error;
    Json cause;
    /// States.Runtime of the data flow ends the execution at once, whatever is around the state.
    bool fatal = false;
    bool heartbeat = false;  ///< a States.Timeout that States.HeartbeatTimeout names as well
    bool final = false;      ///< of the catcher itself: neither retried nor caught again
};

}  // namespace coworks::asl
