#include "local/gateway/rest_answer.hpp"

#include <algorithm>
#include <coworks/json.hpp>
#include <optional>

#include "base/base64.hpp"
#include "base/http_text.hpp"

namespace coworks::local::gateway {

namespace {

/// Header values may be numbers and booleans, too; API Gateway prints them.
std::optional<std::string> header_text(Json const& value) {
    if (value.is_string()) return std::string(value.as_string());
    if (value.is_number() || value.is_bool()) return value.dump();
    return std::nullopt;
}

using Fault = tl::unexpected<std::string>;

/// A number, or one as text, which API Gateway takes too: AWS' own blueprint for Python says {"statusCode": "200"}.
/// Without one it is 200; 0 where it is neither.
unsigned status_of(Json const& value) {
    if (value.is_null()) return 200;
    double number = 0;
    if (value.is_integer()) number = value.as_double();
    if (value.is_string()) {
        auto const text = value.as_string();
        bool const digits = text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
        if (digits) number = std::stoi(std::string(text));
    }
    return number >= 200 && number <= 599 ? static_cast<unsigned>(number) : 0;
}

/// No member must be there, but no other may be. What is wrong, or nothing.
std::string check_members(Json const& answer) {
    constexpr std::string_view kKnown[] = {"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"};
    for (auto const& member : answer.members()) {
        if (std::ranges::find(kKnown, member.name()) != std::ranges::end(kKnown)) continue;
        return "it has a member that no proxy response has: " + Json(member.name()).dump();
    }
    return {};
}

/// What is wrong with them, or nothing.
std::string add_headers(net::HttpResponse& out, Json const& answer) {
    Json const& multi = answer["multiValueHeaders"];
    Json const& single = answer["headers"];
    if (!multi.is_null() && !multi.is_object()) return "multiValueHeaders is no object";
    if (!single.is_null() && !single.is_object()) return "headers is no object";
    auto const add = [&out](std::string_view name, Json const& value) -> std::string {
        auto text = header_text(value);
        if (!is_token(name)) return "a header's name is none: " + Json(name).dump();
        if (!text) return "the header " + std::string(name) + " is no text, number or boolean";
        out.headers.emplace_back(std::string(name), std::move(*text));
        return {};
    };
    if (multi.is_object()) {
        for (auto const& member : multi.members()) {
            if (!member.value.is_array()) return "a member of multiValueHeaders is no list";
            for (Json const& each : member.value.items()) {
                if (auto fault = add(member.name(), each); !fault.empty()) return fault;
            }
        }
    }
    if (single.is_object()) {
        for (auto const& member : single.members()) {
            if (multi.contains(member.name())) continue;
            if (auto fault = add(member.name(), member.value); !fault.empty()) return fault;
        }
    }
    return {};
}

}  // namespace

tl::expected<net::HttpResponse, std::string> rest_answer(std::string_view payload) {
    Json answer;
    try {
        answer = Json::parse(payload);
    } catch (JsonError const& error) {
        return Fault(std::string("it is no JSON: ") + error.what());
    }
    if (!answer.is_object()) return Fault("it is no object");
    if (auto fault = check_members(answer); !fault.empty()) return Fault(std::move(fault));
    Json const& body = answer["body"];
    unsigned const status = status_of(answer["statusCode"]);
    if (status == 0) return Fault("statusCode is no status from 200 to 599");
    if (!body.is_null() && !body.is_string()) return Fault("body is no text: JSON in it must be written as a text");
    net::HttpResponse out{.status = status, .headers = {}, .body = {}};
    if (body.is_string()) out.body = body.as_string();
    if (Json const& encoded = answer["isBase64Encoded"]; encoded.is_bool() && encoded.as_bool()) {
        auto decoded = base64_decode(out.body);
        if (!decoded) return Fault("isBase64Encoded is true, and body is no base64");
        out.body = std::move(*decoded);
    }
    if (auto fault = add_headers(out, answer); !fault.empty()) return Fault(std::move(fault));
    if (!out.body.empty() && !net::has_header(out.headers, "content-type"))
        out.headers.emplace_back("content-type", "application/json");
    return out;
}

net::HttpResponse gateway_error(unsigned status, std::string_view message, std::string_view type) {
    return {.status = status,
            .headers = {{"content-type", "application/json"}, {"x-amzn-errortype", std::string(type)}},
            .body = Json::object({{"message", message}}).dump()};
}

}  // namespace coworks::local::gateway
