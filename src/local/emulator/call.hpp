#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "aws/fault.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "json/text_of.hpp"
#include "net/header_fields.hpp"

namespace coworks::local::emulator {

/// One call of an operation, its request checked against the service's model, and who waits for the answer.
struct Call {
    Json request;
    std::function<void(aws::Outcome<Json>)> answer;  ///< to be called exactly once, in the event loop's thread
    std::function<bool()> abandoned;                 ///< whether the client has gone
    std::string request_id{};                        ///< of this call, as its answer tells it
    std::string trace_id{};                          ///< X-Amzn-Trace-Id as it came; may be empty
    /// What the answer's head has besides what the service's model says; nullptr where nobody would see it. To be
    /// filled before `answer` is called.
    std::shared_ptr<net::HeaderFields> headers{};

    /// A member's text; empty for one that is not there.
    std::string text(std::string_view member) const { return text_of(request[member]); }
    bool flag(std::string_view member) const {
        Json const& value = request[member];
        return value.is_bool() && value.as_bool();
    }
};

/// Seconds since 1970, to the millisecond, as AWS' JSON protocols write a time.
inline Json to_api(Clock::Time time) {
    auto const milliseconds = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return static_cast<double>(milliseconds.count()) / 1000.0;
}

/// Trouble of ours as the service's.
inline aws::Fault internal(Error const& error) {
    return aws::Fault::internal(error.text());
}

}  // namespace coworks::local::emulator
