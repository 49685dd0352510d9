#include "base/iso8601.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace coworks {

namespace {

using std::chrono::nanoseconds;

constexpr std::int64_t kSecond = 1'000'000'000;

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

std::optional<std::chrono::year_month_day> read_date(Reader& in) {
    auto const year = in.number(4);
    if (!year || !in.take('-')) return std::nullopt;
    auto const month = in.number(2);
    if (!month || !in.take('-')) return std::nullopt;
    auto const day = in.number(2);
    if (!day) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return date;
}

std::optional<nanoseconds> read_time_of_day(Reader& in) {
    auto const hours = in.number(2);
    if (!hours || *hours > 23 || !in.take(':')) return std::nullopt;
    auto const minutes = in.number(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::int64_t total = (*hours * 60LL + *minutes) * 60 * kSecond;
    if (in.take(':')) {
        auto const seconds = in.number(2);
        if (!seconds || *seconds > 59) return std::nullopt;
        total += *seconds * kSecond;
        if (in.take('.')) {
            auto const fraction = in.fraction();
            if (!fraction) return std::nullopt;
            total += *fraction;
        }
    }
    return nanoseconds(total);
}

/// "Z" or "+01:00" (also "+0100"), as seconds east of Greenwich.
std::optional<std::int64_t> read_zone(Reader& in) {
    if (in.take('Z') || in.take('z')) return 0;
    bool const west = in.next_is('-');
    if (!west && !in.next_is('+')) return std::nullopt;
    in.take(west ? '-' : '+');
    auto const hours = in.number(2);
    if (!hours || *hours > 23) return std::nullopt;
    in.take(':');
    auto const minutes = in.number(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::int64_t const offset = (*hours * 60LL + *minutes) * 60;
    return west ? -offset : offset;
}

/// The time since 1970, unless it is beyond 64-bit nanoseconds.
std::optional<nanoseconds> since_epoch(Instant const& instant) {
    std::int64_t total = 0;
    if (__builtin_mul_overflow(instant.second.time_since_epoch().count(), kSecond, &total)) return std::nullopt;
    if (__builtin_add_overflow(total, instant.rest.count(), &total)) return std::nullopt;
    return nanoseconds(total);
}

std::optional<Instant> read_date_time(Reader& in, bool zoned) {
    auto const date = read_date(in);
    if (!date || (!in.take('T') && !in.take('t') && !in.take(' '))) return std::nullopt;
    auto const time = read_time_of_day(in);
    if (!time) return std::nullopt;
    std::optional<std::int64_t> const offset = zoned ? read_zone(in) : 0;
    if (!offset || !in.done()) return std::nullopt;
    auto const seconds = std::chrono::floor<std::chrono::seconds>(*time);
    return Instant{.second = std::chrono::sys_days(*date) + seconds - std::chrono::seconds(*offset),
                   .rest = *time - seconds};
}

std::string fraction_text(std::int64_t nanos) {
    if (nanos == 0) return {};
    std::string text = fmt::format(".{:09}", nanos);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

}  // namespace

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
    Reader in(text);
    auto const date = read_date(in);
    return in.done() ? date : std::nullopt;
}

std::string format_date(std::chrono::year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<nanoseconds> parse_time_of_day(std::string_view text) {
    Reader in(text);
    auto const time = read_time_of_day(in);
    return in.done() ? time : std::nullopt;
}

std::string format_time_of_day(nanoseconds since_midnight) {
    std::int64_t const seconds = since_midnight.count() / kSecond;
    return fmt::format("{:02}:{:02}:{:02}{}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                       fraction_text(since_midnight.count() % kSecond));
}

std::optional<std::chrono::local_time<nanoseconds>> parse_local_time(std::string_view text) {
    Reader in(text);
    auto const read = read_date_time(in, false);
    auto const time = read ? since_epoch(*read) : std::nullopt;
    if (!time) return std::nullopt;
    return std::chrono::local_time<nanoseconds>(*time);
}

std::string format_local_time(std::chrono::local_time<nanoseconds> time) {
    auto const day = std::chrono::floor<std::chrono::days>(time);
    return format_date(std::chrono::year_month_day(day)) + "T" + format_time_of_day(time - day);
}

std::optional<Instant> parse_instant(std::string_view text) {
    Reader in(text);
    return read_date_time(in, true);
}

std::optional<Clock::Time> parse_timestamp(std::string_view text) {
    auto const read = parse_instant(text);
    auto const time = read ? since_epoch(*read) : std::nullopt;
    if (!time) return std::nullopt;
    return Clock::Time(*time);
}

std::string format_timestamp(Clock::Time time, Decimals decimals) {
    auto const day = std::chrono::floor<std::chrono::days>(time);
    nanoseconds const rest = time - day;
    std::string out = format_date(std::chrono::year_month_day(day)) + "T";
    if (decimals == Decimals::needed) return out + format_time_of_day(rest) + "Z";
    out += format_time_of_day(std::chrono::floor<std::chrono::seconds>(rest));
    return out + fmt::format(".{:03}Z", rest.count() % kSecond / 1'000'000);
}

std::optional<nanoseconds> parse_duration(std::string_view text) {
    Reader in(text);
    bool const negative = in.take('-');
    if (!in.take('P') || in.done()) return std::nullopt;
    struct Unit {
        char letter;
        bool after_t;
        std::int64_t seconds;
    };
    constexpr Unit kUnits[] = {
        {'W', false, 604800}, {'D', false, 86400}, {'H', true, 3600}, {'M', true, 60}, {'S', true, 1}};
    std::int64_t total = 0;
    bool in_time = false;
    std::size_t next_unit = 0;
    while (!in.done()) {
        if (!in_time && in.take('T')) {
            in_time = true;
            if (in.done()) return std::nullopt;
        }
        auto const count = in.long_number();
        if (!count) return std::nullopt;
        std::int64_t fraction = 0;
        bool const with_fraction = in.take('.') || in.take(',');
        if (with_fraction) {
            auto const read = in.fraction();
            if (!read) return std::nullopt;
            fraction = *read;
        }
        while (next_unit < std::size(kUnits) &&
               !(kUnits[next_unit].after_t == in_time && in.next_is(kUnits[next_unit].letter)))
            ++next_unit;
        if (next_unit == std::size(kUnits)) return std::nullopt;
        Unit const& unit = kUnits[next_unit++];
        in.take(unit.letter);
        if (with_fraction && unit.letter != 'S') return std::nullopt;
        std::int64_t part = 0;
        if (__builtin_mul_overflow(*count, unit.seconds * kSecond, &part)) return std::nullopt;
        if (__builtin_add_overflow(total, part, &total) || __builtin_add_overflow(total, fraction, &total))
            return std::nullopt;
    }
    return nanoseconds(negative ? -total : total);
}

std::string format_duration(nanoseconds duration) {
    // As unsigned, because the smallest value has no positive counterpart.
    bool const negative = duration.count() < 0;
    auto const total =
        negative ? 0 - static_cast<std::uint64_t>(duration.count()) : static_cast<std::uint64_t>(duration.count());
    std::uint64_t const seconds = total / kSecond;
    std::string out = negative ? "-P" : "P";
    if (seconds >= 86400) out += fmt::format("{}D", seconds / 86400);
    std::string time;
    if (seconds / 3600 % 24 > 0) time += fmt::format("{}H", seconds / 3600 % 24);
    if (seconds / 60 % 60 > 0) time += fmt::format("{}M", seconds / 60 % 60);
    std::string const fraction = fraction_text(static_cast<std::int64_t>(total % kSecond));
    if (seconds % 60 > 0 || !fraction.empty() || (time.empty() && seconds == 0))
        time += fmt::format("{}{}S", seconds % 60, fraction);
    return time.empty() ? out : out + "T" + time;
}

}  // namespace coworks
