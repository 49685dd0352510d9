#include "lambda/http_event.hpp"

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

/// "/orders/7" without "orders" is "/7".
std::string without_first(std::string_view path, std::string_view first) {
    if (path.starts_with('/') && path.substr(1).starts_with(first)) {
        auto const rest = path.substr(1 + first.size());
        if (rest.empty()) return "/";
        if (rest.front() == '/') return std::string(rest);
    }
    return std::string(path);
}

/// HTTP APIs put a named stage before the path, in both formats; REST APIs don't.
std::string without_stage(std::string_view path, std::string_view stage) {
    return stage.empty() || stage == "$default" ? std::string(path) : without_first(path, stage);
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

void read_own_decision(HttpEvent& out, Json const& context) {
    out.authorized_by = AuthorizedBy::ourselves;
    out.principal = text_of(context["principal"].is_string() ? context["principal"] : context["principalId"]);
    try {
        Json claims = Json::parse(text_of(context["claims"]), {.depth_max = 64});
        if (claims.is_object()) out.claims = std::move(claims);
    } catch (JsonError const&) {
        // Made by our own authorizer, so this was shortened on the way; the decision stands without claims.
        out.claims = Json::object();
    }
}

void read_jwt(HttpEvent& out, Json const& claims) {
    out.authorized_by = AuthorizedBy::jwt;
    out.principal = text_of(claims["sub"]);
    out.claims = claims;
}

void read_lambda_context(HttpEvent& out, Json const& context) {
    if (text_of(context[kDecisionMark]) == kDecisionValue) return read_own_decision(out, context);
    out.authorized_by = AuthorizedBy::lambda;
    out.principal = text_of(context["principalId"]);
    out.claims = context;
}

void read_iam(HttpEvent& out, Json const& caller) {
    if (text_of(caller["userArn"]).empty()) return;
    out.authorized_by = AuthorizedBy::iam;
    out.principal = text_of(caller["userArn"]);
    out.claims = caller;
}

/// REST APIs, and HTTP APIs in format 1.0: a JWT's claims stand in a member, a Lambda authorizer's context beside it.
void read_authorizer_of_one(HttpEvent& out, Json const& context) {
    Json const& authorizer = context["authorizer"];
    if (authorizer["claims"].is_object()) return read_jwt(out, authorizer["claims"]);
    if (authorizer.is_object()) {
        for (auto const& member : authorizer.members()) {
            // An HTTP API without an authorizer sends both of them as null.
            bool const is_empty = (member.name() == "claims" || member.name() == "scopes") && member.value.is_null();
            if (!is_empty) return read_lambda_context(out, authorizer);
        }
    }
    read_iam(out, context["identity"]);
}

void read_authorizer_of_two(HttpEvent& out, Json const& authorizer) {
    if (authorizer["jwt"]["claims"].is_object()) return read_jwt(out, authorizer["jwt"]["claims"]);
    if (authorizer["lambda"].is_object()) return read_lambda_context(out, authorizer["lambda"]);
    read_iam(out, authorizer["iam"]);
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
    request.headers = read_headers(event);
    add_values(request.query, event["multiValueQueryStringParameters"], event["queryStringParameters"]);
    request.remote_address = text_of(context["identity"]["sourceIp"]);
    request.host = text_of(context["domainName"]);
    read_authorizer_of_one(out, context);
}

/// "If the query parameters are URL-encoded, the load balancer does not decode them. You must decode them in your
/// Lambda function" (ELB guide). It puts the client's address behind those that X-Forwarded-For has.
void read_balancer(HttpEvent& out, Json const& event) {
    auto& request = out.request;
    out.format =
        event["multiValueHeaders"].is_object() ? HttpEvent::Format::balancer_multiple : HttpEvent::Format::balancer;
    request.method = text_of(event["httpMethod"]);
    request.path = text_of(event["path"]);
    request.headers = read_headers(event);
    add_values(request.query, event["multiValueQueryStringParameters"], event["queryStringParameters"]);
    for (auto& [name, value] : request.query) {
        std::string decoded_name;
        std::string decoded_value;
        if (!percent_decode(name, decoded_name, Plus::space) || !percent_decode(value, decoded_value, Plus::space))
            out.broken = "the query is not percent-encoded as it should be";
        name = std::move(decoded_name);
        value = std::move(decoded_value);
    }
    std::string const forwarded = joined(request.headers, "x-forwarded-for");
    auto const comma = forwarded.rfind(',');
    request.remote_address =
        trim_blanks(std::string_view(forwarded).substr(comma == std::string::npos ? 0 : comma + 1));
    request.host = joined(request.headers, "host");
}

void read_two(HttpEvent& out, Json const& event) {
    auto const& context = event["requestContext"];
    auto& request = out.request;
    request.method = text_of(context["http"]["method"]);
    request.host = text_of(context["domainName"]);
    // Function URLs have their own domain, and deliver the path as it was sent.
    request.path_is_decoded = request.host.find(".lambda-url.") == std::string::npos;
    request.path = without_stage(text_of(event["rawPath"]), text_of(context["stage"]));
    request.headers = read_headers(event);
    // Format 2.0 has the query raw: decoded here, once.
    if (auto fields = read_query(text_of(event["rawQueryString"]))) {
        request.query = std::move(*fields);
    } else {
        out.broken = "the query is not percent-encoded as it should be";
    }
    request.remote_address = text_of(context["http"]["sourceIp"]);
    read_authorizer_of_two(out, context["authorizer"]);
}

}  // namespace

NamedValues read_headers(Json const& event) {
    NamedValues headers;
    add_values(headers, event["multiValueHeaders"], event["headers"]);
    // Format 2.0 has them apart.
    if (!event["cookies"].is_array()) return headers;
    std::string cookies;
    for (auto const& cookie : event["cookies"].items()) {
        if (!cookies.empty()) cookies += "; ";
        cookies += text_of(cookie);
    }
    if (!cookies.empty()) headers.emplace_back("cookie", std::move(cookies));
    return headers;
}

std::string joined(NamedValues const& headers, std::string_view name) {
    std::string out;
    for (auto const& [each, value] : headers) {
        if (equals_ignoring_case(each, name)) out += (out.empty() ? "" : ", ") + value;
    }
    return out;
}

HttpEvent read_http_event(Json const& event, std::string_view base_path) {
    HttpEvent out;
    if (event_kind(event) == EventKind::http) {
        out.format = HttpEvent::Format::two;
        read_two(out, event);
    } else if (event["requestContext"]["elb"].is_object()) {
        read_balancer(out, event);
    } else {
        read_one(out, event);
    }
    out.request_id = text_of(event["requestContext"]["requestId"]);
    out.request.event = event;
    if (!base_path.empty()) out.request.path = without_first(out.request.path, base_path.substr(1));
    if (out.request.path.empty()) out.request.path = "/";
    read_body(out, event);
    if (out.broken.empty()) check_texts(out);
    return out;
}

}  // namespace coworks::lambda
