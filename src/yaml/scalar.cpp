#include "yaml/scalar.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace coworks::yaml {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

template <class I>
std::optional<Json> integer(std::string_view digits, int base) {
    I value = 0;
    auto const [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc()) return std::nullopt;
    return Json(value);
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::size_t const exponent = text.find_first_of("eE");
    if (exponent != std::string_view::npos) {
        auto power = text.substr(exponent + 1);
        if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
        if (!all_digits(power)) return false;
        text = text.substr(0, exponent);
    }
    std::size_t const point = text.find('.');
    if (point == std::string_view::npos) return all_digits(text);
    auto const before = text.substr(0, point);
    auto const after = text.substr(point + 1);
    if (before.empty()) return all_digits(after);
    return all_digits(before) && (after.empty() || all_digits(after));
}

}  // namespace

std::optional<Json> resolve_plain(std::string_view text) {
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return Json();
    if (text == "true" || text == "True" || text == "TRUE") return Json(true);
    if (text == "false" || text == "False" || text == "FALSE") return Json(false);
    if (text.starts_with("0o") && text.size() > 2 && text.find_first_not_of("01234567", 2) == std::string_view::npos) {
        return integer<std::uint64_t>(text.substr(2), 8);
    }
    if (text.starts_with("0x") && text.size() > 2 &&
        text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos) {
        return integer<std::uint64_t>(text.substr(2), 16);
    }
    auto const unsigned_text = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
    if (all_digits(unsigned_text)) {
        if (text.starts_with('-')) return integer<std::int64_t>(text, 10);
        return integer<std::uint64_t>(unsigned_text, 10);
    }
    for (std::string_view const word : {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"}) {
        if (unsigned_text == word) return std::nullopt;
    }
    if (is_float(text)) {
        auto const digits = text.starts_with('+') ? text.substr(1) : text;
        double value = 0;
        auto const [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
        return Json(value);
    }
    return Json(text);
}

}  // namespace coworks::yaml
