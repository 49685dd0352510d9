#pragma once

#include <optional>
#include <string_view>

#include "net/http_server.hpp"

namespace coworks::net {

/// What RFC 9112 asks of a request's head beyond its grammar, so that no other server on the way reads the message's
/// length or addressee differently: exactly one Host, which is one (section 3.2), one Content-Length at most (6.3 lets
/// a server refuse also those that are equal), no other transfer coding than chunked and none in HTTP/1.0 (6.1, 6.3).
/// The status to refuse it with, or nothing. `chunked` says whether the parser reads chunks.
std::optional<unsigned> refusal_of(HttpRequest const& request, bool chunked);

/// Whether a text is "host" or "host:port" (RFC 3986 section 3.2), without a user: what Host may say (RFC 9110 section
/// 7.2). The host may be empty.
bool is_authority(std::string_view text) noexcept;

/// Brings the target into origin form, "/path?query": the absolute form's authority becomes the Host (section 3.2.2).
/// Also lets "*" of OPTIONS through. False for any other form.
bool to_origin_form(HttpRequest& request);

}  // namespace coworks::net
