#include "local/gateway/gateway.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>

#include "base/text.hpp"
#include "base/trace_id.hpp"
#include "local/gateway/cors.hpp"
#include "local/gateway/rest_answer.hpp"
#include "local/gateway/rest_event.hpp"

namespace coworks::local::gateway {

namespace http = boost::beast::http;

Gateway::Gateway(Functions& functions, Random& random, LogSink& logs, GatewayOptions options)
    : functions_(functions), random_(random), logs_(logs), options_(std::move(options)) {}

void Gateway::put(std::string const& service, std::optional<interface::Interface> interface) {
    decisions_.forget(service);
    Service& made = services_[service];
    made.interface = std::move(interface);
    made.router = made.interface ? std::make_unique<interface::Router>(made.interface->entries) : nullptr;
}

void Gateway::remove(std::string const& service) {
    decisions_.forget(service);
    services_.erase(service);
}

void Gateway::handle(net::HttpRequest request, net::HttpReply reply) {
    auto const exchange = std::make_shared<Exchange>();
    exchange->reply = std::move(reply);
    exchange->request_id = random_.uuid();
    exchange->origin = request[http::field::origin];
    std::string_view target = request.target();
    target = target.substr(0, target.find('#'));
    auto const question = target.find('?');
    std::string_view const path = target.substr(0, question);
    if (question != std::string_view::npos) exchange->query = target.substr(question + 1);
    // A URL is ASCII (RFC 3986 section 2); UTF-8 is let through, because curl sends what is typed.
    if (!path.starts_with('/') || !is_utf8(target) || !well_encoded(path) || !is_text_query(exchange->query)) {
        return answer(*exchange, gateway_error(400, "Bad Request: the URL is malformed", "BadRequestException"));
    }
    auto const slash = path.find('/', 1);
    exchange->service = path.substr(1, slash == std::string_view::npos ? slash : slash - 1);
    exchange->path = slash == std::string_view::npos ? "/" : path.substr(slash);
    exchange->request = std::move(request);

    auto const found = services_.find(exchange->service);
    if (found == services_.end())
        return answer(*exchange, gateway_error(404, unknown_service(exchange->service), "NotFoundException"));
    if (preflight(*exchange)) {
        std::string_view const method = exchange->request[http::field::access_control_request_method];
        return answer(*exchange, preflight_answer(*options_.cors, exchange->origin, method));
    }
    if (needs_decision(found->second, *exchange)) return decide(exchange);
    dispatch(exchange, nullptr);
}

std::string Gateway::unknown_service(std::string_view name) const {
    std::string names;
    for (auto const& [service, ignored] : services_)
        names += (names.empty() ? "/" : ", /") + service + "/";
    return name.empty() ? "The services of this project are: " + names
                        : fmt::format("There is no service '{}'; there are: {}", name, names);
}

bool Gateway::preflight(Exchange const& exchange) const {
    return options_.cors && !exchange.origin.empty() && exchange.request.method() == http::verb::options &&
           exchange.request.count(http::field::access_control_request_method) > 0;
}

// --- Access
// ------------------------------------------------------------------------------------------------------------

bool Gateway::needs_decision(Service const& service, Exchange const& exchange) const {
    if (!service.interface || !service.interface->has_authorizer) return false;
    // Questions before a request carry no token.
    if (exchange.request.method() == http::verb::options) return false;
    auto const verb = interface::verb_of(exchange.request.method_string());
    auto const segments = interface::split_path(exchange.path);
    return !segments || !service.router->find(verb, *segments).is_open;
}

std::string Gateway::method_arn(Exchange const& exchange) const {
    std::string_view const method = exchange.request.method_string();
    return options_.place.arn("execute-api", fmt::format("local/{}/{}{}", options_.stage, method, exchange.path));
}

void Gateway::decide(ExchangePtr const& exchange) {
    std::string const token(exchange->request[http::field::authorization]);
    if (token.empty()) return answer(*exchange, gateway_error(401, "Unauthorized", "UnauthorizedException"));
    auto const now = std::chrono::steady_clock::now();
    if (auto const kept = decisions_.find(exchange->service, token, now)) return decided(exchange, kept);

    // As in the event of a request: a header may hold any byte, and JSON may not.
    Json const event =
        Json::object({{"type", "TOKEN"}, {"authorizationToken", to_utf8(token)}, {"methodArn", method_arn(*exchange)}});
    functions_.invoke(
        {.function = exchange->service, .event = event.dump(), .patience = options_.timeout},
        [this, exchange, token](InvokeResult result) {
            std::optional<Decision> decision;
            if (result.kind == InvokeResult::Kind::result) {
                try {
                    decision = Decision::from(Json::parse(result.payload));
                } catch (JsonError const&) {
                    decision = std::nullopt;
                }
            } else if (result.payload.find("\"Unauthorized\"") != std::string::npos) {
                return answer(*exchange, gateway_error(401, "Unauthorized", "UnauthorizedException"));
            }
            if (!decision) {
                if (result.kind == InvokeResult::Kind::result)
                    explain(*exchange, "the authorizer's answer is no policy: " + result.payload);
                return answer(*exchange,
                              gateway_error(500, "Internal server error", "AuthorizerConfigurationException"));
            }
            auto const shared = std::make_shared<Decision const>(std::move(*decision));
            decisions_.keep(exchange->service, token, shared, std::chrono::steady_clock::now());
            decided(exchange, shared);
        },
        [exchange] { return exchange->reply.abandoned(); });
}

void Gateway::decided(ExchangePtr const& exchange, std::shared_ptr<Decision const> const& decision) {
    if (!decision->allows(method_arn(*exchange))) {
        return answer(*exchange,
                      gateway_error(403, "User is not authorized to access this resource", "AccessDeniedException"));
    }
    dispatch(exchange, &decision->authorizer());
}

// --- The function
// ----------------------------------------------------------------------------------------------------------

void Gateway::dispatch(ExchangePtr const& exchange, Json const* authorizer) {
    std::string const source = exchange->reply.peer_address();
    auto const now = std::chrono::system_clock::now();
    std::string trace = request_trace(exchange->request["X-Amzn-Trace-Id"], random_, now);
    Invoke call{.function = exchange->service,
                .event = rest_event(exchange->request, {.service = exchange->service,
                                                        .account = options_.place.account,
                                                        .stage = options_.stage,
                                                        .request_id = exchange->request_id,
                                                        .source_ip = source,
                                                        .trace = trace,
                                                        .path = exchange->path,
                                                        .query = exchange->query,
                                                        .time = now,
                                                        .authorizer = authorizer}),
                .trace_id = std::move(trace),
                .request_id = exchange->request_id,
                .patience = options_.timeout};
    if (call.event.size() > kEventBytesMax)
        return answer(*exchange, gateway_error(413, "Request Too Long", "RequestTooLargeException"));
    exchange->request.body().clear();
    functions_.invoke(
        std::move(call), [this, exchange](InvokeResult result) { finish(*exchange, result); },
        [exchange] { return exchange->reply.abandoned(); });
}

void Gateway::finish(Exchange const& exchange, InvokeResult const& result) const {
    switch (result.kind) {
        case InvokeResult::Kind::result: {
            auto response = rest_answer(result.payload);
            if (response) return answer(exchange, std::move(*response));
            explain(exchange, "malformed Lambda proxy response: " + response.error());
            return answer(exchange, gateway_error(502, "Internal server error", "InternalServerErrorException"));
        }
        case InvokeResult::Kind::function_error:
            // Of a crash or a timeout the log knows already.
            if (result.handled) explain(exchange, "the function failed: " + result.payload);
            return answer(exchange, gateway_error(502, "Internal server error", "InternalServerErrorException"));
        case InvokeResult::Kind::throttled:
            return answer(exchange, gateway_error(500, "Internal server error", "InternalServerErrorException"));
        case InvokeResult::Kind::not_found:
            return answer(exchange, gateway_error(404, unknown_service(exchange.service), "NotFoundException"));
        case InvokeResult::Kind::expired:
            return answer(exchange, gateway_error(504, "Endpoint request timed out", "IntegrationTimeoutException"));
        case InvokeResult::Kind::stopped:
            return answer(exchange, gateway_error(503, "Service Unavailable", "ServiceUnavailableException"));
    }
}

void Gateway::explain(Exchange const& exchange, std::string_view text) const {
    constexpr std::size_t kBytesMax = 1000;  // some lines of a terminal
    std::string line = to_utf8(text.substr(0, kBytesMax)) + (text.size() > kBytesMax ? "…" : "");
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    logs_.line(exchange.service, exchange.request_id, line);
}

void Gateway::answer(Exchange const& exchange, net::HttpResponse response) const {
    complete(response, exchange.request_id, exchange.origin);
    exchange.reply(std::move(response));
}

void Gateway::complete(net::HttpResponse& response, std::string const& request_id, std::string_view origin) const {
    if (!net::has_header(response.headers, "x-amzn-requestid"))
        response.headers.emplace_back("x-amzn-requestid", request_id);
    if (options_.cors && !origin.empty() && !net::has_header(response.headers, "access-control-allow-origin"))
        add_cors(response, *options_.cors, origin);
}

void Gateway::complete_refusal(net::HttpRequest const& head, net::HttpResponse& response) {
    complete(response, random_.uuid(), head[http::field::origin]);
}

}  // namespace coworks::local::gateway
