#include "base/iso8601.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace coworks {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDay = 86400;

/// The text has another form.
tl::unexpected<std::string> other_form() {
    return tl::unexpected<std::string>("");
}

template <class... Values>
tl::unexpected<std::string> wrong(fmt::format_string<Values...> text, Values&&... values) {
    return tl::unexpected<std::string>(fmt::format(text, std::forward<Values>(values)...));
}

/// Reads from the front of a text; every step says whether it fitted.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool done() const { return text_.empty(); }
    bool next_is(char c) const { return !text_.empty() && text_[0] == c; }
    bool take(char c) {
        if (!next_is(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    /// Exactly `digits` digits.
    std::optional<int> number(std::size_t digits) {
        if (text_.size() < digits) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!digit(text_[i])) return std::nullopt;
            value = value * 10 + (text_[i] - '0');
        }
        text_.remove_prefix(digits);
        return value;
    }
    /// One to eighteen digits.
    std::optional<std::int64_t> long_number() {
        constexpr std::size_t kDigitsMax = 18;
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; count < text_.size() && digit(text_[count]); ++count) {
            if (count == kDigitsMax) return std::nullopt;
            value = value * 10 + (text_[count] - '0');
        }
        if (count == 0) return std::nullopt;
        text_.remove_prefix(count);
        return value;
    }
    /// Decimals after a point, as nanoseconds; one to nine digits.
    std::optional<std::int64_t> fraction() {
        std::int64_t value = 0;
        std::int64_t unit = kSecond / 10;
        std::size_t count = 0;
        for (; count < text_.size() && digit(text_[count]); ++count, unit /= 10) {
            if (unit == 0) return std::nullopt;
            value += (text_[count] - '0') * unit;
        }
        if (count == 0) return std::nullopt;
        text_.remove_prefix(count);
        return value;
    }

private:
    static bool digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view text_;
};

Parsed<std::chrono::year_month_day> read_date(Reader& in) {
    auto const year = in.number(4);
    if (!year || !in.take('-')) return other_form();
    auto const month = in.number(2);
    if (!month || !in.take('-')) return other_form();
    auto const day = in.number(2);
    if (!day) return other_form();
    if (*month < 1 || *month > 12) return wrong("there is no month {:02}", *month);
    std::chrono::year_month const in_month{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month))};
    auto const date = in_month / std::chrono::day(static_cast<unsigned>(*day));
    if (date.ok()) return date;
    auto const last = (in_month / std::chrono::last).day();
    return wrong("{:04}-{:02} has no day {:02}, its last is {}", *year, *month, *day, static_cast<unsigned>(last));
}

Parsed<nanoseconds> read_time_of_day(Reader& in) {
    auto const hours = in.number(2);
    if (!hours || !in.take(':')) return other_form();
    if (*hours > 23) return wrong("there is no hour {}", *hours);
    auto const minutes = in.number(2);
    if (!minutes) return other_form();
    if (*minutes > 59) return wrong("there is no minute {}", *minutes);
    std::int64_t total = (*hours * 60LL + *minutes) * 60 * kSecond;
    if (in.take(':')) {
        auto const seconds = in.number(2);
        if (!seconds) return other_form();
        if (*seconds > 59) return wrong("there is no second {}", *seconds);
        total += *seconds * kSecond;
        if (in.take('.')) {
            auto const fraction = in.fraction();
            if (!fraction) return wrong("a second has one to nine decimals");
            total += *fraction;
        }
    }
    return nanoseconds(total);
}

/// "Z" or "+01:00" (also "+0100"), as seconds east of Greenwich.
Parsed<std::int64_t> read_zone(Reader& in) {
    if (in.take('Z') || in.take('z')) return 0;
    if (in.done()) return wrong("the zone is missing, Z or one such as +01:00");
    bool const west = in.next_is('-');
    if (!west && !in.next_is('+')) return other_form();
    in.take(west ? '-' : '+');
    auto const hours = in.number(2);
    if (!hours) return other_form();
    in.take(':');
    auto const minutes = in.number(2);
    if (!minutes) return other_form();
    if (*hours > 23 || *minutes > 59) return wrong("there is no zone {:02}:{:02} from UTC", *hours, *minutes);
    std::int64_t const offset = (*hours * 60LL + *minutes) * 60;
    return west ? -offset : offset;
}

Parsed<Seconds> read_date_time(Reader& in, bool zoned) {
    auto const date = read_date(in);
    if (!date) return tl::unexpected(date.error());
    if (in.done()) return wrong("the time of day is missing");
    if (!in.take('T') && !in.take('t') && !in.take(' ')) return other_form();
    auto const time = read_time_of_day(in);
    if (!time) return tl::unexpected(time.error());
    Parsed<std::int64_t> const offset = zoned ? read_zone(in) : 0;
    if (!offset) return tl::unexpected(offset.error());
    if (!zoned && (in.next_is('Z') || in.next_is('z') || in.next_is('+') || in.next_is('-')))
        return wrong("a zone has no place here");
    if (!in.done()) return other_form();
    std::int64_t const days = std::chrono::sys_days(*date).time_since_epoch().count();
    return Seconds{.whole = days * kDay - *offset + time->count() / kSecond,
                   .nanos = static_cast<std::int32_t>(time->count() % kSecond)};
}

