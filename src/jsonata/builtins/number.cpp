#include "jsonata/builtins/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "json/number.hpp"
#include "jsonata/builtins/registry.hpp"
#include "jsonata/evaluator.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/
bool is_decimal(std::string_view text) noexcept {
    std::size_t at = 0;
    auto const digits = [&] {
        std::size_t const begin = at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        return at > begin;
    };
    if (at < text.size() && text[at] == '-') ++at;
    if (!digits()) return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        if (!digits()) return false;
    }
    return at == text.size();
}

double digit_of(char c) {
    char const lower = static_cast<char>(c | 0x20);
    return is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

/// Of the letter in 0x, 0o, 0b; 0 of any other.
double base_of(char letter) {
    char const lower = static_cast<char>(letter | 0x20);
    return lower == 'x' ? 16 : lower == 'o' ? 8 : lower == 'b' ? 2 : 0;
}

/// Whether /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/ finds something, anchored as it is: 0x… at the
/// beginning, 0o… anywhere, 0b… at the end.
bool looks_prefixed(std::string_view text) {
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        double const base = text[at] == '0' ? base_of(text[at + 1]) : 0;
        if (digit_of(text[at + 2]) >= base) continue;
        if (base == 8 || (base == 16 && at == 0)) return true;
        if (base == 2 && text.find_first_not_of("01", at + 2) == std::string_view::npos) return true;
    }
    return false;
}

/// JavaScript's Number() of 0x…, 0o…, 0b…, white space around it aside; NaN of anything else.
double prefixed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\n\v\f\r";
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(kBlanks)));
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    double const base = text.size() < 3 || text[0] != '0' ? 0 : base_of(text[1]);
    if (base == 0) return std::nan("");
    double value = 0;
    for (char const c : text.substr(2)) {
        if (digit_of(c) >= base) return std::nan("");
        value = value * base + digit_of(c);
    }
    return value;
}

Value number(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined() || value.is_number()) return value;
    if (value.is_boolean()) return Value(value.boolean ? 1.0 : 0.0);
    if (value.is_string()) {
        std::string_view const text = value.string();
        if (is_decimal(text)) {
            double const parsed = parse_number(text);
            if (std::isfinite(parsed)) return Value(parsed);
        } else if (looks_prefixed(text)) {
            return Value(prefixed(text));
        }
    }
    throw failure("D3030").with_value(error_value(value)).with_index(1);
}

template <double (*F)(double)>
Value mapped(Call const& call) {
    Value const value = call.argument(0);
    return value.is_undefined() ? value : Value(F(value.number));
}

double absolute(double value) {
    return std::fabs(value);
}
double lower(double value) {
    return std::floor(value);
}
double upper(double value) {
    return std::ceil(value);
}

Value round(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    Value const precision = call.argument(1);
    return Value(round_half_even(value.number, precision.is_number() ? precision.number : 0));
}

Value sqrt(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    if (value.number < 0) throw failure("D3060").with_value(error_value(value)).with_index(1);
    return Value(std::sqrt(value.number));
}

/// Math.pow, which is not C's for a base of one.
double power_of(double base, double exponent) {
    if (std::isnan(exponent) || (std::fabs(base) == 1 && std::isinf(exponent))) return std::nan("");
    return std::pow(base, exponent);
}

Value power(Call const& call) {
    Value const base = call.argument(0);
    if (base.is_undefined()) return base;
    Value const exponent = call.argument(1);
    double const result = power_of(base.number, exponent.is_number() ? exponent.number : std::nan(""));
    if (std::isfinite(result)) return Value(result);
    auto error = failure("D3061").with_value(error_value(base)).with_index(1);
    if (!exponent.is_undefined()) error.exponent = error_value(exponent);
    throw error;
}

Value random(Call const& call) {
    return Value(call.evaluator.random().uniform());
}

Value format_base(Call const& call) {
    Value const value = call.argument(0);
    if (value.is_undefined()) return value;
    double const radix = call.argument(1).is_number() ? round_half_even(call.argument(1).number) : 10;
    if (!(radix >= 2) || radix > 36) throw failure("D3100").with_value(Json(radix));
    return call.evaluator.heap().text(to_radix(round_half_even(value.number), static_cast<int>(radix)));
}

