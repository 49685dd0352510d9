#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

/// Code points of a UTF-8 text; every byte that begins one counts.
std::size_t code_points(std::string_view text) noexcept;

/// Whether a text is valid UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view text) noexcept;

/// The text with every fault in its UTF-8 replaced by U+FFFD.
std::string to_utf8(std::string_view bytes);

/// Order by UTF-16 code units, as JavaScript and Java compare strings: negative, 0 or positive. Both are UTF-8.
int compare_utf16(std::string_view a, std::string_view b) noexcept;

/// The candidate that the user most likely meant: least Damerau-Levenshtein distance (optimal string alignment), upper
/// and lower case counted alike, at most a third of the name's length (and one for the shortest); empty if there is
/// none.
std::string_view nearest_name(std::string_view name, std::span<std::string_view const> candidates);
std::string_view nearest_name(std::string_view name, std::span<std::string const> candidates);

/// Percent-encoding (RFC 3986 section 2.1): everything but the unreserved characters, and those of `keep`.
std::string percent_encode(std::string_view text, std::string_view keep = {});
/// Decodes %XX; false leaves `out` unspecified and means a % without two hexadecimal digits. `plus_is_space` is the
/// rule of forms (application/x-www-form-urlencoded).
enum class Plus { literal, space };
bool percent_decode(std::string_view text, std::string& out, Plus plus = Plus::literal);

/// The fields of a query or a form (application/x-www-form-urlencoded,
/// https://url.spec.whatwg.org/#urlencoded-parsing): decoded, in their order, also repeated ones; "a" is "a=", and what
/// is empty between two "&" is left out. Nothing where a percent-encoding is broken, which that standard would let
/// through.
using QueryFields = std::vector<std::pair<std::string, std::string>>;
std::optional<QueryFields> read_query(std::string_view query);

/// Equal length and content, in a time that depends on the length of `secret` alone.
bool equal_in_constant_time(std::string_view given, std::string_view secret) noexcept;

}  // namespace coworks
