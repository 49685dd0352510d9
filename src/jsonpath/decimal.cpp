#include "jsonpath/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace coworks::jsonpath {

namespace {

/// 0.DIGITS × 10^exponent, without zeros at either end; no digits: zero.
struct Decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
};

bool take_sign(std::string_view& text) {
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    return negative;
}

std::string_view take_digits(std::string_view& text) {
    auto const count = std::min(text.find_first_not_of("0123456789"), text.size());
    auto const digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

/// The power of ten after an E, as an int of Java.
std::optional<std::int64_t> exponent_in(std::string_view text) {
    bool const negative = take_sign(text);
    std::int32_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.starts_with('-') || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return negative ? -std::int64_t{value} : std::int64_t{value};
}

std::optional<Decimal> parse(std::string_view text) {
    Decimal made{.negative = take_sign(text)};
    auto const whole = take_digits(text);
    std::string_view fraction;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        fraction = take_digits(text);
    }
    if (whole.empty() && fraction.empty()) return std::nullopt;
    if (!text.empty()) {
        if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
        auto const exponent = exponent_in(text.substr(1));
        if (!exponent) return std::nullopt;
        made.exponent = *exponent;
    }
    made.digits = std::string(whole) + std::string(fraction);
    made.exponent += static_cast<std::int64_t>(whole.size());
    auto const first = std::min(made.digits.find_first_not_of('0'), made.digits.size());
    made.digits.erase(0, first);
    made.exponent -= static_cast<std::int64_t>(first);
    made.digits.resize(made.digits.find_last_not_of('0') + 1);
    if (made.digits.empty()) made = {};
    return made;
}

int compare_magnitudes(Decimal const& left, Decimal const& right) {
    if (left.digits.empty() || right.digits.empty())
        return static_cast<int>(!left.digits.empty()) - static_cast<int>(!right.digits.empty());
    if (left.exponent != right.exponent) return left.exponent < right.exponent ? -1 : 1;
    return left.digits.compare(right.digits);
}

}  // namespace

std::optional<int> compare_decimals(std::string_view left, std::string_view right) {
    auto const a = parse(left);
    auto const b = parse(right);
    if (!a || !b) return std::nullopt;
    if (a->negative != b->negative) return a->negative ? -1 : 1;
    return a->negative ? compare_magnitudes(*b, *a) : compare_magnitudes(*a, *b);
}

}  // namespace coworks::jsonpath
