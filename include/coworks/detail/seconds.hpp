#pragma once

/// For generated code and the library alone.

#include <compare>
#include <cstdint>

namespace coworks {

/// A number of seconds, exact to the nanosecond: since 1970, or of a duration. RFC 3339 has the years 0000 to 9999, and
/// 64-bit nanoseconds alone end in 1678 and 2262.
struct Seconds {
    std::int64_t whole = 0;  ///< rounded down
    std::int32_t nanos = 0;  ///< beyond it, 0 to 999,999,999; so -0.25 s is {-1, 750'000'000}

    auto operator<=>(Seconds const&) const = default;
};

}  // namespace coworks
