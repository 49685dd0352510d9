#pragma once

/// HTTP as the protocols of AWS' services see it, whoever carries it.

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks::aws::protocol {

struct Header {
    std::string_view name;  ///< compared without case
    std::string_view value;
};

/// A request; views, valid during the call.
struct Request {
    std::string_view method;
    std::string_view target;  ///< path and query, as they came
    std::span<Header const> headers;
    std::string_view body;

    /// The first header of that name; empty without one.
    std::string_view header(std::string_view name) const noexcept;
};

struct Response {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

}  // namespace coworks::aws::protocol
