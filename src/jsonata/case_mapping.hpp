#pragma once

#include <string>
#include <string_view>

namespace coworks::jsonata {

/// toUpperCase and toLowerCase of JavaScript: Unicode's full mappings without a language (SpecialCasing.txt), final
/// sigma included. Lone surrogates stay.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);

}  // namespace coworks::jsonata
