#pragma once

/// The answers of an entry in an OpenAPI document.

#include <coworks/json.hpp>

#include "interface/model.hpp"

namespace coworks::interface {

/// The entry's `responses` (section 4.8.16). They refer to the schemas below.
Json openapi_answers(Interface const& interface, Entry const& entry);

/// Problem details (RFC 9457), which the service answers with; and what the gateway before it says by itself.
Json problem_schema();
Json gateway_error_schema();
inline constexpr std::string_view kProblemSchema = "coworks.Problem";
inline constexpr std::string_view kGatewayErrorSchema = "coworks.GatewayError";

}  // namespace coworks::interface
