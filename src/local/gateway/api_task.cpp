#include "local/gateway/api_task.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>

#include "base/http_text.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"
#include "local/ports/http_task.hpp"
#include "net/reason_phrase.hpp"

namespace coworks::local::gateway {

namespace {

namespace http = boost::beast::http;

constexpr std::string_view kErrorPrefix = "ApiGateway.";
/// connect-api-gateway.html, "Request format".
constexpr auto kMethods = std::to_array<std::string_view>({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"});
constexpr auto kAuthTypes = std::to_array<std::string_view>({"NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"});
/// A domain's name (RFC 1035 section 2.3.4) and a port.
constexpr std::size_t kEndpointBytesMax = 253 + 6;

/// Gives the gateway's answer back to the state.
class Caller final : public net::HttpReply::Receiver {
public:
    explicit Caller(std::function<void(IntegrationResult)> done) : done_(std::move(done)) {}
    void answer(std::uint64_t, net::HttpResponse response) override {
        auto const done = std::exchange(done_, nullptr);
        if (!done) return;
        done(http_task_result({.status = response.status,
                               .reason = std::string(net::reason_phrase(response.status)),
                               .headers = response.headers,
                               .body = response.body},
                              kErrorPrefix));
    }
    bool abandoned() const noexcept override { return !done_; }
    void leave() { done_ = nullptr; }
    std::string peer_address() const override { return "127.0.0.1"; }

private:
    std::function<void(IntegrationResult)> done_;
};

bool is_of_this_project(std::string_view endpoint) {
    if (endpoint.size() > kEndpointBytesMax) return false;
    std::string_view const host =
        endpoint.substr(0, endpoint.find_last_of(':') == std::string_view::npos || endpoint.ends_with(']')
                               ? endpoint.size()
                               : endpoint.find_last_of(':'));
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]" ||
           host.find(".execute-api.") != std::string_view::npos;
}

std::string query_of(Json const& parameters) {
    std::string query;
    if (!parameters.is_object()) return query;
    for (auto const& member : parameters.members()) {
        auto const add = [&](Json const& value) {
            query +=
                (query.empty() ? "?" : "&") + percent_encode(member.name()) + "=" + percent_encode(plain_text(value));
        };
        if (!member.value.is_array()) {
            add(member.value);
            continue;
        }
        for (Json const& value : member.value.items())
            add(value);
    }
    return query;
}

/// A path that the request line can hold: what is there percent-encoded stays so.
std::string path_of(std::string path) {
    if (!path.starts_with('/')) path.insert(0, "/");
    return percent_encode(path, "/%!$&'()*+,;=:@");
}

/// connect-api-gateway.html, the note on headers that are "not currently permitted".
bool is_reserved_header(std::string_view name) {
    constexpr auto kPrefixes = std::to_array<std::string_view>({"X-Forwarded", "X-Amz"});
    constexpr auto kNames = std::to_array<std::string_view>(
        {"Authorization", "Connection", "Content-md5", "Expect", "Host", "Max-Forwards", "Proxy-Authenticate", "Server",
         "TE", "Transfer-Encoding", "Trailer", "Upgrade", "Via", "Www-Authenticate"});
    auto const begins = [&](std::string_view prefix) {
        return equals_ignoring_case(name.substr(0, prefix.size()), prefix);
    };
    return std::ranges::any_of(kPrefixes, begins) ||
           std::ranges::any_of(kNames, [&](std::string_view each) { return equals_ignoring_case(name, each); });
}

/// Why these headers can't be sent, or nothing, and they are in the request. Step Functions wants a list of texts each.
std::string set_headers(net::HttpRequest& request, Json const& headers) {
    constexpr char const* kBadForm = "[The value of the field 'Headers' has an invalid format]";
    if (headers.is_null()) return {};
    if (!headers.is_object()) return kBadForm;
    for (auto const& member : headers.members()) {
        std::string const name(member.name());
        if (is_reserved_header(name)) return "The header '" + name + "' can't be set by a call of API Gateway";
        if (!member.value.is_array() || !is_token(name)) return kBadForm;
        for (Json const& value : member.value.items()) {
            if (!value.is_string() || value.as_string().find_first_of("\r\n") != std::string_view::npos)
                return kBadForm;
            if (std::max(name.size(), value.as_string().size()) > net::kHeaderTextBytesMax)
                return "The header '" + name.substr(0, 100) + "' is longer than " +
                       std::to_string(net::kHeaderTextBytesMax) + " bytes";
            request.insert(name, std::string(value.as_string()));
        }
    }
    return {};
}

/// The request that the gateway would have got, or why there is none.
tl::expected<net::HttpRequest, std::string> request_of(Json const& arguments) {
    std::string const endpoint = text_of(arguments["ApiEndpoint"]);
    if (!is_of_this_project(endpoint))
        return tl::unexpected<std::string>(
            "The local cloud reaches the services of this project alone through ApiEndpoint: "
            "localhost:8000, or an API's host on AWS, which stands for it; not '" +
            endpoint.substr(0, kEndpointBytesMax) + "'");
    net::HttpRequest request;
    std::string const method = text_of(arguments["Method"]);
    if (std::ranges::find(kMethods, method) == kMethods.end())
        return tl::unexpected<std::string>("Method is GET, POST, PUT, DELETE, PATCH, HEAD or OPTIONS, not '" + method +
                                           "'");
    request.method(http::string_to_verb(method));
    std::string const auth = text_of(arguments["AuthType"]);
    if (!auth.empty() && std::ranges::find(kAuthTypes, auth) == kAuthTypes.end())
        return tl::unexpected<std::string>("AuthType is NO_AUTH, IAM_ROLE or RESOURCE_POLICY, not '" + auth + "'");
    request.target(path_of(text_of(arguments["Path"])) + query_of(arguments["QueryParameters"]));
    request.version(11);
    if (std::string why = set_headers(request, arguments["Headers"]); !why.empty())
        return tl::unexpected<std::string>(std::move(why));
    request.set(http::field::host, endpoint);
    Json const& body = arguments["RequestBody"];
    if (!body.is_null()) {
        request.body() = body.dump();
        if (request.count(http::field::content_type) == 0) request.set(http::field::content_type, "application/json");
    }
    request.prepare_payload();
    return request;
}

}  // namespace

bool ApiTask::offers(std::string_view service, std::string_view action) const {
    return service == "apigateway" && action == "invoke";
}

std::function<void()> ApiTask::call(IntegrationCall call, std::function<void(IntegrationResult)> done) {
    auto request = request_of(call.arguments);
    if (!request) {
        done(http_task_refused(std::move(request.error())));
        return [] {};
    }
    auto const caller = std::make_shared<Caller>(std::move(done));
    gateway_.handle(*std::move(request), net::HttpReply(caller, 1));
    return [left = std::weak_ptr(caller)] {
        if (auto const waiting = left.lock()) waiting->leave();
    };
}

}  // namespace coworks::local::gateway
