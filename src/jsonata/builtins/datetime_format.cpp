#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "jsonata/builtins/datetime_picture.hpp"
#include "jsonata/failure.hpp"

namespace coworks::jsonata {
namespace {

constexpr double kDayMs = 86'400'000;
/// JavaScript's dates reach this far (ECMA-262 section 21.4.1.1).
constexpr double kTimeMax = 8.64e15;

std::string change_case(std::string text, LetterCase to) {
    for (char& c : text) {
        if (to == LetterCase::upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (to == LetterCase::lower && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return text;
}

/// The Monday of the week that has the month's first Thursday.
double first_week(double year, double month) noexcept {
    double const first = date_utc(year, month);
    auto const days = static_cast<std::int64_t>(first / kDayMs);
    auto const weekday = static_cast<double>(((days + 3) % 7 + 7) % 7 + 1);
    return weekday > 4 ? first + (8 - weekday) * kDayMs : first - (weekday - 1) * kDayMs;
}

double weeks(double start, double end) noexcept {
    return (end - start) / (kDayMs * 7) + 1;
}

double week_of(double today, double year, double month, double step, double most) noexcept {
    double week = weeks(first_week(year, month), today);
    if (week > most) {
        if (today >= first_week(year, month + step)) week = 1;
    } else if (week < 1) {
        week = weeks(first_week(year, month - step), today);
    }
    return std::floor(week);
}

struct Offset {
    double hours = 0;
    double minutes = 0;
    double whole() const noexcept { return hours * 100 + minutes; }
};

Offset offset_of(std::string_view timezone) {
    double sign = 1;
    std::size_t at = timezone.find_first_not_of(" \t\n\r");
    if (at == std::string_view::npos) return {std::nan(""), std::nan("")};
    if (timezone[at] == '-' || timezone[at] == '+') sign = timezone[at++] == '-' ? -1 : 1;
    std::size_t const begin = at;
    double offset = 0;
    for (; at < timezone.size() && timezone[at] >= '0' && timezone[at] <= '9'; ++at)
        offset = offset * 10 + (timezone[at] - '0');
    if (at == begin) return {std::nan(""), std::nan("")};
    offset *= sign;
    return {std::floor(offset / 100), std::fmod(offset, 100)};
}

std::string zone(DatePart const& part, Offset const& offset) {
    IntegerPicture const& format = *part.integer;
    std::string text;
    if (format.regular || format.mandatory == 3 || format.mandatory == 4) {
        text = format_integer(offset.whole(), format);
    } else if (format.mandatory == 1 || format.mandatory == 2) {
        text = format_integer(offset.hours, format);
        if (offset.minutes != 0) text += ':' + format_integer(offset.minutes, integer_picture("00"));
    } else {
        throw failure("D3134").with_value(Json(format.mandatory));
    }
    if (offset.whole() >= 0) text.insert(0, "+");
    if (part.component == 'z') text.insert(0, "GMT");
    if (offset.whole() == 0 && part.presentation2 == 't') text = "Z";
    return text;
}

/// What JavaScript makes of the name of a month or day that there is not.
std::string nameless(DatePart const& part) {
    char const* read = "length";
    if (part.names == LetterCase::upper)
        read = "toUpperCase";
    else if (part.names == LetterCase::lower)
        read = "toLowerCase";
    else if (!part.width_max)
        return "undefined";
    throw failure("").with_message("Cannot read properties of undefined (reading '" + std::string(read) + "')");
}

std::string named(DatePart const& part, double value) {
    std::string text;
    bool const month = part.component == 'M' || part.component == 'x';
    if (!month && part.component != 'F') throw failure("D3133").with_value(Json(std::string(1, part.component)));
    if (std::isnan(value)) return nameless(part);
    text = month ? month_name(static_cast<int>(value)) : day_name(static_cast<int>(value));
    text = change_case(text, *part.names);
    if (part.width_max && text.size() > static_cast<std::size_t>(*part.width_max))
        text.resize(static_cast<std::size_t>(*part.width_max));
    return text;
}

std::string component_text(double millis, DatePart const& part, Offset const& offset) {
    switch (part.component) {
        case 'Z':
        case 'z':
            return zone(part, offset);
        case 'P': {
            std::string const text = !std::isnan(millis) && date_fields(millis).hour >= 12 ? "pm" : "am";
            return part.names == LetterCase::upper ? change_case(text, LetterCase::upper) : text;
        }
        case 'C':
        case 'E':
            return "ISO";
        default:
            break;
    }
    std::optional<double> const component = date_component(millis, part.component);
    if (!component) return "undefined";
    double value = *component;
    if (part.component == 'Y' && part.digits_max != -1) value = std::fmod(value, std::pow(10, part.digits_max));
    if (part.names && part.component != 'f') return named(part, value);
    if (!part.integer) throw failure("").with_message("Cannot read properties of undefined (reading 'primary')");
    return format_integer(value, *part.integer);
}

}  // namespace

std::string_view month_name(int month) noexcept {
    static constexpr auto kNames =
        std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December"});
    return month >= 1 && month <= 12 ? kNames[static_cast<std::size_t>(month - 1)] : std::string_view();
}

std::string_view day_name(int day) noexcept {
    static constexpr auto kNames =
        std::to_array<std::string_view>({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});
    return day >= 1 && day <= 7 ? kNames[static_cast<std::size_t>(day - 1)] : std::string_view();
}

DateFields date_fields(double millis) noexcept {
    using namespace std::chrono;
    auto const whole = static_cast<std::int64_t>(std::floor(millis));
    auto const days_since = floor<days>(milliseconds(whole));
    // Howard Hinnant's civil_from_days: std::chrono's years end at 32767, JavaScript's at 275760.
    std::int64_t const z = days_since.count() + 719468;
    std::int64_t const era = (z >= 0 ? z : z - 146096) / 146097;
    std::int64_t const doe = z - era * 146097;
    std::int64_t const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    std::int64_t const doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    std::int64_t const mp = (5 * doy + 2) / 153;
    DateFields fields;
    fields.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    fields.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    fields.year = static_cast<int>(yoe + era * 400 + (fields.month <= 2 ? 1 : 0));
    std::int64_t rest = whole - days_since.count() * 86'400'000;
    fields.millisecond = static_cast<int>(rest % 1000);
    rest /= 1000;
    fields.second = static_cast<int>(rest % 60);
    fields.minute = static_cast<int>(rest / 60 % 60);
    fields.hour = static_cast<int>(rest / 3600);
    return fields;
}

double date_utc(double year, double month, double day, double hour, double minute, double second,
                double milli) noexcept {
    for (double const field : {year, month, day, hour, minute, second, milli})
        if (!(std::fabs(field) < 1e9)) return std::nan("");
    year = std::trunc(year);
    if (year >= 0 && year <= 99) year += 1900;  // as Date.UTC reads two digits
    double const m = std::trunc(month);
    year += std::floor(m / 12);
    auto const in_year = static_cast<std::int64_t>(m - std::floor(m / 12) * 12) + 1;
    auto const y = static_cast<std::int64_t>(year) - (in_year <= 2 ? 1 : 0);
    std::int64_t const era = (y >= 0 ? y : y - 399) / 400;
    std::int64_t const yoe = y - era * 400;
    std::int64_t const doy = (153 * (in_year + (in_year > 2 ? -3 : 9)) + 2) / 5;
    std::int64_t const doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    auto const days = static_cast<double>(era * 146097 + doe - 719468);
    double const time = (days + std::trunc(day) - 1) * kDayMs + std::trunc(hour) * 3'600'000 +
                        std::trunc(minute) * 60'000 + std::trunc(second) * 1000 + std::trunc(milli);
    return std::fabs(time) <= kTimeMax ? time : std::nan("");
}

std::optional<double> date_component(double millis, char component) {
    constexpr std::string_view kComponents = "YMDdFWwXxHhPmsf";
    if (kComponents.find(component) == std::string_view::npos) return std::nullopt;
    if (std::isnan(millis)) return millis;
    DateFields const at = date_fields(millis);
    double const today = std::floor(millis / kDayMs) * kDayMs;
    switch (component) {
        case 'Y':
            return at.year;
        case 'M':
            return at.month;
        case 'D':
            return at.day;
        case 'd':
            return (today - date_utc(at.year, 0)) / kDayMs + 1;
        case 'F':
            return static_cast<double>(((static_cast<std::int64_t>(today / kDayMs) + 3) % 7 + 7) % 7 + 1);
        case 'W':
            return week_of(today, at.year, 0, 12, 52);
        case 'w':
            return week_of(today, at.year, at.month - 1, 1, 4);
        case 'X':
            return millis < first_week(at.year, 0)        ? at.year - 1
                   : millis >= first_week(at.year + 1, 0) ? at.year + 1
                                                          : at.year;
        case 'x':
            if (millis < first_week(at.year, at.month - 1)) return at.month == 1 ? 12 : at.month - 1;
            return millis >= first_week(at.year, at.month) ? at.month % 12 + 1 : at.month;
        case 'H':
            return at.hour;
        case 'h':
            return at.hour % 12 == 0 ? 12 : at.hour % 12;
        case 'P':
            return at.hour >= 12 ? 1 : 0;
        case 'm':
            return at.minute;
        case 's':
            return at.second;
        case 'f':
            return at.millisecond;
        default:
            return std::nullopt;
    }
}

std::string format_date(double millis, std::vector<DatePart> const& picture, std::optional<std::string_view> timezone) {
    Offset offset;
    if (timezone) offset = offset_of(*timezone);
    double local = std::trunc(millis + (60 * offset.hours + offset.minutes) * 60'000);
    // Date's TimeClip: what lies outside is no time, and each of its components NaN.
    if (!(std::fabs(local) <= kTimeMax)) local = std::nan("");
    std::string text;
    for (DatePart const& part : picture)
        text += part.literal ? part.text : component_text(local, part, offset);
    return text;
}

}  // namespace coworks::jsonata
