#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks {

/// RFC 4648 section 4, with padding.
std::string base64_encode(std::string_view bytes);
/// Strict: padding required, no other characters, no bits left over. Nothing for anything else.
std::optional<std::string> base64_decode(std::string_view text);

/// As mail is read (RFC 2045 section 6.8; java.util.Base64's MIME decoder): other characters are skipped, padding may
/// be missing. Nothing for a single character that is left over, or for padding in the wrong place.
std::optional<std::string> base64_decode_mime(std::string_view text);

/// RFC 4648 section 5: - and _ instead of + and /, without padding.
std::string base64url_encode(std::string_view bytes);
/// As strict, without padding.
std::optional<std::string> base64url_decode(std::string_view text);

/// Lower-case hexadecimal digits, two a byte.
std::string hex_encode(std::string_view bytes);
/// Upper or lower case; nothing for an odd count or any other character.
std::optional<std::string> hex_decode(std::string_view text);

}  // namespace coworks
