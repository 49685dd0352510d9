#include "local/gateway/rest_event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <vector>

#include "base/base64.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"

namespace coworks::local::gateway {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

void append_string(std::string& out, std::string_view text) {
    // Headers may hold any byte; what is not UTF-8 becomes U+FFFD, as it does in JSON that AWS makes.
    if (is_utf8(text)) {
        Json(text).dump_to(out);
    } else {
        Json(to_utf8(text)).dump_to(out);
    }
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
    out += '"';
    out += name;
    out += "\":";
    append_string(out, value);
    out += ',';
}

/// The time as API Gateway's requestTime has it, which is the Common Log Format's: "10/Oct/2000:13:55:36 +0000".
std::string log_time(std::chrono::system_clock::time_point time) {
    constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const midnight = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(midnight);
    std::chrono::hh_mm_ss const clock(std::chrono::floor<std::chrono::seconds>(time - midnight));
    return fmt::format("{:02}/{}/{:04}:{:02}:{:02}:{:02} +0000", unsigned{date.day()},
                       kMonths[unsigned{date.month()} - 1], int{date.year()}, clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

bool by_name(Pair const& a, Pair const& b) {
    return a.first < b.first;
}

/// The last value of each name, and all values of each name, as two objects with sorted names; null where there are
/// none.
void append_pairs(std::string& out, std::string_view single, std::string_view multi, std::vector<Pair> pairs) {
    out += fmt::format("\"{}\":", single);
    std::string all = fmt::format(",\"{}\":", multi);
    if (pairs.empty()) {
        out += "null" + all + "null,";
        return;
    }
    // Insertion keeps the order of equal names and needs no memory; a request has few of them. (std::stable_sort of g++
    // 12's library uses what clang 19 warns of.)
    for (auto at = pairs.begin(); at != pairs.end(); ++at)
        std::rotate(std::upper_bound(pairs.begin(), at, *at, by_name), at, at + 1);
    char open = '{';
    for (auto group = pairs.begin(); group != pairs.end();) {
        auto const end =
            std::find_if(group, pairs.end(), [group](Pair const& each) { return each.first != group->first; });
        out += open;
        all += open;
        open = ',';
        append_string(out, group->first);
        out += ':';
        append_string(out, std::prev(end)->second);
        append_string(all, group->first);
        all += ":[";
        for (char const* comma = ""; group != end; ++group, comma = ",") {
            all += comma;
            append_string(all, group->second);
        }
        all += ']';
    }
    out += '}';
    out += all;
    out += "},";
}

/// Types whose bodies are text; everything else travels as base64, as with a REST API's binary media type */*.
bool is_text(std::string_view content_type) {
    namespace beast = boost::beast;
    auto const type = content_type.substr(0, content_type.find(';'));
    return type.empty() || equals_ignoring_case(type.substr(0, 5), "text/") ||
           equals_ignoring_case(type, "application/json") ||
           equals_ignoring_case(type, "application/x-www-form-urlencoded") ||
           equals_ignoring_case(type, "application/xml") || equals_ignoring_case(type, "application/javascript") ||
           type.ends_with("+json") || type.ends_with("+xml");
}

void append_body(std::string& out, net::HttpRequest const& request) {
    if (request.body().empty()) {
        out += "\"body\":null,\"isBase64Encoded\":false}";
        return;
    }
    auto const type = request[boost::beast::http::field::content_type];
    if (is_text(type) && is_utf8(request.body())) {
        append_member(out, "body", request.body());
        out += "\"isBase64Encoded\":false}";
    } else {
        out += "\"body\":\"" + base64_encode(request.body()) + "\",\"isBase64Encoded\":true}";
    }
}

/// The address by which the client called, without its port.
std::string_view host_of(net::HttpRequest const& request) {
    std::string_view const host = request[boost::beast::http::field::host];
    auto const bracket = host.find(']');
    auto const name = host.substr(0, host.find(':', bracket == std::string_view::npos ? 0 : bracket));
    return name.empty() ? "localhost" : name;
}

/// The port of that address; HTTP's own where it names none.
std::string_view port_of(net::HttpRequest const& request) {
    std::string_view const host = request[boost::beast::http::field::host];
    auto const colon = host.rfind(':');
    bool const has_port = colon != std::string_view::npos && colon + 1 < host.size() && !host.ends_with(']');
    return has_port ? host.substr(colon + 1) : "80";
}

std::string_view resource_of(std::string_view path) {
    return path == "/" ? "/" : "/{proxy+}";
}

/// Headers that the gateway says itself.
bool is_gateways(std::string_view name) {
    if (name.size() < 15 || lower_case(name[0]) != 'x') return false;
    return equals_ignoring_case(name, "X-Forwarded-For") || equals_ignoring_case(name, "X-Forwarded-Port") ||
           equals_ignoring_case(name, "X-Forwarded-Proto") || equals_ignoring_case(name, "X-Amzn-Trace-Id");
}

void append_headers(std::string& out, net::HttpRequest const& request, RestContext const& context) {
    std::vector<Pair> headers;
    std::string forwarded;
    for (auto const& field : request) {
        std::string_view const name = field.name_string();
        if (!is_gateways(name)) {
            headers.emplace_back(name, field.value());
        } else if (equals_ignoring_case(name, "X-Forwarded-For")) {
            forwarded += field.value();
            forwarded += ", ";
        }
    }
    forwarded += context.source_ip;
    headers.emplace_back("X-Forwarded-For", forwarded);
    headers.emplace_back("X-Forwarded-Port", port_of(request));
    headers.emplace_back("X-Forwarded-Proto", "http");
    headers.emplace_back("X-Amzn-Trace-Id", context.trace);
    append_pairs(out, "headers", "multiValueHeaders", std::move(headers));
}

void append_context(std::string& out, net::HttpRequest const& request, RestContext const& context) {
    std::string_view const method = request.method_string();
    auto const agent = request[boost::beast::http::field::user_agent];
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(context.time.time_since_epoch()).count();
    out += R"("requestContext":{)";
    append_member(out, "accountId", context.account);
    out += R"("apiId":"local","resourceId":"local",)";
    append_member(out, "stage", context.stage);
    append_member(out, "requestId", context.request_id);
    append_member(out, "extendedRequestId", context.request_id);
    append_member(out, "resourcePath", resource_of(context.path));
    out += "\"protocol\":\"HTTP/1.1\",";
    auto const domain = host_of(request);
    append_member(out, "domainName", domain);
    append_member(out, "domainPrefix", domain.substr(0, domain.find('.')));
    append_member(out, "httpMethod", method);
    out += "\"path\":";
    // As it was asked for: on AWS with the stage, or below a custom domain, as here, with the path mapped to the API.
    append_string(out, fmt::format("/{}{}", context.service, context.path));
    out += fmt::format(",\"requestTimeEpoch\":{},\"requestTime\":\"{}\",", ms, log_time(context.time));
    if (context.authorizer != nullptr) {
        out += "\"authorizer\":";
        context.authorizer->dump_to(out);
        out += ',';
    }
    out += "\"identity\":{";
    append_member(out, "sourceIp", context.source_ip);
    out += "\"userAgent\":";
    if (agent.empty()) {
        out += "null}},";
    } else {
        append_string(out, agent);
        out += "}},";
    }
}

}  // namespace

bool well_encoded(std::string_view path) {
    std::string ignored;
    return path.find('%') == std::string_view::npos || percent_decode(path, ignored);
}

bool is_text_query(std::string_view query) {
    std::string decoded;
    return query.find('%') == std::string_view::npos || (percent_decode(query, decoded) && is_utf8(decoded));
}

std::string rest_event(net::HttpRequest const& request, RestContext const& context) {
    std::string out;
    out.reserve(1024 + request.body().size() * 2);
    std::string_view const method = request.method_string();
    out += '{';
    append_member(out, "resource", resource_of(context.path));
    append_member(out, "path", context.path);
    append_member(out, "httpMethod", method);
    append_headers(out, request, context);
    auto const query = read_query(context.query).value_or(QueryFields());
    append_pairs(out, "queryStringParameters", "multiValueQueryStringParameters", {query.begin(), query.end()});
    auto const proxy = context.path.substr(std::min<std::size_t>(1, context.path.size()));
    if (proxy.empty()) {
        out += "\"pathParameters\":null,";
    } else {
        out += "\"pathParameters\":{\"proxy\":";
        append_string(out, proxy);
        out += "},";
    }
    out += "\"stageVariables\":null,";
    append_context(out, request, context);
    append_body(out, request);
    return out;
}

}  // namespace coworks::local::gateway
