#include <coworks/response.hpp>

#include <algorithm>
#include <stdexcept>

#include "base/http_text.hpp"
#include "base/text.hpp"

namespace coworks {

namespace {

void check_header(std::string_view name, std::string_view value) {
    if (!is_token(name)) throw std::invalid_argument("a header's name must be a token");
    bool const clean = std::ranges::none_of(
        value, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
    if (!clean) throw std::invalid_argument("a header's value must not hold control characters");
}

int checked_status(int status) {
    if (status < 100 || status > 599) throw std::invalid_argument("a response's status is from 100 to 599");
    return status;
}

// RFC 6265 section 4.1.1: cookie-octet.
bool is_cookie_text(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

bool is_attribute_text(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f && c != ';'; });
}

std::string_view text_of(Cookie::SameSite same_site) {
    switch (same_site) {
        case Cookie::SameSite::strict:
            return "Strict";
        case Cookie::SameSite::lax:
            return "Lax";
        case Cookie::SameSite::none:
            return "None";
    }
    return "Lax";
}

}  // namespace

Response::Response(int status) : status_(checked_status(status)) {}

Response Response::text(std::string text, int status) {
    return Response(status).body(std::move(text)).header("Content-Type", "text/plain; charset=utf-8");
}

Response Response::html(std::string text, int status) {
    return Response(status).body(std::move(text)).header("Content-Type", "text/html; charset=utf-8");
}

Response Response::json(Json const& value, int status) {
    return Response(status).body(value.dump()).header("Content-Type", "application/json");
}

Response Response::bytes(Bytes bytes, std::string_view media_type) {
    return Response().body(std::move(bytes).take()).header("Content-Type", media_type);
}

Response Response::file(File file) {
    Response response = bytes(std::move(file.content), file.media_type);
    if (file.name.empty()) return response;
    // RFC 6266 section 4.3: the extended form for every name, and a plain one for names that need no quoting.
    bool const plain =
        std::ranges::all_of(file.name, [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
    std::string const fallback = plain ? "; filename=\"" + file.name + "\"" : "";
    response.header("Content-Disposition",
                    "attachment" + fallback + "; filename*=UTF-8''" + percent_encode(to_utf8(file.name)));
    return response;
}

Response Response::redirect(std::string_view location, int status) {
    return Response(status).header("Location", location);
}

Response& Response::status(int status) {
    status_ = checked_status(status);
    return *this;
}

Response& Response::header(std::string_view name, std::string_view value) {
    check_header(name, value);
    std::erase_if(headers_, [name](auto const& each) { return equals_ignoring_case(each.first, name); });
    headers_.emplace_back(name, value);
    return *this;
}

Response& Response::add_header(std::string_view name, std::string_view value) {
    check_header(name, value);
    headers_.emplace_back(name, value);
    return *this;
}

Response& Response::cookie(Cookie const& cookie) {
    if (!is_token(cookie.name) || !is_cookie_text(cookie.value) || !is_attribute_text(cookie.path) ||
        !is_attribute_text(cookie.domain)) {
        throw std::invalid_argument("a cookie's name, value, path or domain has a character that RFC 6265 forbids");
    }
    std::string text = cookie.name + "=" + cookie.value;
    if (!cookie.path.empty()) text += "; Path=" + cookie.path;
    if (!cookie.domain.empty()) text += "; Domain=" + cookie.domain;
    if (cookie.max_age) text += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (cookie.secure) text += "; Secure";
    if (cookie.http_only) text += "; HttpOnly";
    text += "; SameSite=" + std::string(text_of(cookie.same_site));
    return add_header("Set-Cookie", text);
}

Response& Response::body(std::string body) {
    body_ = std::move(body);
    return *this;
}

std::optional<std::string> Response::header(std::string_view name) const {
    for (auto const& [each, value] : headers_) {
        if (equals_ignoring_case(each, name)) return value;
    }
    return std::nullopt;
}

bool Response::is_text() const noexcept {
    for (auto const& [name, value] : headers_) {
        if (!equals_ignoring_case(name, "content-type")) continue;
        std::string_view const type = std::string_view(value).substr(0, value.find(';'));
        return type.starts_with("text/") || type == "application/json" || type == "application/xml" ||
               type == "application/javascript" || type == "application/x-www-form-urlencoded" ||
               type.ends_with("+json") || type.ends_with("+xml");
    }
    return body_.empty() || is_utf8(body_);
}

}  // namespace coworks
