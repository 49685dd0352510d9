#include "jsonata/builtins/datetime_picture.hpp"

#include <algorithm>
#include <cmath>

#include "jsonata/failure.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::string_view kIntegerComponents = "YMDdFWwXxHhmsf";

std::string_view default_presentation(char component) noexcept {
    switch (component) {
        case 'Y':
        case 'M':
        case 'D':
        case 'd':
        case 'W':
        case 'w':
        case 'X':
        case 'x':
        case 'H':
        case 'h':
        case 'f':
            return "1";
        case 'F':
        case 'P':
        case 'C':
        case 'E':
            return "n";
        case 'm':
        case 's':
            return "01";
        case 'Z':
        case 'z':
            return "01:01";
        default:
            return {};
    }
}

std::optional<int> width_of(std::string_view text) {
    if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;
    int width = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') break;
        width = std::min(width * 10 + (c - '0'), 10'000);
    }
    return width;
}

void literal(std::vector<DatePart>& parts, std::string_view text) {
    if (text.empty()) return;
    std::string kept;
    for (std::size_t at = 0; at < text.size(); ++at) {
        kept += text[at];
        if (text[at] == ']' && at + 1 < text.size() && text[at + 1] == ']') ++at;
    }
    parts.push_back({.literal = true, .text = kept});
}

void widths(DatePart& part, std::string_view text) {
    std::size_t const dash = text.find('-');
    part.width_min = width_of(text.substr(0, dash));
    if (dash != std::string_view::npos) part.width_max = width_of(text.substr(dash + 1));
}

void integer_part(DatePart& part, std::vector<DatePart>& parts, Dialect dialect) {
    std::string pattern = part.presentation;
    if (part.presentation2 != 0) pattern.append(";").append(1, part.presentation2);
    IntegerPicture format = integer_picture(pattern);
    if (part.width_min) format.mandatory = std::max(format.mandatory, *part.width_min);
    // Version 2.0.6 bounds months and days like years.
    bool const bounded =
        part.component == 'Y' || (dialect == Dialect::aws && (part.component == 'M' || part.component == 'D'));
    bool const digits = format.primary == IntegerPicture::Primary::decimal;
    if (bounded) {
        if (part.width_max) {
            part.digits_max = format.mandatory = *part.width_max;
        } else if (digits && format.mandatory + format.optional >= 2) {
            part.digits_max = format.mandatory + format.optional;
        }
    }
    if (dialect == Dialect::aws) format.width = part.digits_max;
    if (dialect == Dialect::standard && !parts.empty() && parts.back().integer)
        parts.back().integer->parse_width = parts.back().integer->mandatory;
    part.integer = std::move(format);
}

DatePart marker(std::string_view text, std::vector<DatePart>& parts, Dialect dialect) {
    std::string plain;
    for (char const c : text)
        if (c != ' ' && (c < '\t' || c > '\r')) plain += c;
    DatePart part;
    std::size_t const first = plain.empty() ? 0 : code_point_length(plain, 0);
    if (first == 1) part.component = plain[0];  // no component is beyond ASCII
    std::string_view presentation = std::string_view(plain).substr(first);
    if (std::size_t const comma = presentation.rfind(','); comma != std::string_view::npos) {
        widths(part, presentation.substr(comma + 1));
        presentation = presentation.substr(0, comma);
    }
    if (presentation.empty()) {
        part.presentation = default_presentation(part.component);
        if (part.presentation.empty()) {
            throw failure("D3132").with_value(Json(plain.substr(0, first)));
        }
    } else {
        if (presentation.size() > 1 && std::string_view("atco").find(presentation.back()) != std::string_view::npos) {
            part.presentation2 = presentation.back();
            presentation.remove_suffix(1);
        }
        part.presentation = presentation;
    }
    if (part.presentation[0] == 'n') {
        part.names = LetterCase::lower;
    } else if (part.presentation[0] == 'N') {
        part.names =
            part.presentation.size() > 1 && part.presentation[1] == 'n' ? LetterCase::title : LetterCase::upper;
    } else if (kIntegerComponents.find(part.component) != std::string_view::npos) {
        integer_part(part, parts, dialect);
    }
    if (part.component == 'Z' || part.component == 'z') part.integer = integer_picture(part.presentation);
    return part;
}

}  // namespace

std::vector<DatePart> date_picture(std::string_view picture, Dialect dialect) {
    std::vector<DatePart> parts;
    std::size_t start = 0;
    std::size_t at = 0;
    while (at < picture.size()) {
        if (picture[at] != '[') {
            ++at;
            continue;
        }
        literal(parts, picture.substr(start, at - start));
        if (at + 1 < picture.size() && picture[at + 1] == '[') {
            parts.push_back({.literal = true, .text = "["});
            at += 2;
            start = at;
            continue;
        }
        std::size_t const end = picture.find(']', at);
        if (end == std::string_view::npos) throw failure("D3135");
        DatePart part = marker(picture.substr(at + 1, end - at - 1), parts, dialect);
        parts.push_back(std::move(part));
        at = start = end + 1;
    }
    literal(parts, picture.substr(start));
    return parts;
}

}  // namespace coworks::jsonata
