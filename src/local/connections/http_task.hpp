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
    std::function<void()> call(IntegrationCall call, std::function<void(IntegrationResult)> done) override;

private:
    using Done = std::function<void(IntegrationResult)>;
    /// A call under way. `done` is empty once it has ended, or was cut.
    struct Job {
        Connection const& connection;
        net::ClientRequest order;
        Done done;
        std::function<void()> cut{};  ///< its request, if there is one

        void end(IntegrationResult result);
    };
    using JobPtr = std::shared_ptr<Job>;
    struct Token {
        std::string value;
        std::chrono::steady_clock::time_point good_until;
    };

    Connection const* find(std::string_view arn) const;
    tl::expected<JobPtr, IntegrationResult> job(IntegrationCall const& call) const;
    void authorize(JobPtr const& job);
    void wait_for_token(OAuth const& oauth, JobPtr const& job);
    void token_came(std::string const& connection, Result<net::HttpAnswer> const& answer);
    void send(JobPtr const& job);

    net::HttpClient client_;
    std::vector<Connection> connections_;
    std::string region_;
    Now now_;
    std::map<std::string, Token, std::less<>> tokens_;  ///< by the connection's name
    /// By the connection's name: those who wait for the token that is being fetched for all of them.
    std::map<std::string, std::vector<JobPtr>, std::less<>> fetching_;
};

}  // namespace coworks::local::connections
