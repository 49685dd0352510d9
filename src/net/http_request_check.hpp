#pragma once

#include <optional>

#include "net/http_server.hpp"

namespace coworks::net {

/// What RFC 9112 asks of a request's head beyond its grammar, so that no other server on the way reads the message's
/// length or addressee differently: exactly one Host (section 3.2), no other transfer coding than chunked and none in
/// HTTP/1.0 (6.1, 6.3). The status to refuse it with, or nothing. `chunked` says whether the parser reads chunks.
std::optional<unsigned> refusal_of(HttpRequest const& request, bool chunked);

/// Brings the target into origin form, "/path?query": the absolute form's authority becomes the Host (section 3.2.2).
/// Also lets "*" of OPTIONS through. False for any other form.
bool to_origin_form(HttpRequest& request);

}  // namespace coworks::net
