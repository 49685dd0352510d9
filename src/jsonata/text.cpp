#include "jsonata/text.hpp"

#include <charconv>
#include <cstdlib>
#include <system_error>

#include "base/utf8.hpp"

namespace coworks::jsonata {

std::uint32_t code_point(std::string_view text, std::size_t offset) noexcept {
    std::size_t const length = code_point_length(text, offset);
    auto const first = static_cast<unsigned char>(text[offset]);
    if (length == 1) return first;
    std::uint32_t code = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i)
        code = code << 6 | (static_cast<unsigned char>(text[offset + i]) & 0x3fU);
    return code;
}

std::size_t utf16_length(std::string_view text) noexcept {
    std::size_t units = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        units += static_cast<std::size_t>((byte & 0xc0) != 0x80) + static_cast<std::size_t>(byte >= 0xf0);
    }
    return units;
}

void append_unit(std::string& out, std::uint32_t unit) {
    if (unit >= 0xdc00 && unit <= 0xdfff && out.size() >= 3) {
        std::uint32_t const before = code_point(out, out.size() - 3);
        if (static_cast<unsigned char>(out[out.size() - 3]) == 0xed && before >= 0xd800 && before <= 0xdbff) {
            out.resize(out.size() - 3);
            append_utf8(out, 0x10000 + ((before - 0xd800) << 10) + (unit - 0xdc00));
            return;
        }
    }
    append_utf8(out, unit);
}

void append_text(std::string& out, std::string_view more) {
    if (more.size() >= 3 && static_cast<unsigned char>(more[0]) == 0xed &&
        static_cast<unsigned char>(more[1]) >= 0xb0) {
        append_unit(out, code_point(more, 0));
        more.remove_prefix(3);
    }
    out.append(more);
}

bool has_lone_surrogate(std::string_view text) noexcept {
    for (std::size_t at = text.find('\xed'); at != std::string_view::npos; at = text.find('\xed', at + 1))
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
    return false;
}

bool is_wtf8(std::string_view text) noexcept {
    char const* const end = text.data() + text.size();
    for (char const* at = text.data(); at != end;) {
        std::size_t length = utf8_length(at, end);
        auto const byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
        if (length == 0 && end - at >= 3 && byte(0) == 0xed && byte(1) >= 0xa0 && byte(1) < 0xc0 &&
            (byte(2) & 0xc0) == 0x80)
            length = 3;
        if (length == 0) return false;
        at += length;
    }
    return true;
}

double parse_number(std::string_view text) noexcept {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // Out of range: from_chars does not tell underflow from overflow, strtod does.
    if (error == std::errc::result_out_of_range) return std::strtod(std::string(text).c_str(), nullptr);
    return value;
}

}  // namespace coworks::jsonata
