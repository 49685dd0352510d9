#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "jsonata/builtins/datetime_picture.hpp"
#include "jsonata/failure.hpp"
#include "jsonata/regex.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::uint32_t kMatchStepsMax = 100'000;

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (std::string_view(".*+?^${}()|[]\\/").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

char32_t zone_separator(DatePart const& part) {
    return part.integer->regular ? part.integer->separators[0].character : 0;
}

std::string integer_regex(DatePart const& part) {
    IntegerPicture const& format = *part.integer;
    bool const upper = format.letter_case == LetterCase::upper;
    switch (format.primary) {
        case IntegerPicture::Primary::letters:
            return upper ? "[A-Z]+" : "[a-z]+";
        case IntegerPicture::Primary::roman:
            return upper ? "[MDCLXVI]+" : "[mdclxvi]+";
        case IntegerPicture::Primary::words: {
            std::string words = "(?:";
            for (std::string const& word : number_words())
                words += word + '|';
            return words + "and|[\\-, ])+";
        }
        case IntegerPicture::Primary::sequence:
            throw failure("D3130").with_value(Json(format.token));
        case IntegerPicture::Primary::decimal:
            break;
    }
    std::string digits = "[0-9]";
    if (format.parse_width > 0) {
        digits += '{' + std::to_string(format.parse_width) + '}';
    } else if (format.width > 0) {  // version 2.0.6
        digits += '{';
        if (format.optional > 0) digits += std::to_string(format.width - format.optional) + ',';
        digits += std::to_string(format.width) + '}';
    } else {
        digits += '+';
    }
    return format.ordinal ? digits + "(?:th|st|nd|rd)" : digits;
}

std::string part_regex(DatePart const& part, Dialect dialect) {
    if (part.literal) return escaped(part.text);
    if (part.component == 'Z' || part.component == 'z') {
        std::string regex = part.component == 'z' ? "GMT[-+][0-9]+" : "[-+][0-9]+";
        if (char32_t const separator = zone_separator(part); separator != 0)
            regex += to_utf8(std::u32string(1, separator)) + "[0-9]+";
        return regex;
    }
    if (part.component == 'f' && dialect == Dialect::standard) return "[0-9]+";
    if (part.integer) return integer_regex(part);
    if (part.component != 'M' && part.component != 'x' && part.component != 'F' && part.component != 'P')
        throw failure("D3133").with_value(Json(std::string(1, part.component)));
    return "[a-zA-Z]+";
}

double leading_integer(std::string_view text) {
    return parse_integer(text, IntegerPicture{});
}

double zone_minutes(DatePart const& part, std::string_view text) {
    if (part.component == 'z') text.remove_prefix(3);
    if (char32_t const separator = zone_separator(part); separator != 0) {
        std::string const mark = to_utf8(std::u32string(1, separator));
        std::size_t const at = text.find(mark);
        return leading_integer(text.substr(0, at)) * 60 + leading_integer(text.substr(at + mark.size()));
    }
    if (text.size() <= 3) return leading_integer(text) * 60;
    return leading_integer(text.substr(0, 3)) * 60 + leading_integer(text.substr(3));
}

std::optional<double> name_value(DatePart const& part, std::string_view text) {
    if (part.component == 'P') {
        if (text == "am" || text == "AM") return 0;
        if (text == "pm" || text == "PM") return 1;
        return std::nullopt;
    }
    bool const month = part.component != 'F';
    for (int i = month ? 12 : 7; i >= 1; --i) {
        std::string_view name = month ? month_name(i) : day_name(i);
        if (part.width_max && *part.width_max > 0) name = name.substr(0, static_cast<std::size_t>(*part.width_max));
        if (name == text) return i;
    }
    return std::nullopt;
}

std::optional<double> value_of(DatePart const& part, std::string_view text, Dialect dialect) {
    if (part.component == 'Z' || part.component == 'z') return zone_minutes(part, text);
    if (part.component == 'f' && dialect == Dialect::standard) {
        std::string const digits = "0." + std::string(text.substr(0, 3));
        return std::strtod(digits.c_str(), nullptr) * 1000;
    }
    if (part.integer) return parse_integer(text, *part.integer);
    return name_value(part, text);
}

using Components = std::map<char, std::optional<double>>;

bool given(Components const& components, char name) {
    auto const found = components.find(name);
    return found != components.end() && found->second && *found->second != 0 && !std::isnan(*found->second);
}

/// Whether the components are among those of a kind of date or time, and one of them there.
bool is_type(Components const& components, std::string_view order, unsigned type) {
    unsigned mask = 0;
    for (char const name : order)
        mask = mask << 1 | (given(components, name) ? 1U : 0U);
    return (~type & mask) == 0 && (type & mask) != 0;
}

/// The parts right of those given become 0 or 1, those left of them today's; a gap is an error.
void fill_in(Components& components, std::string_view order, double now) {
    bool started = false;
    bool ended = false;
    for (char const part : order) {
        auto const found = components.find(part);
        if (found != components.end() && found->second) {
            started = true;
            if (ended) throw failure("D3136");
        } else if (started) {
            components[part] = part == 'M' || part == 'D' || part == 'd' ? 1 : 0;
            ended = true;
        } else {
            // Of the present half of the day the reference makes no number: hours are those of the morning.
            components[part] = part == 'P' ? 0 : date_component(now, part);
        }
    }
}

}  // namespace

