#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <coworks/json.hpp>
#include <string>
#include <string_view>

namespace asl_cases {

using coworks::Json;

/// One connection to a service, one request at a time. Throws std::runtime_error where there is no answer in time.
class Connection {
public:
    Connection(std::string const& host, std::string const& port, std::chrono::seconds patience);

    /// An operation of the API: its response, or {"exception": {code, message}}.
    Json call(std::string_view operation, Json const& request);
    /// A POST that is not AWS'; the text of the response, which must be 200.
    std::string post(std::string_view target, std::string const& body);

private:
    struct Answer {
        unsigned status = 0;
        std::string body;
    };
    Answer post(std::string_view target, std::string_view operation, std::string const& body);
    /// Lets what was begun end.
    void run(std::string_view what);

    std::string host_;
    std::chrono::seconds patience_;
    boost::asio::io_context loop_;
    boost::beast::tcp_stream stream_{loop_};
    boost::system::error_code error_;
};

}  // namespace asl_cases
