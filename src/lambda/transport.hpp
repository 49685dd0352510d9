#pragma once

/// How a worker gets its invocations: Lambda's Runtime API, or the local cloud's channel beside it. Both mean the same.

#include <memory>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "net/channel.hpp"

namespace coworks::lambda {

class Transport {
public:
    virtual ~Transport() = default;

    /// Waits for the next invocation. Nothing where a signal or a second came in between: the caller looks at its flags
    /// and asks again. The texts are valid until respond. One thread.
    virtual Result<std::optional<net::Invocation>> next() = 0;
    /// Ends the invocation that next() gave. "too_large" leaves it open, so that a smaller outcome can be sent. May be
    /// called by another thread than next(), while that is busy elsewhere.
    virtual Result<void> respond(net::Outcome const& outcome) = 0;
    /// Instead of the first next(): the function can't start.
    virtual Result<void> fail_init(net::Outcome const& outcome) = 0;
};

/// From AWS_LAMBDA_RUNTIME_API (endpoint.hpp).
Result<std::unique_ptr<Transport>> runtime_api(std::string_view address);

/// The channel of COWORKS_CHANNEL; a failure to start goes through the Runtime API, which stands beside it.
Result<std::unique_ptr<Transport>> channel(std::string_view announcement, std::string_view runtime_api_address);

}  // namespace coworks::lambda
