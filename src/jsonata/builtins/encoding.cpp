#include <algorithm>

#include "base/base64.hpp"
#include "base/utf8.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::string_view kUnreserved = "-_.!~*'()";
constexpr std::string_view kReserved = ";/?:@&=+$,#";

/// Buffer.from(text, 'binary'): the low byte of each code unit.
Value base64_encode_call(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string_view const text = value.string();
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); at += code_point_length(text, at)) {
        std::uint32_t const code = code_point(text, at);
        if (code >= 0x10000) bytes += static_cast<char>((0xd800 + ((code - 0x10000) >> 10)) & 0xff);
        bytes += static_cast<char>((code >= 0x10000 ? 0xdc00 + ((code - 0x10000) & 0x3ff) : code) & 0xff);
    }
    return call.evaluator.heap().text(base64_encode(bytes));
}

/// Buffer.from(text, 'base64'), which skips what is no digit and ends at '='.
Value base64_decode_call(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    std::uint32_t bits = 0;
    int count = 0;
    std::string_view const text = value.string();
    for (std::size_t at = 0; at < text.size(); at += code_point_length(text, at)) {
        char const c = static_cast<char>(code_point(text, at) & 0xff);  // as Node reads a text of wide characters
        if (c == '=') break;
        std::size_t const digit = kDigits.find(c == '-' ? '+' : c == '_' ? '/' : c);
        if (digit == std::string_view::npos) continue;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            append_utf8(result, bits >> count & 0xff);
        }
    }
    return call.evaluator.heap().text(result);
}

Failure malformed(Value const& value, std::string_view function) {
    auto error = failure("D3140").with_value(error_value(value));
    error.function = function;
    return error;
}

Value encode(Call const& call, std::string_view keep, std::string_view function) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    if (has_lone_surrogate(value.string())) throw malformed(value, function);
    std::string result;
    for (char const c : value.string()) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || kUnreserved.find(c) != std::string_view::npos ||
                           keep.find(c) != std::string_view::npos;
        if (plain) {
            result += c;
        } else {
            result += '%';
            result += "0123456789ABCDEF"[byte >> 4];
            result += "0123456789ABCDEF"[byte & 15];
        }
    }
    return call.evaluator.heap().text(result);
}

int hex(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    char const lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Value decode(Call const& call, std::string_view keep, std::string_view function) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    std::string_view const text = value.string();
    std::string result;
    auto const byte_at = [&](std::size_t at) -> int {
        if (at + 2 >= text.size() || text[at] != '%') return -1;
        int const high = hex(text[at + 1]);
        int const low = hex(text[at + 2]);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '%') {
            result += text[at++];
            continue;
        }
        int const first = byte_at(at);
        if (first < 0) throw malformed(value, function);
        if (first < 0x80) {
            char const c = static_cast<char>(first);
            if (keep.find(c) != std::string_view::npos) {
                result += text.substr(at, 3);
            } else {
                result += c;
            }
            at += 3;
            continue;
        }
        std::size_t const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i) {
            int const byte = byte_at(at + 3 * i);
            if (byte < 0) throw malformed(value, function);
            bytes += static_cast<char>(byte);
        }
        if (utf8_length(bytes.data(), bytes.data() + bytes.size()) != length) throw malformed(value, function);
        result += bytes;
        at += 3 * length;
    }
    return call.evaluator.heap().text(result);
}

Value encode_component(Call const& call) {
    return encode(call, {}, "encodeUrlComponent");
}
Value encode_url(Call const& call) {
    return encode(call, kReserved, "encodeUrl");
}
Value decode_component(Call const& call) {
    return decode(call, {}, "decodeUrlComponent");
}
Value decode_url(Call const& call) {
    return decode(call, kReserved, "decodeUrl");
}

constexpr BuiltinRow kEncodingRows[] = {
    {"base64encode", "<s-:s>", 1, 1, base64_encode_call},     {"base64decode", "<s-:s>", 1, 1, base64_decode_call},
    {"encodeUrlComponent", "<s-:s>", 1, 1, encode_component}, {"encodeUrl", "<s-:s>", 1, 1, encode_url},
    {"decodeUrlComponent", "<s-:s>", 1, 1, decode_component}, {"decodeUrl", "<s-:s>", 1, 1, decode_url},
};

}  // namespace

std::span<BuiltinRow const> encoding_builtins() {
    return kEncodingRows;
}

}  // namespace coworks::jsonata
