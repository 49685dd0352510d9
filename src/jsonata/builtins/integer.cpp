#include "jsonata/builtins/integer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <ranges>
#include <unordered_map>
#include <vector>

#include "base/utf8.hpp"
#include "json/number.hpp"
#include "jsonata/failure.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

using Primary = IntegerPicture::Primary;

constexpr auto kFew = std::to_array<std::string_view>(
    {"Zero", "One",    "Two",    "Three",    "Four",     "Five",    "Six",     "Seven",     "Eight",    "Nine",
     "Ten",  "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"});
constexpr auto kOrdinals = std::to_array<std::string_view>(
    {"Zeroth",     "First",     "Second",    "Third",       "Fourth",     "Fifth",     "Sixth",
     "Seventh",    "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",   "Thirteenth",
     "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"});
constexpr auto kDecades = std::to_array<std::string_view>(
    {"Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred"});
constexpr auto kMagnitudes = std::to_array<std::string_view>({"Thousand", "Million", "Billion", "Trillion"});

/// Zeros of the decimal digit groups that the reference knows.
constexpr auto kZeros = std::to_array<char32_t>(
    {0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
     0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
     0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10});

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

std::string words(double number, bool follows, bool ordinal) {
    if (number <= 19) {
        auto const index = static_cast<std::size_t>(number);
        return std::string(follows ? " and " : "").append(ordinal ? kOrdinals[index] : kFew[index]);
    }
    if (number < 100) {
        std::string text = follows ? " and " : "";
        text += kDecades[static_cast<std::size_t>(number / 10) - 2];
        double const rest = std::fmod(number, 10);
        if (rest > 0) return text + '-' + words(rest, false, ordinal);
        return ordinal ? text.substr(0, text.size() - 1) + "ieth" : text;
    }
    std::string text = follows ? ", " : "";
    double rest = 0;
    if (number < 1000) {
        text.append(kFew[static_cast<std::size_t>(number / 100)]).append(" Hundred");
        rest = std::fmod(number, 100);
    } else {
        double const magnitude = std::min(std::floor(std::log10(number) / 3), static_cast<double>(kMagnitudes.size()));
        double const factor = std::pow(10, magnitude * 3);
        double const mantissa = std::floor(number / factor);
        rest = number - mantissa * factor;
        text += words(mantissa, false, false) + ' ';
        text += kMagnitudes[static_cast<std::size_t>(magnitude) - 1];
    }
    if (rest > 0) return text + words(rest, true, ordinal);
    return ordinal ? text + "th" : text;
}

struct WordTable {
    std::unordered_map<std::string, double> values;
    std::vector<std::string> order;

    WordTable() {
        for (std::size_t i = 0; i < kFew.size(); ++i)
            add(std::string(kFew[i]), static_cast<double>(i));
        for (std::size_t i = 0; i < kOrdinals.size(); ++i)
            add(std::string(kOrdinals[i]), static_cast<double>(i));
        for (std::size_t i = 0; i < kDecades.size(); ++i) {
            std::string const word(kDecades[i]);
            add(word, static_cast<double>(i + 2) * 10);
            add(word.substr(0, word.size() - 1) + "ieth", static_cast<double>(i + 2) * 10);
        }
        add("hundredth", 100);
        for (std::size_t i = 0; i < kMagnitudes.size(); ++i) {
            add(std::string(kMagnitudes[i]), std::pow(10, static_cast<double>(i + 1) * 3));
            add(std::string(kMagnitudes[i]) + "th", std::pow(10, static_cast<double>(i + 1) * 3));
        }
    }
    void add(std::string const& word, double value) {
        if (values.insert_or_assign(lower(word), value).second) order.push_back(lower(word));
    }
};

WordTable const& word_table() {
    static WordTable const table;
    return table;
}

double words_to_number(std::string const& text) {
    std::vector<double> segments{0};
    auto const take = [&](std::string const& word) {
        auto const found = word_table().values.find(word);
        double const value = found != word_table().values.end() ? found->second : std::nan("");
        if (value < 100) {
            double top = segments.back();
            segments.pop_back();
            if (top >= 1000) {
                segments.push_back(top);
                top = 0;
            }
            segments.push_back(top + value);
        } else {
            segments.back() *= value;
        }
    };
    // Split at /,\s|\sand\s|[\s\\-]/.
    std::string word;
    for (std::size_t at = 0; at < text.size();) {
        char const c = text[at];
        std::string_view const rest = std::string_view(text).substr(at);
        std::size_t skip = 0;
        if (rest.starts_with(", ")) skip = 2;
        if (rest.starts_with(" and ")) skip = 5;
        if (skip == 0 && (c == ' ' || c == '\\' || c == '-' || c == '\t' || c == '\n')) skip = 1;
        if (skip == 0) {
            word += c;
            ++at;
            continue;
        }
        take(word);
        word.clear();
        at += skip;
    }
    take(word);
    return std::accumulate(segments.begin(), segments.end(), 0.0);
}

