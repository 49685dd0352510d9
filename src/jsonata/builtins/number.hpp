#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coworks::jsonata {

/// $round: half to even, at a decimal place.
double round_half_even(double value, double precision = 0);
/// Number.prototype.toString(radix).
std::string to_radix(double value, int radix);
/// Number.prototype.toFixed of a number that is not negative.
std::string to_fixed(double value, int decimals);

}  // namespace coworks::jsonata
