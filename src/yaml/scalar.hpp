#pragma once

#include <coworks/json.hpp>
#include <optional>
#include <string_view>

namespace coworks::yaml {

/// What a plain (unquoted) scalar means in the core schema, YAML 1.2.2 section 10.3.2. Nothing for .inf and .nan, which
/// JSON doesn't have, and for integers beyond 64 bits.
std::optional<Json> resolve_plain(std::string_view text);

}  // namespace coworks::yaml
