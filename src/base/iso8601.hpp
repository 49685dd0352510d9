#pragma once

#include <chrono>
#include <coworks/detail/seconds.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/clock.hpp"

namespace coworks {

/// What a text says, or why it says nothing: "there is no month 13". The reason is empty where the text has another
/// form altogether.
template <class T>
using Parsed = tl::expected<T, std::string>;

/// A date, "2026-11-23" (ISO 8601-1, 5.2.2.1), of the years 0000 to 9999.
Parsed<std::chrono::year_month_day> parse_date(std::string_view text);
std::string format_date(std::chrono::year_month_day date);

/// A time of day, "08:30", "08:30:15", "08:30:15.250"; up to nine decimals. 24:00 and leap seconds are refused.
Parsed<std::chrono::nanoseconds> parse_time_of_day(std::string_view text);
/// Seconds always, decimals only where there are some.
std::string format_time_of_day(std::chrono::nanoseconds since_midnight);

/// A date and time without zone, "2026-11-23T08:30:15", since 1970 began there.
Parsed<Seconds> parse_local_time(std::string_view text);
std::string format_local_time(Seconds time);

/// A date and time with a zone (RFC 3339): "2026-11-23T08:30:15.5+01:00" or "…Z", of the years 0000 to 9999 in that
/// zone.
Parsed<Seconds> parse_timestamp(std::string_view text);
/// In UTC with a Z. `decimals` digits of a second (0 to 9), or as many as there are.
enum class Decimals { needed, three };
std::string format_timestamp(Seconds time, Decimals decimals = Decimals::three);
std::string format_timestamp(Clock::Time time, Decimals decimals = Decimals::three);

/// Of a clock; and back: what a clock can't show becomes the first or last of what it can.
Seconds seconds_of(Clock::Time time);
Clock::Time clock_time(Seconds time);

/// A duration of weeks, days, hours, minutes and seconds, "P1DT2H3M4.5S", "PT0S", "P2W", with a minus before it.
/// Years and months have no fixed length: they are refused.
Parsed<Seconds> parse_duration(std::string_view text);
std::string format_duration(Seconds duration);

}  // namespace coworks
