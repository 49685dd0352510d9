#pragma once

/// An answer built by hand.

#include <chrono>
#include <coworks/json.hpp>
#include <coworks/request.hpp>
#include <coworks/values.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace coworks {

/// A cookie to be set (RFC 6265). Secure, HttpOnly and SameSite=Lax unless said otherwise.
struct Cookie {
    enum class SameSite : unsigned char { strict, lax, none };

    std::string name;
    std::string value;
    std::string path = "/";
    std::string domain{};
    std::optional<std::chrono::seconds> max_age{};
    bool secure = true;
    bool http_only = true;
    SameSite same_site = SameSite::lax;
};

/// Status, headers, cookies and body of a response. Setters return the object, so that they chain:
/// `return Response::json(order, 201).header("Location", "/orders/7");`
class Response {
public:
    /// Without a body. Throws std::invalid_argument for a status outside 100–599 (so do the others).
    explicit Response(int status = 200);

    static Response text(std::string text, int status = 200);   ///< text/plain; charset=utf-8
    static Response html(std::string text, int status = 200);   ///< text/html; charset=utf-8
    static Response json(Json const& value, int status = 200);  ///< application/json; throws JsonError as Json::dump
    static Response bytes(Bytes bytes, std::string_view media_type = "application/octet-stream");
    /// A download: content, media type and, unless the name is empty, Content-Disposition (RFC 6266).
    static Response file(File file);
    static Response redirect(std::string_view location, int status = 302);

    int status() const noexcept { return status_; }
    Response& status(int status);

    /// Sets a header, in place of all earlier ones of that name. Throws std::invalid_argument for a name that is no
    /// token or a value with a control character (RFC 9110 section 5.5), so that no caller's text can add headers.
    Response& header(std::string_view name, std::string_view value);
    /// Adds another header of that name. Throws likewise.
    Response& add_header(std::string_view name, std::string_view value);
    /// Adds a Set-Cookie header. Throws std::invalid_argument for characters that RFC 6265 section 4.1.1 forbids.
    Response& cookie(Cookie const& cookie);
    Response& body(std::string body);

    /// The first header of that name, or nothing.
    std::optional<std::string> header(std::string_view name) const;
    NamedValues const& headers() const noexcept { return headers_; }
    std::string const& body() const noexcept { return body_; }
    /// Whether the body is text for the event formats that carry text and base64 apart: true for text, JSON, XML,
    /// forms.
    bool is_text() const noexcept;

private:
    int status_;
    NamedValues headers_;
    std::string body_;
};

}  // namespace coworks
