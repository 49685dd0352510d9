#pragma once

#include <coworks/json.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace coworks::detail {

/// What src/json does with the inside of a Json: making nodes of a known size without a builder.
struct JsonAccess {
    /// An array that takes the items over (they are null afterwards).
    static Json array_of(std::span<Json> items);
    /// An object of name, value, name, value, … which it takes over; of two equal names the last value wins, at the
    /// first's place.
    static Json object_of(std::span<Json> names_and_values);
};

/// SipHash-1-3 with a key made anew by each process, so that no one can choose names that collide.
std::uint64_t hash_of(std::string_view text) noexcept;

}  // namespace coworks::detail