std::optional<double> parse_date(std::string_view text, std::vector<DatePart> const& picture, double now,
                                 Dialect dialect) {
    std::string regex = "^";
    for (DatePart const& part : picture)
        regex += '(' + part_regex(part, dialect) + ')';
    regex += '$';
    auto const match = Regex::compile(regex, "i")->match(text, 0, kMatchStepsMax);
    if (!match) return std::nullopt;
    Components components;
    for (std::size_t i = 0; i < picture.size(); ++i) {
        if (picture[i].literal || !match->groups[i]) continue;
        auto const [begin, end] = *match->groups[i];
        components[picture[i].component] = value_of(picture[i], text.substr(begin, end - begin), dialect);
    }
    if (components.empty()) return std::nullopt;
    // The reference's bit masks: year, month, day; year, day of year; and two kinds of weeks, which it refuses.
    constexpr std::string_view kDate = "YXMxWwdD";
    bool const date_a = is_type(components, kDate, 0b10100001);
    bool const date_b = !date_a && is_type(components, kDate, 0b10000010);
    bool const date_c = is_type(components, kDate, 0b01010100);
    bool const date_d = !date_c && is_type(components, kDate, 0b01001000);
    bool const time_a = is_type(components, "PHhmsf", 0b010111);
    bool const time_b = !time_a && is_type(components, "PHhmsf", 0b101111);
    std::string order = date_b ? "YD" : date_c ? "XxwF" : date_d ? "XWF" : "YMD";
    order += time_b ? "Phmsf" : "Hmsf";
    fill_in(components, order, now);
    auto const number = [&](char name) {
        auto const found = components.find(name);
        return found != components.end() && found->second ? *found->second : std::nan("");
    };
    components['M'] = number('M') > 0 ? number('M') - 1 : 0;
    if (date_b) {
        double const derived = date_utc(number('Y'), 0) + (number('d') - 1) * 86'400'000;
        if (std::isnan(derived)) return derived;
        components['M'] = date_fields(derived).month - 1;
        components['D'] = date_fields(derived).day;
    }
    if (date_c || date_d) throw failure("D3136");
    if (time_b) components['H'] = (number('h') == 12 ? 0 : number('h')) + (number('P') == 1 ? 12 : 0);
    double millis = date_utc(number('Y'), number('M'), number('D'), number('H'), number('m'), number('s'), number('f'));
    double const shift = given(components, 'Z') ? number('Z') : given(components, 'z') ? number('z') : 0;
    return millis - shift * 60'000;
}

}  // namespace coworks::jsonata