constexpr BuiltinRow kNumberRows[] = {
    {"number", "<(nsb)-:n>", 1, 1, number},
    {"abs", "<n-:n>", 1, 1, mapped<absolute>},
    {"floor", "<n-:n>", 1, 1, mapped<lower>},
    {"ceil", "<n-:n>", 1, 1, mapped<upper>},
    {"round", "<n-n?:n>", 2, 2, round},
    {"sqrt", "<n-:n>", 1, 1, sqrt},
    {"power", "<n-n:n>", 2, 2, power},
    {"random", "<:n>", 0, 0, random, Dialects::standard},
    {"formatBase", "<n-n?:s>", 2, 2, format_base},
};

}  // namespace

double round_half_even(double value, double precision) {
    // The decimal point is moved in the text, as multiplying by a power of ten would add errors of its own.
    auto const shifted = [](double number, double places) {
        std::string const text = ecmascript_number(number);
        std::size_t const at = text.find('e');
        double const exponent =
            at == std::string::npos ? 0 : parse_number(text.substr(text[at + 1] == '+' ? at + 2 : at + 1));
        std::string moved = text.substr(0, at);
        moved += 'e';
        append_ecmascript_number(moved, exponent + places);
        double parsed = 0;
        auto const [end, error] = std::from_chars(moved.data(), moved.data() + moved.size(), parsed);
        if (error == std::errc::result_out_of_range) return parse_number(moved);
        return error == std::errc() && end == moved.data() + moved.size() ? parsed : std::nan("");
    };
    bool const moves = precision != 0 && !std::isnan(precision) && std::isfinite(value);
    if (moves) value = shifted(value, precision);
    double result = std::floor(value + 0.5);
    if (value == 0.49999999999999994) result = 0;
    if (std::fabs(value) >= 4503599627370496.0 || !std::isfinite(value)) result = value;
    double const difference = result - value;
    if (std::fabs(difference) == 0.5 && std::fabs(std::fmod(result, 2)) == 1) result -= 1;
    if (moves) result = shifted(result, -precision);
    return result == 0 ? 0 : result;
}

std::string to_radix(double value, int radix) {
    if (!std::isfinite(value) || radix == 10) return ecmascript_number(value);
    double rest = std::trunc(std::fabs(value));
    std::string digits;
    // V8 (DoubleToRadixCString) gives zeros for the digits that a double can't tell.
    for (; rest / radix >= 9007199254740992.0; rest /= radix)
        digits += '0';
    do {
        double const digit = std::fmod(rest, radix);
        digits += "0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<std::size_t>(digit)];
        rest = (rest - digit) / radix;
    } while (rest > 0);
    if (value < 0) digits += '-';
    std::ranges::reverse(digits);
    return digits;
}

std::string to_fixed(double value, int decimals) {
    if (!(value < 1e21)) return ecmascript_number(value);
    std::array<char, 160> buffer{};
    int const shown = std::clamp(decimals, 0, 100);
    // Exact ties go up (ECMA-262 section 21.1.3.3), where printf takes the even digit.
    auto const [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, shown);
    std::string text(buffer.data(), end);
    std::string exact(1200, '\0');
    auto const full = std::to_chars(exact.data(), exact.data() + exact.size(), value, std::chars_format::fixed, 1100);
    exact.resize(static_cast<std::size_t>(full.ptr - exact.data()));
    std::size_t const point = exact.find('.');
    std::size_t const tail = point + 1 + static_cast<std::size_t>(shown);
    bool const tie = exact[tail] == '5' && exact.find_first_not_of('0', tail + 1) == std::string::npos;
    if (!tie) return text;
    std::string up = exact.substr(0, shown == 0 ? point : tail);
    for (std::size_t i = up.size(); i-- > 0;) {
        if (up[i] == '.') continue;
        if (up[i] != '9') {
            ++up[i];
            return up;
        }
        up[i] = '0';
    }
    return "1" + up;
}

std::span<BuiltinRow const> number_builtins() {
    return kNumberRows;
}

}  // namespace coworks::jsonata
