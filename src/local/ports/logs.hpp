#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace coworks::local {

/// Where the rooms of the local cloud write what services print. One thread: the event loop's.
class LogSink {
public:
    virtual ~LogSink() = default;
    /// One line, without its end. `request_id` is empty where no request was under way.
    virtual void line(std::string_view service, std::string_view request_id, std::string_view text) = 0;
};

/// Where they read them again.
class LogReader {
public:
    virtual ~LogReader() = default;
    /// The last lines of one request, `bytes_max` bytes at most.
    virtual std::string tail(std::string_view request_id, std::size_t bytes_max) const = 0;
};

}  // namespace coworks::local