struct Numeral {
    int value;
    std::string_view text;
};
constexpr auto kNumerals = std::to_array<Numeral>({{1000, "m"},
                                                   {900, "cm"},
                                                   {500, "d"},
                                                   {400, "cd"},
                                                   {100, "c"},
                                                   {90, "xc"},
                                                   {50, "l"},
                                                   {40, "xl"},
                                                   {10, "x"},
                                                   {9, "ix"},
                                                   {5, "v"},
                                                   {4, "iv"},
                                                   {1, "i"}});

std::string roman(double value) {
    if (value > 1e6) throw failure("U1001").with_message("A roman number of that size is too long");
    std::string text;
    for (Numeral const& numeral : kNumerals) {
        for (; value >= numeral.value; value -= numeral.value)
            text += numeral.text;
    }
    return text;
}

/// Of upper case letters; NaN with any other.
double roman_to_decimal(std::string const& roman) {
    double decimal = 0;
    double most = 1;
    for (std::size_t i = roman.size(); i-- > 0;) {
        char const digit = roman[i];
        std::string const name = digit >= 'A' && digit <= 'Z' ? lower({digit}) : std::string();
        auto const* const found = std::ranges::find(kNumerals, std::string_view(name), &Numeral::text);
        double const value = found != kNumerals.end() ? found->value : std::nan("");
        if (value < most) {
            decimal -= value;
        } else {
            most = value;
            decimal += value;
        }
    }
    return decimal;
}

std::vector<char16_t> utf16_units(std::string_view text) {
    std::vector<char16_t> units;
    for (char32_t const point : to_utf32(text)) {
        if (point > 0xffff) units.push_back(static_cast<char16_t>(0xd7c0 + (point >> 10)));
        units.push_back(static_cast<char16_t>(point > 0xffff ? 0xdc00 + (point & 0x3ff) : point));
    }
    return units;
}

std::string letters(double value, char first) {
    std::string text;
    while (value > 0) {
        text += static_cast<char>(std::fmod(value - 1, 26) + first);
        value = std::floor((value - 1) / 26);
    }
    std::ranges::reverse(text);
    return text;
}

std::u32string group_digits(std::u32string digits, IntegerPicture const& picture) {
    if (picture.regular) {
        auto const step = static_cast<std::size_t>(picture.separators[0].position);
        for (std::size_t count = (digits.size() - 1) / step; count > 0; --count)
            digits.insert(digits.size() - count * step, 1, picture.separators[0].character);
        return digits;
    }
    for (auto at = picture.separators.rbegin(); at != picture.separators.rend(); ++at) {
        auto const distance = static_cast<std::ptrdiff_t>(digits.size()) - at->position;
        // substr(0, -1) is nothing, and substr(-1) the last of the digits (ECMA-262 section B.2.2.1).
        if (distance < 0) digits.erase(0, digits.size() - std::min<std::size_t>(digits.size(), -distance));
        digits.insert(distance > 0 ? static_cast<std::size_t>(distance) : 0, 1, at->character);
    }
    return digits;
}

std::string decimal(double value, IntegerPicture const& picture) {
    std::string text = ecmascript_number(value);
    if (static_cast<int>(text.size()) < picture.mandatory)
        text.insert(0, static_cast<std::size_t>(picture.mandatory) - text.size(), '0');
    std::u32string digits = to_utf32(text);
    if (picture.zero != U'0')
        for (char32_t& digit : digits)
            digit += picture.zero - U'0';
    digits = group_digits(std::move(digits), picture);
    if (picture.ordinal) {
        char32_t const last = digits.back();
        bool const teen = digits.size() > 1 && digits[digits.size() - 2] == U'1';
        digits += teen ? U"th" : last == U'1' ? U"st" : last == U'2' ? U"nd" : last == U'3' ? U"rd" : U"th";
    }
    return to_utf8(digits);
}

/// The distance at which separators repeat, or 0.
int regular_repeat(std::vector<IntegerPicture::Separator> const& separators) {
    if (separators.empty()) return 0;
    int factor = separators[0].position;
    for (auto const& separator : separators) {
        if (separator.character != separators[0].character) return 0;
        factor = std::gcd(factor, separator.position);
    }
    for (std::size_t i = 1; i <= separators.size(); ++i) {
        int const wanted = static_cast<int>(i) * factor;
        if (std::ranges::none_of(separators, [&](auto const& one) { return one.position == wanted; })) return 0;
    }
    return factor;
}

