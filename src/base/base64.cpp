#include "base/base64.hpp"

#include <array>
#include <cstdint>

namespace coworks {

namespace {

using Values = std::array<std::int16_t, 256>;

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What each character stands for, -1 for one that is not of the alphabet.
constexpr Values values_of(std::string_view alphabet) {
    Values values{};
    values.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int16_t>(i);
    return values;
}

constexpr Values kValues = values_of(kAlphabet);
constexpr Values kUrlValues = values_of(kUrlAlphabet);

std::string encode(std::string_view bytes, std::string_view alphabet) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    auto const byte = [bytes](std::size_t i) -> std::uint32_t {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
    };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t const three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += alphabet[three >> 18];
        out += alphabet[three >> 12 & 63];
        out += i + 1 < bytes.size() ? alphabet[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? alphabet[three & 63] : '=';
    }
    return out;
}

/// Without padding; the bits left over must be 0, and fewer than a character's.
std::optional<std::string> decode(std::string_view text, Values const& values) {
    if (text.size() % 4 == 1) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (char const c : text) {
        int const value = values[static_cast<unsigned char>(c)];
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>(bits >> count & 0xff);
        }
    }
    if ((bits & ((1U << count) - 1)) != 0) return std::nullopt;
    return out;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
    return encode(bytes, kAlphabet);
}

std::optional<std::string> base64_decode(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    return decode(text, kValues);
}

std::optional<std::string> base64_decode_mime(std::string_view text) {
    std::string digits;
    digits.reserve(text.size());
    std::size_t at = 0;
    for (; at < text.size() && text[at] != '='; ++at)
        if (kValues[static_cast<unsigned char>(text[at])] >= 0) digits += text[at];
    std::size_t const over = digits.size() % 4;
    // "xx" is padded with two, "xxx" with one or more; nothing of the alphabet may follow.
    if (at < text.size() && (over == 0 || (over == 2 && text.substr(at + 1, 1) != "="))) return std::nullopt;
    for (; at < text.size(); ++at)
        if (kValues[static_cast<unsigned char>(text[at])] >= 0) return std::nullopt;
    if (over == 1) return std::nullopt;
    // Bits beyond the last byte don't count.
    if (over != 0) {
        int const last = kValues[static_cast<unsigned char>(digits.back())];
        digits.back() = kAlphabet[static_cast<std::size_t>(last & (over == 2 ? 0x30 : 0x3c))];
    }
    return decode(digits, kValues);
}

std::string base64url_encode(std::string_view bytes) {
    std::string out = encode(bytes, kUrlAlphabet);
    out.erase(out.find_last_not_of('=') + 1);
    return out;
}

std::optional<std::string> base64url_decode(std::string_view text) {
    return decode(text, kUrlValues);
}

std::string hex_encode(std::string_view bytes) {
    constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (char const c : bytes) {
        out += kHex[static_cast<unsigned char>(c) >> 4];
        out += kHex[static_cast<unsigned char>(c) & 0xf];
    }
    return out;
}

std::optional<std::string> hex_decode(std::string_view text) {
    auto const value_of = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    if (text.size() % 2 != 0) return std::nullopt;
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int const high = value_of(text[i]);
        int const low = value_of(text[i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

}  // namespace coworks
