#pragma once

#include <optional>
#include <string_view>

namespace coworks::jsonpath {

/// Compares two decimal numbers as Java's BigDecimal does, exactly: negative, 0 or positive; nothing where a text is
/// none (`1`, `-1.50`, `.5`, `2e10`).
std::optional<int> compare_decimals(std::string_view left, std::string_view right);

}  // namespace coworks::jsonpath
