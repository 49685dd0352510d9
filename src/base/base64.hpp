#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks {

/// RFC 4648 section 4, with padding.
std::string base64_encode(std::string_view bytes);
/// Strict: padding required, no other characters, no bits left over. Nothing for anything else.
std::optional<std::string> base64_decode(std::string_view text);

/// Lower-case hexadecimal digits, two a byte.
std::string hex_encode(std::string_view bytes);

}  // namespace coworks
