#include "lambda/http_event.hpp"

#include <algorithm>
#include <map>

#include "base/base64.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"
#include "lambda/authorizer.hpp"
#include "lambda/event_kind.hpp"

namespace coworks::lambda {
namespace {

void add_values(NamedValues& out, Json const& multiple, Json const& single) {
    if (multiple.is_object()) {
        for (auto const& member : multiple.members()) {
            if (!member.value.is_array()) continue;
            for (auto const& value : member.value.items())
                out.emplace_back(std::string(member.name()), std::string(text_of(value)));
        }
        return;
    }
    if (!single.is_object()) return;
    for (auto const& member : single.members())
        out.emplace_back(std::string(member.name()), std::string(text_of(member.value)));
}

/// HTTP APIs put a named stage before the path, in both formats; REST APIs don't.
std::string without_stage(std::string_view path, std::string_view stage) {
    if (!stage.empty() && stage != "$default" && path.starts_with('/') && path.substr(1).starts_with(stage)) {
        auto const rest = path.substr(1 + stage.size());
        if (rest.empty()) return "/";
        if (rest.front() == '/') return std::string(rest);
    }
    return std::string(path);
}

void read_body(HttpEvent& out, Json const& event) {
    std::string body(text_of(event["body"]));
    if (event["isBase64Encoded"].is_bool() && event["isBase64Encoded"].as_bool()) {
        auto decoded = base64_decode(body);
        if (!decoded) {
            out.broken = "the body is not the base64 that the event says";
            return;
        }
        body = std::move(*decoded);
    }
    out.request.body = Bytes(std::move(body));
}

void read_decision(HttpEvent& out, Json const& authorizer) {
    if (text_of(authorizer[kDecisionMark]) != kDecisionValue) return;
    out.is_decided = true;
    out.principal = text_of(authorizer["principalId"]);
    try {
        Json claims = Json::parse(text_of(authorizer["claims"]), {.depth_max = 64});
        if (claims.is_object()) out.claims = std::move(claims);
    } catch (JsonError const&) {
        // Made by our own authorizer, so this was shortened on the way; the decision stands without claims.
        out.claims = Json::object();
    }
}

void check_texts(HttpEvent& out) {
    std::string decoded;
    bool const sound = out.request.path_is_decoded || percent_decode(out.request.path, decoded);
    if (!sound) {
        out.broken = "the path is not percent-encoded as it should be";
    } else if (!is_utf8(out.request.path_is_decoded ? out.request.path : decoded)) {
        out.broken = "the path is not UTF-8";
    }
    for (auto const& [name, value] : out.request.query) {
        if (!is_utf8(name) || !is_utf8(value)) out.broken = "the query is not UTF-8";
    }
}

void read_one(HttpEvent& out, Json const& event) {
    auto const& context = event["requestContext"];
    auto& request = out.request;
    request.method = text_of(event["httpMethod"]);
    // REST events have no version; with one they are an HTTP API's, which decodes paths.
    request.path_is_decoded = event["version"].is_string();
    request.path = request.path_is_decoded ? without_stage(text_of(event["path"]), text_of(context["stage"]))
                                           : std::string(text_of(event["path"]));
    add_values(request.headers, event["multiValueHeaders"], event["headers"]);
    add_values(request.query, event["multiValueQueryStringParameters"], event["queryStringParameters"]);
    request.remote_address = text_of(context["identity"]["sourceIp"]);
    request.host = text_of(context["domainName"]);
    read_decision(out, context["authorizer"]);
}

void read_two(HttpEvent& out, Json const& event) {
    auto const& context = event["requestContext"];
    auto& request = out.request;
    request.method = text_of(context["http"]["method"]);
    request.host = text_of(context["domainName"]);
    // Function URLs have their own domain, and deliver the path as it was sent.
    request.path_is_decoded = request.host.find(".lambda-url.") == std::string::npos;
    request.path = without_stage(text_of(event["rawPath"]), text_of(context["stage"]));
    add_values(request.headers, Json(), event["headers"]);
    std::string cookies;
    if (event["cookies"].is_array()) {
        for (auto const& cookie : event["cookies"].items()) {
            if (!cookies.empty()) cookies += "; ";
            cookies += text_of(cookie);
        }
    }
    if (!cookies.empty()) request.headers.emplace_back("cookie", std::move(cookies));
    // Format 2.0 has the query raw: decoded here, once.
    if (auto fields = read_query(text_of(event["rawQueryString"]))) {
        request.query = std::move(*fields);
    } else {
        out.broken = "the query is not percent-encoded as it should be";
    }
    request.remote_address = text_of(context["http"]["sourceIp"]);
    read_decision(out, context["authorizer"]["lambda"]);
}

/// Names as they are first written, with all their values.
std::vector<std::pair<std::string, std::vector<std::string>>> grouped(NamedValues const& headers) {
    std::vector<std::pair<std::string, std::vector<std::string>>> out;
    for (auto const& [name, value] : headers) {
        auto found =
            std::ranges::find_if(out, [&](auto const& each) { return equals_ignoring_case(each.first, name); });
        if (found == out.end()) found = out.insert(out.end(), {name, {}});
        found->second.push_back(to_utf8(value));
    }
    return out;
}

Json list_of(std::vector<std::string> const& values) {
    Json::ArrayBuilder list;
    for (auto const& value : values)
        list.push_back(value);
    return list.finish();
}

void set_headers(Json::ObjectBuilder& out, NamedValues const& headers, HttpEvent::Format format) {
    Json::ObjectBuilder single;
    Json::ObjectBuilder multiple;
    for (auto const& [name, values] : grouped(headers)) {
        if (format == HttpEvent::Format::two && equals_ignoring_case(name, "set-cookie")) {
            out.set("cookies", list_of(values));
        } else if (values.size() == 1) {
            single.set(name, values[0]);
        } else if (format == HttpEvent::Format::one) {
            multiple.set(name, list_of(values));
        } else {
            std::string joined = values[0];
            for (std::size_t i = 1; i < values.size(); ++i)
                joined += ", " + values[i];
            single.set(name, joined);
        }
    }
    out.set("headers", single.finish());
    if (multiple.size() > 0) out.set("multiValueHeaders", multiple.finish());
}

}  // namespace

HttpEvent read_http_event(Json const& event) {
    HttpEvent out;
    out.format = event_kind(event) == EventKind::http ? HttpEvent::Format::two : HttpEvent::Format::one;
    out.format == HttpEvent::Format::one ? read_one(out, event) : read_two(out, event);
    out.request_id = text_of(event["requestContext"]["requestId"]);
    out.request.event = event;
    if (out.request.path.empty()) out.request.path = "/";
    read_body(out, event);
    if (out.broken.empty()) check_texts(out);
    return out;
}

std::string write_http_answer(HttpAnswer const& answer, HttpEvent::Format format) {
    Json::ObjectBuilder out;
    out.set("statusCode", answer.status);
    set_headers(out, answer.headers, format);
    bool const plain = answer.body.empty() || (answer.is_text && is_utf8(answer.body));
    out.set("body", plain ? answer.body : base64_encode(answer.body));
    out.set("isBase64Encoded", !plain);
    return out.finish().dump();
}

}  // namespace coworks::lambda
