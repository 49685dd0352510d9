#pragma once

#include <coworks/response.hpp>
#include <string_view>

#include "tech/bound_call.hpp"

namespace coworks::tech {

/// An error as RFC 9457 wants it: application/problem+json with title, status, detail and the request's id.
Response problem(int status, std::string_view detail, std::string_view request_id);

/// The same for a request that does not bind, with `errors`: each fault's `detail` and, as in the RFC's section 3, its
/// place in the body as `pointer` (RFC 6901 section 6, a URI's fragment), or `in` ("path", "query") and `parameter`.
Response problem(BindingError const& error, std::string_view request_id);

/// Title of a status (RFC 9110 section 15): "Not Found".
std::string_view title_of(int status);

}  // namespace coworks::tech
