#pragma once

/// Texts as JavaScript sees them. Ours are UTF-8 in which a lone surrogate is three bytes (WTF-8); JavaScript's are
/// UTF-16 code units.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace coworks::jsonata {

/// Bytes of the character at an offset (1 for a byte that begins none).
inline std::size_t code_point_length(std::string_view text, std::size_t offset) noexcept {
    auto const first = static_cast<unsigned char>(text[offset]);
    std::size_t const length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return length < text.size() - offset ? length : text.size() - offset;
}
/// The character at an offset.
std::uint32_t code_point(std::string_view text, std::size_t offset) noexcept;

/// Length in UTF-16 code units.
std::size_t utf16_length(std::string_view text) noexcept;

/// Appends a code unit, joining it with a high surrogate at the end of the text.
void append_unit(std::string& out, std::uint32_t unit);
/// Appends a text, joining a high surrogate at the end with a low one at the begin.
void append_text(std::string& out, std::string_view more);

/// Whether a text is UTF-8, in which surrogates may stand alone.
bool is_wtf8(std::string_view text) noexcept;
bool has_lone_surrogate(std::string_view text) noexcept;

/// parseFloat of a text that is a number altogether: infinity beyond the range, 0 below it.
double parse_number(std::string_view text) noexcept;

}  // namespace coworks::jsonata
