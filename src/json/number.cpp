#include "json/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace coworks {

namespace {

/// The digits of positive `value` without point, and where the point stands: 0.digits × 10^point.
struct Decimal {
    std::string digits;
    int point = 0;
};

Decimal decimal_of(double value) {
    char buffer[32];
    auto const end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string_view const text(buffer, static_cast<std::size_t>(end - buffer));
    auto const exponent_at = text.find('e');
    Decimal decimal;
    for (char const c : text.substr(0, exponent_at)) {
        if (c != '.') decimal.digits += c;
    }
    char const* exponent = text.data() + exponent_at + 1;
    if (*exponent == '+') ++exponent;
    std::from_chars(exponent, end, decimal.point);
    decimal.point += 1;
    return decimal;
}

}  // namespace

void append_ecmascript_number(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
        return;
    }
    if (value < 0) {
        out += '-';
        value = -value;
    }
    if (std::isinf(value)) {
        out += "Infinity";
        return;
    }
    if (value < 0x1p53 && value == std::trunc(value)) {
        char buffer[32];
        out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr);
        return;
    }
    auto const [digits, point] = decimal_of(value);
    auto const count = static_cast<int>(digits.size());
    if (point > 21 || point < -5) {
        out += digits[0];
        if (count > 1) out.append(".").append(digits, 1);
        out += point > 0 ? "e+" : "e-";
        out += std::to_string(std::abs(point - 1));
    } else if (point <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
    } else if (count <= point) {
        out.append(digits).append(static_cast<std::size_t>(point - count), '0');
    } else {
        out.append(digits, 0, static_cast<std::size_t>(point))
            .append(".")
            .append(digits, static_cast<std::size_t>(point));
    }
}

std::string ecmascript_number(double value) {
    std::string out;
    append_ecmascript_number(out, value);
    return out;
}

}  // namespace coworks