void decimal_picture(IntegerPicture& format, std::string_view primary) {
    std::u32string points = to_utf32(primary);
    std::ranges::reverse(points);
    int position = 0;
    bool any = false;
    for (char32_t const point : points) {
        auto const* const group =
            std::ranges::find_if(kZeros, [&](char32_t zero) { return point >= zero && point <= zero + 9; });
        if (group != kZeros.end()) {
            ++format.mandatory;
            ++position;
            if (any && *group != format.zero) throw failure("D3131");
            format.zero = *group;
            any = true;
        } else if (point == U'#') {
            ++position;
            ++format.optional;
        } else {
            format.separators.push_back({position, point});
        }
    }
    if (!any) {
        format.primary = Primary::sequence;
        format.token = primary;
        return;
    }
    if (int const repeat = regular_repeat(format.separators); repeat > 0) {
        format.regular = true;
        format.separators = {{repeat, format.separators[0].character}};
    }
}

}  // namespace

std::u32string to_utf32(std::string_view text) {
    std::u32string points;
    for (std::size_t at = 0; at < text.size(); at += code_point_length(text, at))
        points += static_cast<char32_t>(code_point(text, at));
    return points;
}

std::string to_utf8(std::u32string_view text) {
    std::string bytes;
    for (char32_t const point : text)
        append_unit(bytes, static_cast<std::uint32_t>(point));
    return bytes;
}

std::vector<std::string> const& number_words() {
    return word_table().order;
}

IntegerPicture integer_picture(std::string_view picture) {
    IntegerPicture format;
    std::size_t const semicolon = picture.rfind(';');
    std::string_view const primary = picture.substr(0, semicolon);
    if (semicolon != std::string_view::npos) format.ordinal = picture.substr(semicolon + 1).starts_with('o');
    if (primary == "A" || primary == "a") {
        format.primary = Primary::letters;
        if (primary == "A") format.letter_case = LetterCase::upper;
    } else if (primary == "I" || primary == "i") {
        format.primary = Primary::roman;
        if (primary == "I") format.letter_case = LetterCase::upper;
    } else if (primary == "W" || primary == "Ww" || primary == "w") {
        format.primary = Primary::words;
        format.letter_case = primary == "W"    ? LetterCase::upper
                             : primary == "Ww" ? LetterCase::title
                                               : LetterCase::lower;
    } else {
        decimal_picture(format, primary);
    }
    return format;
}

std::string format_integer(double value, IntegerPicture const& picture) {
    bool const negative = value < 0;
    value = std::fabs(value);
    std::string text;
    switch (picture.primary) {
        case Primary::letters:
            text = letters(std::isfinite(value) ? value : 0, picture.letter_case == LetterCase::upper ? 'A' : 'a');
            break;
        case Primary::roman:
            text = roman(value);
            if (picture.letter_case == LetterCase::upper) text = upper(text);
            break;
        case Primary::words:
            // The reference recurses without end; so says JavaScript.
            if (!std::isfinite(value)) throw failure("").with_message("Maximum call stack size exceeded");
            text = words(value, false, picture.ordinal);
            if (picture.letter_case == LetterCase::upper) text = upper(text);
            if (picture.letter_case == LetterCase::lower) text = lower(text);
            break;
        case Primary::decimal:
            text = decimal(value, picture);
            break;
        case Primary::sequence:
            throw failure("D3130").with_value(Json(picture.token));
    }
    return negative ? '-' + text : text;
}

double parse_integer(std::string_view given, IntegerPicture const& picture) {
    std::string text(given);
    bool const is_upper = picture.letter_case == LetterCase::upper;
    switch (picture.primary) {
        case Primary::letters: {
            // By UTF-16 units and from the end, as in the reference: both decide what a text that is no letters gives.
            double value = 0;
            double place = 0;
            double const before_first = (is_upper ? 'A' : 'a') - 1;
            for (char16_t const letter : std::views::reverse(utf16_units(text)))
                value += (letter - before_first) * std::pow(26, place++);
            return value;
        }
        case Primary::roman:
            return roman_to_decimal(is_upper ? text : upper(text));
        case Primary::words:
            return words_to_number(lower(text));
        case Primary::sequence:
            throw failure("D3130").with_value(Json(picture.token));
        case Primary::decimal:
            break;
    }
    std::u32string given_digits = to_utf32(text);
    if (picture.ordinal) given_digits.resize(given_digits.size() - std::min<std::size_t>(2, given_digits.size()));
    std::u32string digits;
    for (char32_t const point : given_digits) {
        bool const separator =
            picture.regular
                ? point == U','
                : std::ranges::any_of(picture.separators, [&](auto const& one) { return one.character == point; });
        if (!separator) digits += picture.zero == U'0' ? point : point - picture.zero + U'0';
    }
    // parseInt: a sign, then digits, then whatever.
    std::string const plain = to_utf8(digits);
    std::size_t at = plain.find_first_not_of(" \t\n\r");
    if (at == std::string::npos) return std::nan("");
    bool const negative = plain[at] == '-';
    if (negative || plain[at] == '+') ++at;
    std::size_t end = at;
    while (end < plain.size() && plain[end] >= '0' && plain[end] <= '9')
        ++end;
    if (end == at) return std::nan("");
    double const value = parse_number(std::string_view(plain).substr(at, end - at));
    return negative ? -value : value;
}

}  // namespace coworks::jsonata
