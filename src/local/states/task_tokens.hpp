#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace coworks::local::states {

/// What became of a worker's word about a task.
enum class TokenAnswer {
    accepted,
    malformed,  ///< no token of this service
    unknown,    ///< a token of a task that never was
    over,       ///< the task has ended, timed out, or its execution has
};

/// A task of an activity, handed to a worker.
struct ActivityTask {
    std::string token;
    Json input;
};

/// The tasks that workers outside answer: those of .waitForTaskToken, and activities. One thread: the event loop's.
/// Errors are those of store::Database.
class TaskTokens {
public:
    using Done = std::function<void(Result<TokenAnswer>)>;

    virtual ~TaskTokens() = default;
    /// `done` is called once, when the answer is safe.
    virtual void succeed(std::string token, Json output, Done done) = 0;
    virtual void fail(std::string token, Json error, Json cause, Done done) = 0;
    virtual void heartbeat(std::string token, Done done) = 0;

    /// Waits for a task of an activity: `done` gets the next one (at most one, once its beginning is safe), unless
    /// `abandoned` says by then that nobody waits any more: then it is never called, and no task is given away.
    virtual void poll(std::string activity_arn, std::string worker_name, std::function<void(ActivityTask)> done,
                      std::function<bool()> abandoned) = 0;
};

}  // namespace coworks::local::states
