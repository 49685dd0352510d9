#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <coworks/json.hpp>
#include <optional>
#include <string_view>

#include "os/process.hpp"

namespace asl_cases {

using coworks::Json;

/// The service (service.hpp) in a process of its own, as a client sees it. Everything throws std::runtime_error if the
/// service does not answer.
class Client {
public:
    /// Starts it.
    Client();

    /// Begins anew, for a case.
    void begin(Json const& test_case) { post("/case", "", test_case.dump()); }
    /// Waits until nothing happens any more.
    void settle() { post("/settle", "", ""); }
    Json log() { return post("/log", "", ""); }
    /// An operation of the API: its response, or {"exception": {code, message}}.
    Json call(std::string_view operation, Json const& request);

private:
    Json post(std::string_view target, std::string_view operation, std::string const& body);

    coworks::os::Process process_;
    boost::asio::io_context loop_;
    boost::beast::tcp_stream stream_;
};

}  // namespace asl_cases
