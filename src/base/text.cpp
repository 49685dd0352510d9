#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/http_text.hpp"
#include "base/utf8.hpp"

namespace coworks {

namespace {

/// Bytes of the valid sequence at the beginning of `text`, or 0.
std::size_t sequence_length(std::string_view text) noexcept {
    return utf8_length(text.data(), text.data() + text.size());
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const same = lower_case(a[i - 1]) == lower_case(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
            bool const swapped = i > 1 && j > 1 && lower_case(a[i - 1]) == lower_case(b[j - 2]) &&
                                 lower_case(a[i - 2]) == lower_case(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

template <class Names>
std::string_view nearest(std::string_view name, Names const& candidates) {
    constexpr std::size_t kLengthMax = 100;  // names longer than that are no typing mistakes
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    if (name.size() > kLengthMax) return best;
    for (auto const& candidate : candidates) {
        std::string_view const text = candidate;
        if (text.size() > kLengthMax) continue;
        std::size_t const found = distance(name, text);
        if (found < best_distance) {
            best_distance = found;
            best = text;
        }
    }
    return best;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

}  // namespace

std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        std::size_t const length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string to_utf8(std::string_view bytes) {
    std::string out;
    while (!bytes.empty()) {
        std::size_t const length = sequence_length(bytes);
        out += length == 0 ? std::string_view("\xef\xbf\xbd") : bytes.substr(0, length);
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

// UTF-8 orders by code points, UTF-16 by units: they differ only where a code point beyond U+FFFF (a leading byte of
// F0 and more) meets one of U+E000 to U+FFFF (EE, EF), which is larger as a unit.
int compare_utf16(std::string_view a, std::string_view b) noexcept {
    auto const [at_a, at_b] = std::ranges::mismatch(a, b);
    if (at_a == a.end() || at_b == b.end()) return at_a == a.end() ? (at_b == b.end() ? 0 : -1) : 1;
    auto const rank = [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte >= 0xf0 ? 0xed * 2 + 1 : byte * 2;
    };
    int const difference = rank(*at_a) - rank(*at_b);
    return difference != 0 ? difference : static_cast<unsigned char>(*at_a) - static_cast<unsigned char>(*at_b);
}

std::string_view nearest_name(std::string_view name, std::span<std::string_view const> candidates) {
    return nearest(name, candidates);
}
std::string_view nearest_name(std::string_view name, std::span<std::string const> candidates) {
    return nearest(name, candidates);
}

std::string percent_encode(std::string_view text, std::string_view keep) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        if (unreserved(c) || keep.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += kHex[static_cast<unsigned char>(c) >> 4];
            out += kHex[static_cast<unsigned char>(c) & 0xf];
        }
    }
    return out;
}

bool percent_decode(std::string_view text, std::string& out, Plus plus) {
    out.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return false;
            int const high = hex_value(text[i + 1]);
            int const low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return false;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return true;
}

std::optional<QueryFields> read_query(std::string_view query) {
    QueryFields fields;
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const field = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (field.empty()) continue;
        auto const equals = std::min(field.find('='), field.size());
        auto& [name, value] = fields.emplace_back();
        if (!percent_decode(field.substr(0, equals), name, Plus::space)) return std::nullopt;
        if (!percent_decode(field.substr(std::min(equals + 1, field.size())), value, Plus::space)) return std::nullopt;
    }
    return fields;
}

bool equal_in_constant_time(std::string_view given, std::string_view secret) noexcept {
    unsigned difference = given.size() == secret.size() ? 0 : 1;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        char const other = i < given.size() ? given[i] : '\0';
        difference |= static_cast<unsigned char>(secret[i]) ^ static_cast<unsigned char>(other);
    }
    return difference == 0;
}

}  // namespace coworks