std::string fraction_text(std::int64_t nanos) {
    if (nanos == 0) return {};
    std::string text = fmt::format(".{:09}", nanos);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

/// "2026-11-23T" and the time of day.
std::string date_time_text(Seconds time, Decimals decimals) {
    std::chrono::sys_seconds const second{std::chrono::seconds(time.whole)};
    auto const day = std::chrono::floor<std::chrono::days>(second);
    std::string out = format_date(std::chrono::year_month_day(day)) + "T";
    if (decimals == Decimals::needed) return out + format_time_of_day(second - day + nanoseconds(time.nanos));
    return out + format_time_of_day(second - day) + fmt::format(".{:03}", time.nanos / 1'000'000);
}

}  // namespace

Parsed<std::chrono::year_month_day> parse_date(std::string_view text) {
    Reader in(text);
    auto const date = read_date(in);
    if (date && !in.done()) return other_form();
    return date;
}

std::string format_date(std::chrono::year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Parsed<nanoseconds> parse_time_of_day(std::string_view text) {
    Reader in(text);
    auto const time = read_time_of_day(in);
    if (time && !in.done()) return other_form();
    return time;
}

std::string format_time_of_day(nanoseconds since_midnight) {
    std::int64_t const seconds = since_midnight.count() / kSecond;
    return fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                       fraction_text(since_midnight.count() % kSecond));
}

Parsed<Seconds> parse_local_time(std::string_view text) {
    Reader in(text);
    return read_date_time(in, false);
}

std::string format_local_time(Seconds time) {
    return date_time_text(time, Decimals::needed);
}

Parsed<Seconds> parse_timestamp(std::string_view text) {
    Reader in(text);
    return read_date_time(in, true);
}

std::string format_timestamp(Seconds time, Decimals decimals) {
    return date_time_text(time, decimals) + "Z";
}

std::string format_timestamp(Clock::Time time, Decimals decimals) {
    return format_timestamp(seconds_of(time), decimals);
}

Seconds seconds_of(Clock::Time time) {
    auto const second = std::chrono::floor<std::chrono::seconds>(time);
    return {.whole = second.time_since_epoch().count(), .nanos = static_cast<std::int32_t>((time - second).count())};
}

Clock::Time clock_time(Seconds time) {
    constexpr std::int64_t kMost = Clock::Time::max().time_since_epoch().count() / kSecond;
    if (time.whole >= kMost) return Clock::Time::max();
    if (time.whole <= -kMost) return Clock::Time::min();
    return Clock::Time(std::chrono::seconds(time.whole) + nanoseconds(time.nanos));
}

namespace {

struct Unit {
    char letter;
    bool after_t;
    std::int64_t seconds;
};
constexpr Unit kUnits[] = {
    {'W', false, 604800}, {'D', false, kDay}, {'H', true, 3600}, {'M', true, 60}, {'S', true, 1}};

/// The units of a duration, each once and the longer before the shorter.
Parsed<Seconds> read_units(Reader& in) {
    Seconds total;
    bool in_time = false;
    std::size_t next_unit = 0;
    while (!in.done()) {
        if (!in_time && in.take('T')) in_time = true;
        auto const count = in.long_number();
        if (!count) return other_form();
        bool const with_fraction = in.take('.') || in.take(',');
        auto const fraction = with_fraction ? in.fraction() : 0;
        if (!fraction) return wrong("a second has one to nine decimals");
        if (!in_time && (in.next_is('Y') || in.next_is('M'))) return wrong("years and months have no fixed length");
        while (next_unit < std::size(kUnits) &&
               !(kUnits[next_unit].after_t == in_time && in.next_is(kUnits[next_unit].letter)))
            ++next_unit;
        if (next_unit == std::size(kUnits)) return other_form();
        Unit const& unit = kUnits[next_unit++];
        in.take(unit.letter);
        if (with_fraction && unit.letter != 'S') return wrong("only seconds have decimals");
        std::int64_t part = 0;
        if (__builtin_mul_overflow(*count, unit.seconds, &part) ||
            __builtin_add_overflow(total.whole, part, &total.whole))
            return wrong("it is too long");
        total.nanos += static_cast<std::int32_t>(*fraction);
    }
    return total;
}

/// The smallest value has no positive counterpart: it can't be made here.
Seconds negated(Seconds value) {
    if (value.nanos == 0) return {.whole = -value.whole};
    return {.whole = -value.whole - 1, .nanos = static_cast<std::int32_t>(kSecond - value.nanos)};
}

}  // namespace

Parsed<Seconds> parse_duration(std::string_view text) {
    Reader in(text);
    bool const negative = in.take('-');
    if (!in.take('P') || in.done() || text.ends_with('T')) return other_form();
    auto const duration = read_units(in);
    return duration && negative ? negated(*duration) : duration;
}

std::string format_duration(Seconds duration) {
    bool const negative = duration.whole < 0;
    // As unsigned, because the smallest value has no positive counterpart.
    auto seconds = static_cast<std::uint64_t>(duration.whole);
    std::int64_t nanos = duration.nanos;
    if (negative) {
        seconds = 0 - seconds - (nanos > 0 ? 1 : 0);
        nanos = nanos > 0 ? kSecond - nanos : 0;
    }
    std::string out = negative ? "-P" : "P";
    if (seconds >= kDay) out += fmt::format("{}D", seconds / kDay);
    std::string time;
    if (seconds / 3600 % 24 > 0) time += fmt::format("{}H", seconds / 3600 % 24);
    if (seconds / 60 % 60 > 0) time += fmt::format("{}M", seconds / 60 % 60);
    std::string const fraction = fraction_text(nanos);
    if (seconds % 60 > 0 || !fraction.empty() || (time.empty() && seconds == 0))
        time += fmt::format("{}{}S", seconds % 60, fraction);
    return time.empty() ? out : out + "T" + time;
}

}  // namespace coworks
