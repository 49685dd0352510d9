#pragma once

#include <string_view>

namespace coworks::local {

/// Where the rooms of the local cloud write what services print. One thread: the event loop's.
class LogSink {
public:
    virtual ~LogSink() = default;
    /// One line, without its end. `request_id` is empty where no request was under way.
    virtual void line(std::string_view service, std::string_view request_id, std::string_view text) = 0;
};

}  // namespace coworks::local
