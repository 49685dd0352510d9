#include "local/gateway/api_task.hpp"

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/verb.hpp>

#include "base/text.hpp"
#include "local/ports/http_task.hpp"

namespace coworks::local::gateway {

namespace {

namespace http = boost::beast::http;

constexpr std::string_view kErrorPrefix = "ApiGateway.";

/// Gives the gateway's answer back to the state.
class Asker final : public net::HttpReply::Receiver {
public:
    explicit Asker(std::function<void(IntegrationResult)> done) : done_(std::move(done)) {}
    void answer(std::uint64_t, net::HttpResponse response) override {
        auto const done = std::exchange(done_, nullptr);
        if (!done) return;
        auto const reason = http::obsolete_reason(http::int_to_status(response.status));
        done(http_task_result({.status = response.status,
                               .reason = {reason.data(), reason.size()},
                               .headers = response.headers,
                               .body = response.body},
                              kErrorPrefix));
    }
    bool abandoned() const noexcept override { return false; }
    std::string peer_address() const override { return "127.0.0.1"; }

private:
    std::function<void(IntegrationResult)> done_;
};

std::string text_of(Json const& arguments, std::string_view name) {
    Json const& value = arguments[name];
    return value.is_string() ? std::string(value.as_string()) : std::string();
}

/// What a header, a parameter of the query may be in an array.
std::string scalar(Json const& value) {
    return value.is_string() ? std::string(value.as_string()) : value.dump({.ecmascript_numbers = true});
}

bool is_of_this_project(std::string_view endpoint) {
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
            query += (query.empty() ? "?" : "&") + percent_encode(member.name()) + "=" + percent_encode(scalar(value));
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

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view name) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    auto const fits = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOthers.find(c) != std::string_view::npos;
    };
    return !name.empty() && std::ranges::all_of(name, fits);
}

/// The headers; false where they have not the form that Step Functions wants: a list of texts each.
bool set_headers(net::HttpRequest& request, Json const& headers) {
    if (headers.is_null()) return true;
    if (!headers.is_object()) return false;
    for (auto const& member : headers.members()) {
        if (!member.value.is_array() || !is_token(member.name())) return false;
        for (Json const& value : member.value.items()) {
            if (!value.is_string() || value.as_string().find_first_of("\r\n") != std::string_view::npos) return false;
            request.insert(std::string(member.name()), std::string(value.as_string()));
        }
    }
    return true;
}

/// The request that the gateway would have got, or why there is none.
tl::expected<net::HttpRequest, std::string> request_of(Json const& arguments) {
    std::string const endpoint = text_of(arguments, "ApiEndpoint");
    if (!is_of_this_project(endpoint))
        return tl::unexpected<std::string>(
            "The local cloud reaches the services of this project alone through ApiEndpoint: "
            "localhost:8000, or an API's host on AWS, which stands for it; not '" +
            endpoint + "'");
    net::HttpRequest request;
    std::string const method = text_of(arguments, "Method");
    request.method(http::string_to_verb(method));
    if (request.method() == http::verb::unknown) return tl::unexpected<std::string>("Method '" + method + "' is unknown");
    request.target(path_of(text_of(arguments, "Path")) + query_of(arguments["QueryParameters"]));
    request.version(11);
    if (!set_headers(request, arguments["Headers"]))
        return tl::unexpected<std::string>("[The value of the field 'Headers' has an invalid format]");
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

void ApiTask::call(IntegrationCall call, std::function<void(IntegrationResult)> done) {
    auto request = request_of(call.arguments);
    if (!request) return done(http_task_refused(std::move(request.error())));
    gateway_.handle(*std::move(request), net::HttpReply(std::make_shared<Asker>(std::move(done)), 1));
}

}  // namespace coworks::local::gateway
