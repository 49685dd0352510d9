#pragma once

#include <coworks/response.hpp>
#include <string_view>

namespace coworks::tech {

/// An error as RFC 9457 wants it: application/problem+json with title, status, detail and the request's id.
Response problem(int status, std::string_view detail, std::string_view request_id);

/// Title of a status (RFC 9110 section 15): "Not Found".
std::string_view title_of(int status);

}  // namespace coworks::tech
