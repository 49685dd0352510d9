#pragma once

#include <coworks/json.hpp>
#include <cstddef>

namespace coworks::asl {

/// Bytes of a value's shortest JSON text, counted without writing it; stops counting beyond `limit` and returns a
/// number greater than it. `known` is a value whose size is at most `known_size`: where it is part of `value` (shared,
/// not merely equal) it is not walked again. Without recursion.
std::size_t json_size(Json const& value, std::size_t limit, Json const& known = {}, std::size_t known_size = 0);

}  // namespace coworks::asl
