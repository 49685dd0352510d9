#pragma once

#include <string>
#include <string_view>

#include "lambda/host_name.hpp"

namespace coworks::lambda {

/// Where a Runtime API is: AWS_LAMBDA_RUNTIME_API.
struct Endpoint {
    SocketAddress address;
    std::string authority;  ///< for Host
    std::string prefix;     ///< of every path, without a slash at its end
};

/// From "127.0.0.1:9001", as Lambda gives it, or what emulators do: a host's name, "[::1]:9001", a path that tells one
/// function from another ("localhost:9000/shop"), "http://" before it. The port is 80 if none is written.
Result<Endpoint> read_endpoint(std::string_view text);

}  // namespace coworks::lambda
