#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::local {

/// Bytes of an event that Lambda takes for a call whose answer is waited for
/// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Invocation payload").
inline constexpr std::size_t kEventBytesMax = 6U << 20;

/// A call of a function, as Lambda's Invoke API takes it.
struct Invoke {
    std::string function;        ///< the service's name, or the function's (PROJECT-STAGE-SERVICE)
    std::string event;           ///< JSON
    std::string client_context;  ///< JSON, or empty
    std::string trace_id;        ///< X-Ray's header; what it lacks is made
    std::string request_id;      ///< one is made where it is empty
    bool tail = false;           ///< the result has the end of the call's log (API_Invoke, "LogType": "Tail")
    /// How long the caller waits in all: for a worker, and for its answer.
    std::chrono::milliseconds patience{std::chrono::minutes(15)};
};

/// How a call ended.
struct InvokeResult {
    enum class Kind {
        result,          ///< `payload` is what the function returned
        function_error,  ///< `payload` is {"errorMessage", "errorType"}; `handled` says whether the function itself
                         ///< said so
        throttled,       ///< all workers that the service may have are busy, or too many calls wait
        not_found,       ///< there is no such function
        expired,         ///< the caller's patience ended first
        stopped,         ///< the local cloud is shutting down
    };
    Kind kind = Kind::result;
    std::string payload;
    std::string error_type;
    bool handled = false;
    std::string request_id;
    std::string log_tail;  ///< the last 4 KB of the log, where the call asked for it
};

using InvokeDone = std::function<void(InvokeResult)>;
/// Asked before a waiting call is given to a worker: a caller that has gone costs nothing.
using Abandoned = std::function<bool()>;

/// What other rooms of the local cloud see of the functions. One thread: the event loop's.
class Functions {
public:
    virtual ~Functions() = default;
    /// Calls `done` exactly once, from the event loop, possibly before this returns; never for a call that was
    /// abandoned before a worker began it.
    virtual void invoke(Invoke call, InvokeDone done, Abandoned abandoned) = 0;
    virtual std::vector<std::string> names() const = 0;
    /// Whether there is a function of that name, or of that service's.
    virtual bool has(std::string_view function) const = 0;
};

}  // namespace coworks::local
