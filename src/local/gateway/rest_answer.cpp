#include "local/gateway/rest_answer.hpp"

#include <algorithm>
#include <coworks/json.hpp>

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

bool add_headers(net::HttpResponse& out, Json const& answer) {
    Json const& multi = answer["multiValueHeaders"];
    Json const& single = answer["headers"];
    if ((!multi.is_null() && !multi.is_object()) || (!single.is_null() && !single.is_object())) return false;
    if (multi.is_object()) {
        for (auto const& member : multi.members()) {
            if (!is_token(member.name()) || !member.value.is_array()) return false;
            for (Json const& each : member.value.items()) {
                auto text = header_text(each);
                if (!text) return false;
                out.headers.emplace_back(std::string(member.name()), std::move(*text));
            }
        }
    }
    if (single.is_object()) {
        for (auto const& member : single.members()) {
            if (multi.contains(member.name())) continue;
            auto text = header_text(member.value);
            if (!is_token(member.name()) || !text) return false;
            out.headers.emplace_back(std::string(member.name()), std::move(*text));
        }
    }
    return true;
}

}  // namespace

std::optional<net::HttpResponse> rest_answer(std::string_view payload) {
    Json answer;
    try {
        answer = Json::parse(payload);
    } catch (JsonError const&) {
        return std::nullopt;
    }
    Json const& status = answer["statusCode"];
    Json const& body = answer["body"];
    if (!status.is_integer() || status.as_double() < 200 || status.as_double() > 599) return std::nullopt;
    if (!body.is_null() && !body.is_string()) return std::nullopt;
    net::HttpResponse out{.status = static_cast<unsigned>(status.as_int64()), .headers = {}, .body = {}};
    if (body.is_string()) out.body = body.as_string();
    if (Json const& encoded = answer["isBase64Encoded"]; encoded.is_bool() && encoded.as_bool()) {
        auto decoded = base64_decode(out.body);
        if (!decoded) return std::nullopt;
        out.body = std::move(*decoded);
    }
    if (!add_headers(out, answer)) return std::nullopt;
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
