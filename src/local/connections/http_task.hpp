#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "local/connections/connection.hpp"
#include "local/ports/integrations.hpp"
#include "net/client/http_client.hpp"

namespace coworks::local::connections {

/// `arn:aws:states:::http:invoke`: calls over HTTPS through the connections of the project
/// (https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html). Errors: States.Http.StatusCode.N;
/// States.Http.Socket where there was no whole answer within 60 s; States.DataLimitExceeded; States.Runtime for a
/// request or an answer that an HTTP Task doesn't know; Events.ConnectionResource.… where the connection is not there
/// or can't be used. The event loop's thread alone.
class HttpTask final : public Integration {
public:
    /// `clock_now` says when a token has expired.
    using Now = std::function<std::chrono::steady_clock::time_point()>;
    HttpTask(boost::asio::io_context& loop, std::vector<Connection> connections, std::string region,
             Now now = std::chrono::steady_clock::now);

    bool offers(std::string_view service, std::string_view action) const override;
    void call(IntegrationCall call, std::function<void(IntegrationResult)> done) override;

private:
    using Done = std::function<void(IntegrationResult)>;
    struct Token {
        std::string value;
        std::chrono::steady_clock::time_point good_until;
    };

    Connection const* find(std::string_view arn) const;
    void authorize(Connection const& connection, net::HttpOrder order, Done done);
    void fetch_token(Connection const& connection, OAuth const& oauth, net::HttpOrder order, Done done);
    void send(Connection const& connection, net::HttpOrder order, Done const& done);

    net::HttpClient client_;
    std::vector<Connection> connections_;
    std::string region_;
    Now now_;
    std::map<std::string, Token, std::less<>> tokens_;  ///< by the connection's name
};

}  // namespace coworks::local::connections
