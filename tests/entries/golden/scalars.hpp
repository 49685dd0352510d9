#pragma once

#include <chrono>
#include <coworks/tech.hpp>
#include <cstdint>
#include <string>
#include <string_view>

enum class Colour { red, green };
enum Size { small, large };

/// Every scalar of entries.md, each as a path segment.
class Scalars : public coworks::TechMicroservice {
public:
    enum class Inner : std::uint8_t { one = 1, two = 2 };

    void get_bool(bool value);
    void get_signed(std::int8_t a, std::int16_t b, std::int32_t c, std::int64_t d, long long e);
    void get_unsigned(std::uint8_t a, std::uint16_t b, std::uint32_t c, std::uint64_t d, unsigned long long e);
    void get_floating(float a, double b, long double c);
    void get_text(std::string a, std::string_view b);
    void get_enums(Colour a, Size b, Inner c);
    void get_dates(std::chrono::year_month_day date, std::chrono::sys_seconds instant, std::chrono::local_seconds local);
    void get_instants(std::chrono::system_clock::time_point fine, std::chrono::sys_days day);
    void get_times(std::chrono::hh_mm_ss<std::chrono::seconds> a, std::chrono::hh_mm_ss<std::chrono::milliseconds> b);
    void get_durations(std::chrono::nanoseconds a, std::chrono::milliseconds b, std::chrono::seconds c, std::chrono::minutes d,
                       std::chrono::hours e, std::chrono::days f, std::chrono::weeks g, std::chrono::duration<double> h);
};
