#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace coworks::net {

/// An address of the web, taken apart (RFC 3986, RFC 9110 section 4.2).
struct WebAddress {
    bool secure = true;
    std::string host{};  ///< in small letters; an IPv6 address without its brackets
    std::string port = "443";
    std::string path = "/";  ///< without dot segments; still percent-encoded
    std::string query{};     ///< percent-encoded, without "?"; may be empty

    /// Path and query, as a request line has them.
    std::string target() const { return query.empty() ? path : path + "?" + query; }
    /// What the Host header says: the port only where it is not the scheme's own.
    std::string authority() const;
};

/// http:// or https:// with a host; a fragment is dropped. "bad_address" for anything else, also for one with a
/// user's name or with dot segments, which a server and is_below() could read differently.
Result<WebAddress> parse_web_address(std::string_view text);

/// Whether `address` is `base` or lies below it: the same scheme, host and port, and its path continues base's at a
/// slash.
bool is_below(WebAddress const& address, WebAddress const& base);

/// Whether a host is this machine itself: localhost, 127.0.0.0/8, ::1.
bool is_loopback(std::string_view host);

}  // namespace coworks::net
