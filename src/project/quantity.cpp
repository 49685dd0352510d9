#include "project/quantity.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace coworks::project {
namespace {

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

constexpr std::array kSizes{
    Unit{"GB", 1ULL << 30}, Unit{"GiB", 1ULL << 30}, Unit{"MB", 1ULL << 20}, Unit{"MiB", 1ULL << 20},
    Unit{"KB", 1ULL << 10}, Unit{"KiB", 1ULL << 10}, Unit{"kB", 1ULL << 10}, Unit{"B", 1},
};

constexpr std::uint64_t kSecond = 1000;
constexpr std::array kDurations{
    Unit{"days", 86400 * kSecond},
    Unit{"day", 86400 * kSecond},
    Unit{"d", 86400 * kSecond},
    Unit{"hours", 3600 * kSecond},
    Unit{"hour", 3600 * kSecond},
    Unit{"h", 3600 * kSecond},
    Unit{"minutes", 60 * kSecond},
    Unit{"minute", 60 * kSecond},
    Unit{"min", 60 * kSecond},
    Unit{"seconds", kSecond},
    Unit{"second", kSecond},
    Unit{"s", kSecond},
    Unit{"ms", 1},
};

// Exact up to here: a double counts whole numbers to 2^53.
constexpr double kWholeMax = 9007199254740992.0;

template <std::size_t N>
std::optional<std::uint64_t> parse(std::string_view text, std::array<Unit, N> const& units) {
    double number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (fault != std::errc{} || std::signbit(number)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(' ')) text.remove_prefix(1);
    for (Unit const& unit : units) {
        if (text != unit.name) continue;
        double const whole = number * static_cast<double>(unit.factor);
        if (whole > kWholeMax || whole != std::floor(whole)) return std::nullopt;
        return static_cast<std::uint64_t>(whole);
    }
    return std::nullopt;
}

std::string with_unit(std::uint64_t value, std::initializer_list<Unit> units) {
    for (Unit const& unit : units) {
        if (value % unit.factor == 0 && (value != 0 || unit.factor == 1)) {
            std::uint64_t const count = value / unit.factor;
            std::string_view const name = count == 1 && unit.name == "days" ? "day" : unit.name;
            return std::to_string(count) + " " + std::string(name);
        }
    }
    return std::to_string(value);
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
    return parse(text, kSizes);
}

std::string size_text(std::uint64_t bytes) {
    return with_unit(bytes, {{"GB", 1ULL << 30}, {"MB", 1ULL << 20}, {"KB", 1ULL << 10}, {"B", 1}});
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    auto const count = parse(text, kDurations);
    if (!count) return std::nullopt;
    return std::chrono::milliseconds(*count);
}

std::string duration_text(std::chrono::milliseconds duration) {
    return with_unit(
        static_cast<std::uint64_t>(duration.count()),
        {{"days", 86400 * kSecond}, {"h", 3600 * kSecond}, {"min", 60 * kSecond}, {"s", kSecond}, {"ms", 1}});
}

}  // namespace coworks::project
