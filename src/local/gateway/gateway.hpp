#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "aws/place.hpp"
#include "base/random.hpp"
#include "interface/router.hpp"
#include "local/gateway/decisions.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/logs.hpp"
#include "net/http_server.hpp"
#include "project/project.hpp"

namespace coworks::local::gateway {

struct GatewayOptions {
    std::string stage = "dev";
    aws::Place place{};
    std::optional<project::Cors> cors{};
    /// How long a client waits for the function, or its authorizer: the default, and the most that a REST API may have
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html, "Integration timeout").
    std::chrono::milliseconds timeout = std::chrono::seconds(29);
};

/// The HTTP side of every service, as API Gateway's REST APIs do it: `/SERVICE/…` becomes the proxy event of `/…`, what
/// the function returns becomes the answer. Event loop's thread alone.
class Gateway {
public:
    /// What a client must not hear of a 502 or 500, its service's log does, as API Gateway's log on AWS.
    Gateway(Functions& functions, Random& random, LogSink& logs, GatewayOptions options);

    /// A service and its interface; without one (a function in another language) every route is the function's own
    /// affair.
    void put(std::string const& service, std::optional<interface::Interface> interface);
    void remove(std::string const& service);
    void handle(net::HttpRequest request, net::HttpReply reply);
    /// Adds to a refusal of the server's what all answers of the gateway carry: a request id, and what a page of the
    /// project's origins must see to read it.
    void complete_refusal(net::HttpRequest const& head, net::HttpResponse& response);

private:
    struct Service {
        std::optional<interface::Interface> interface;
        std::unique_ptr<interface::Router> router;
    };
    /// A request on its way.
    struct Exchange {
        net::HttpRequest request;
        net::HttpReply reply;
        std::string service;
        std::string path;
        std::string query;
        std::string request_id;
        std::string origin;
    };
    using ExchangePtr = std::shared_ptr<Exchange>;

    bool preflight(Exchange const& exchange) const;
    bool needs_decision(Service const& service, Exchange const& exchange) const;
    void decide(ExchangePtr const& exchange);
    void decided(ExchangePtr const& exchange, std::shared_ptr<Decision const> const& decision);
    void dispatch(ExchangePtr const& exchange, Json const* authorizer);
    void finish(Exchange const& exchange, InvokeResult const& result) const;
    void answer(Exchange const& exchange, net::HttpResponse response) const;
    void explain(Exchange const& exchange, std::string_view text) const;
    void complete(net::HttpResponse& response, std::string const& request_id, std::string_view origin) const;
    std::string method_arn(Exchange const& exchange) const;
    std::string unknown_service(std::string_view name) const;

    Functions& functions_;
    Random& random_;
    LogSink& logs_;
    GatewayOptions options_;
    std::map<std::string, Service, std::less<>> services_;
    Decisions decisions_;
};

}  // namespace coworks::local::gateway
