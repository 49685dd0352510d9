#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace coworks {

/// Bytes of the valid UTF-8 sequence at `at` (Unicode 15, table 3-7), or 0.
inline std::size_t utf8_length(char const* at, char const* end) noexcept {
    auto const byte = [at](int i) { return static_cast<unsigned char>(at[i]); };
    auto const follows = [&](int i) { return (byte(i) & 0xc0) == 0x80; };
    std::ptrdiff_t const left = end - at;
    unsigned const first = byte(0);
    if (first < 0x80) return 1;
    if (first < 0xc2) return 0;
    if (first < 0xe0) return left >= 2 && follows(1) ? 2 : 0;
    if (first < 0xf0) {
        if (left < 3 || !follows(1) || !follows(2)) return 0;
        if (first == 0xe0 && byte(1) < 0xa0) return 0;
        return first == 0xed && byte(1) >= 0xa0 ? 0 : 3;
    }
    if (first > 0xf4 || left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
    if (first == 0xf0 && byte(1) < 0x90) return 0;
    return first == 0xf4 && byte(1) >= 0x90 ? 0 : 4;
}

/// Appends a code point; a lone surrogate as the three bytes of WTF-8.
inline void append_utf8(std::string& out, std::uint32_t code) {
    auto const put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    } else {
        put(0xf0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3f));
        put(0x80 | (code >> 6 & 0x3f));
        put(0x80 | (code & 0x3f));
    }
}

}  // namespace coworks
