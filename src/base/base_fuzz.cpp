// What the texts' readers accept must print, and read back as the same.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/base64.hpp"
#include "base/diagnostic.hpp"
#include "base/iso8601.hpp"
#include "base/text.hpp"

using namespace coworks;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void times(std::string_view text) {
    if (auto const date = parse_date(text)) check(parse_date(format_date(*date)) == date);
    if (auto const time = parse_time_of_day(text)) check(parse_time_of_day(format_time_of_day(*time)) == time);
    if (auto const time = parse_local_time(text)) check(parse_local_time(format_local_time(*time)) == time);
    // In UTC the first and last hours of a zone's years have none of four digits.
    if (auto const time = parse_timestamp(text);
        time && !text.starts_with("0000-01-01") && !text.starts_with("9999-12-31"))
        check(parse_timestamp(format_timestamp(*time, Decimals::needed)) == time);
    if (auto const duration = parse_duration(text)) check(parse_duration(format_duration(*duration)) == duration);
}

void codes(std::string_view text) {
    check(base64_decode(base64_encode(text)) == text);
    check(base64url_decode(base64url_encode(text)) == text);
    check(hex_decode(hex_encode(text)) == text);
    if (auto const bytes = base64_decode(text)) check(base64_encode(*bytes) == text);
    if (auto const bytes = base64url_decode(text)) check(base64url_encode(*bytes) == text);
    std::string decoded;
    check(percent_decode(percent_encode(text), decoded) && decoded == text);
    bool const whole = percent_decode(text, decoded, Plus::space);
    auto const fields = read_query(text);
    check(whole == fields.has_value());
    if (!fields) return;
    std::string query;
    for (auto const& [name, value] : *fields)
        query += percent_encode(name) + "=" + percent_encode(value) + "&";
    check(read_query(query) == fields);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    times(text);
    codes(text);
    std::string const clean = to_utf8(text);
    check(is_utf8(clean) && (clean == text) == is_utf8(text));
    std::string_view const half = text.substr(0, size / 2);
    std::string_view const rest = text.substr(size / 2);
    int const order = compare_utf16(half, rest);
    check((order < 0) == (compare_utf16(rest, half) > 0) && (order == 0) == (half == rest));
    SourcePosition const place = position_of(text, size / 2);
    static_cast<void>(render({.file = "f", .position = place, .length = size, .message = "m"}, text));
    std::string_view const names[] = {half, "services"};
    static_cast<void>(nearest_name(rest, names));
    return 0;
}
