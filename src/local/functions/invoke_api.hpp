#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "local/functions/functions_room.hpp"
#include "local/ports/logs.hpp"
#include "net/http_server.hpp"

namespace coworks::local::functions {

/// Lambda's own API, as far as a running function is concerned: Invoke, GetFunction, GetFunctionConfiguration and
/// ListFunctions, so that the AWS CLI and every SDK call local functions
/// (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html).
class InvokeApi {
public:
    static constexpr std::string_view kPrefix = "/2015-03-31/functions";

    InvokeApi(boost::asio::io_context& loop, FunctionsRoom& room, LogSink& logs, LogReader const& reader,
              Random& random, std::string region);

    /// A request whose path begins with kPrefix.
    void handle(net::HttpRequest const& request, net::HttpReply const& reply);
    /// Lambda's asynchronous invocation: two more tries if it fails, after one and two minutes. A function that is not
    /// there is called by nobody.
    void invoke_later(Invoke call);

private:
    void invoke(std::string_view name, net::HttpRequest const& request, net::HttpReply const& reply);
    void invoke_event(FunctionSpec const& spec, Invoke call, net::HttpReply const& reply);
    void try_event(std::string service, Invoke const& call, int tries);
    void answer(InvokeResult const& result, bool tail, std::string const& trace_id, net::HttpReply const& reply) const;

    boost::asio::io_context& loop_;
    FunctionsRoom& room_;
    LogSink& logs_;
    LogReader const& reader_;
    Random& random_;
    std::string region_;
};

}  // namespace coworks::local::functions
