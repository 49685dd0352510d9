#pragma once

/// Pictures of dates and times (XPath and XQuery Functions and Operators 3.1, section 9.8.4).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jsonata/builtins/integer.hpp"
#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {

struct DatePart {
    bool literal = false;
    std::string text{};  ///< of a literal
    char component = 0;
    std::string presentation{};
    char presentation2 = 0;
    std::optional<int> width_min{};
    std::optional<int> width_max{};
    std::optional<LetterCase> names{};
    std::optional<IntegerPicture> integer{};
    int digits_max = -1;  ///< the reference's `n`
};

/// Throws Failure D3131, D3132, D3135.
std::vector<DatePart> date_picture(std::string_view picture, Dialect dialect);

/// A point of time's fields in UTC. Years as far as JavaScript's dates go.
struct DateFields {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
};
DateFields date_fields(double millis) noexcept;
/// Date.UTC with a month from 0; fields may be out of their range. NaN beyond JavaScript's dates.
double date_utc(double year, double month, double day = 1, double hour = 0, double minute = 0, double second = 0,
                double milli = 0) noexcept;
/// The number of a component (Y, M, D, d, F, W, w, X, x, H, h, m, s, f); P is 0 or 1; nothing for others.
std::optional<double> date_component(double millis, char component);

std::string format_date(double millis, std::vector<DatePart> const& picture, std::optional<std::string_view> timezone);
/// Milliseconds since 1970, or nothing where the text doesn't match. Throws Failure D3133, D3136.
std::optional<double> parse_date(std::string_view text, std::vector<DatePart> const& picture, double now,
                                 Dialect dialect);

std::string_view month_name(int month) noexcept;
std::string_view day_name(int day) noexcept;

}  // namespace coworks::jsonata
