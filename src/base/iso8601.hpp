#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace coworks {

/// A date, "2026-11-23" (ISO 8601-1, 5.2.2.1); nothing if there is no such day.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);
std::string format_date(std::chrono::year_month_day date);

/// A time of day, "08:30", "08:30:15", "08:30:15.250"; up to nine decimals. 24:00 and leap seconds are refused.
std::optional<std::chrono::nanoseconds> parse_time_of_day(std::string_view text);
/// Seconds always, decimals only where there are some.
std::string format_time_of_day(std::chrono::nanoseconds since_midnight);

/// A date and time without zone, "2026-11-23T08:30:15".
std::optional<std::chrono::local_time<std::chrono::nanoseconds>> parse_local_time(std::string_view text);
std::string format_local_time(std::chrono::local_time<std::chrono::nanoseconds> time);

/// A point in time of the years 0000 to 9999: whole seconds, and the nanoseconds after them. 64-bit nanoseconds, as
/// Clock::Time has, reach from 1677 to 2262 alone.
struct Instant {
    std::chrono::sys_seconds second{};
    std::chrono::nanoseconds rest{};  ///< 0 to 999,999,999

    friend auto operator<=>(Instant const&, Instant const&) = default;
};
/// A date and time with a zone, in the whole range of RFC 3339: the years 0000 to 9999 where it was written.
std::optional<Instant> parse_instant(std::string_view text);

/// A date and time with a zone (RFC 3339): "2026-11-23T08:30:15.5+01:00" or "…Z". The range is that of 64-bit
/// nanoseconds: 1678 to 2262.
std::optional<Clock::Time> parse_timestamp(std::string_view text);
/// In UTC with a Z. `decimals` digits of a second (0 to 9), or as many as there are.
enum class Decimals { needed, three };
std::string format_timestamp(Clock::Time time, Decimals decimals = Decimals::three);

/// A duration of weeks, days, hours, minutes and seconds, "P1DT2H3M4.5S", "PT0S", "P2W", with a minus before it.
/// Years and months have no fixed length: nothing for them, as for everything malformed or beyond 292 years.
std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);
std::string format_duration(std::chrono::nanoseconds duration);

}  // namespace coworks
