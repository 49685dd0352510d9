// How dates, times and durations come in and go out.

#include <coworks/detail/codec.hpp>

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/iso8601.hpp"
#include "tech/codec_input.hpp"

namespace coworks::detail {

namespace {

__extension__ using Wide = __int128;

constexpr Wide kSecond = 1'000'000'000;

/// RFC 3339 section 1: dates of the years 0000 to 9999.
constexpr std::int64_t kFirstSecond = -62'167'219'200;
constexpr std::int64_t kLastSecond = 253'402'300'799;

bool is_date(TimeKind kind) {
    return kind == TimeKind::instant || kind == TimeKind::local;
}

bool in_years(Seconds time) {
    return time.whole >= kFirstSecond && time.whole <= kLastSecond;
}

/// What was expected and found, and what is wrong with it.
void refuse(Faults& faults, std::string_view what, Input const& in, std::string_view reason) {
    faults.add(fmt::format("expected {}, found {}{}{}", what, preview(in), reason.empty() ? "" : ": ", reason));
}

Parsed<Seconds> parse(std::string_view text, TimeKind kind) {
    switch (kind) {
        case TimeKind::instant: {
            auto time = parse_timestamp(text);
            if (time && !in_years(*time)) return tl::unexpected<std::string>("in UTC its year has no four digits");
            return time;
        }
        case TimeKind::local:
            return parse_local_time(text);
        case TimeKind::of_day:
            return parse_time_of_day(text).map(
                [](std::chrono::nanoseconds time) { return seconds_of(Clock::Time(time)); });
        case TimeKind::duration:
            return parse_duration(text);
    }
    return tl::unexpected<std::string>("");
}

std::string_view example_of(TimeKind kind) {
    switch (kind) {
        case TimeKind::instant:
            return "a time with a zone such as 2026-03-01T08:30:00Z";
        case TimeKind::local:
            return "a time without zone such as 2026-03-01T08:30:00";
        case TimeKind::of_day:
            return "a time of day such as 08:30:00";
        case TimeKind::duration:
            return "a duration of weeks, days, hours, minutes or seconds such as PT1H30M";
    }
    return {};
}

std::string text_of_time(Seconds time, TimeKind kind) {
    switch (kind) {
        case TimeKind::instant:
            return format_timestamp(time, Decimals::needed);
        case TimeKind::local:
            return format_local_time(time);
        case TimeKind::of_day:
            return format_time_of_day(std::chrono::seconds(time.whole) + std::chrono::nanoseconds(time.nanos));
        case TimeKind::duration:
            return format_duration(time);
    }
    return {};
}

/// Whole nanoseconds, rounded towards zero, unless they are beyond what a count of seconds says.
std::optional<Wide> nanoseconds_of(std::int64_t count, TimeUnit unit) {
    Wide scaled = 0;
    if (__builtin_mul_overflow(static_cast<Wide>(count) * unit.num, kSecond, &scaled)) return std::nullopt;
    return scaled / unit.den;
}

std::optional<Seconds> seconds_of_wide(Wide nanoseconds) {
    Wide whole = nanoseconds / kSecond;
    if (whole * kSecond > nanoseconds) --whole;
    if (whole < std::numeric_limits<std::int64_t>::min() || whole > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return Seconds{.whole = static_cast<std::int64_t>(whole),
                   .nanos = static_cast<std::int32_t>(nanoseconds - whole * kSecond)};
}

/// For the fault: what the unit holds, as far as it can be said.
std::string bounds_text(TimeUnit unit, TimeKind kind) {
    std::string out;
    for (std::int64_t const count : {unit.least, unit.most}) {
        auto const nanoseconds = nanoseconds_of(count, unit);
        auto const time = nanoseconds ? seconds_of_wide(*nanoseconds) : std::nullopt;
        if (!time || (is_date(kind) && !in_years(*time))) continue;
        out += (count == unit.least ? " from " : " to ") + text_of_time(*time, kind);
    }
    return out;
}

Json write(std::optional<Seconds> time, TimeKind kind) {
    if (!time || (is_date(kind) && !in_years(*time)))
        throw std::range_error("a time is in none of the years 0000 to 9999, the ones of ISO 8601");
    return text_of_time(*time, kind);
}

}  // namespace

std::optional<std::chrono::year_month_day> read_date(Input const& in, Faults& faults) {
    auto const text = text_of(in);
    auto const date = text ? parse_date(*text) : tl::unexpected<std::string>("");
    if (date) return *date;
    refuse(faults, "a date such as 2026-03-01", in, date.error());
    return std::nullopt;
}

std::optional<Seconds> read_time(Input const& in, TimeKind kind, Faults& faults) {
    auto const time = parse(text_of(in).value_or(std::string_view()), kind);
    if (time) return *time;
    refuse(faults, example_of(kind), in, time.error());
    return std::nullopt;
}

std::optional<std::int64_t> in_units(Seconds time, TimeUnit unit, TimeKind kind, Input const& in, Faults& faults) {
    // Exact: numerator and denominator of the number of units.
    Wide const nanoseconds = static_cast<Wide>(time.whole) * kSecond + time.nanos;
    Wide parts = 0;
    bool const fits = !__builtin_mul_overflow(nanoseconds, static_cast<Wide>(unit.den), &parts);
    Wide const unit_parts = static_cast<Wide>(unit.num) * kSecond;
    if (fits && parts % unit_parts != 0) {
        expected(faults, "a time without smaller parts than the unit's", in);
        return std::nullopt;
    }
    Wide const count = parts / unit_parts;
    if (fits && count >= unit.least && count <= unit.most) return static_cast<std::int64_t>(count);
    expected(faults, "what its unit can hold," + bounds_text(unit, kind), in);
    return std::nullopt;
}

Json write_date(std::chrono::year_month_day date) {
    if (static_cast<int>(date.year()) < 0 || static_cast<int>(date.year()) > 9999)
        throw std::range_error("a date is in none of the years 0000 to 9999, the ones of ISO 8601");
    return format_date(date);
}

Json write_time(std::int64_t count, TimeUnit unit, TimeKind kind) {
    auto const nanoseconds = nanoseconds_of(count, unit);
    return write(nanoseconds ? seconds_of_wide(*nanoseconds) : std::nullopt, kind);
}

Json write_time(long double nanoseconds, TimeKind kind) {
    constexpr long double kMost = 9.2e27L;  // 64-bit seconds
    if (!(std::abs(nanoseconds) < kMost)) return write(std::nullopt, kind);
    return write(seconds_of_wide(static_cast<Wide>(nanoseconds)), kind);
}

}  // namespace coworks::detail
