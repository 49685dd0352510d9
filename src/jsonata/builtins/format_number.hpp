#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {

/// $formatNumber (XPath and XQuery Functions and Operators 3.1, section 4.7); `options` replace the decimal format's
/// properties. Throws Failure D3080 to D3093.
std::string format_number(double value, std::string_view picture,
                          std::vector<std::pair<std::string, std::string>> const& options, Dialect dialect);

}  // namespace coworks::jsonata
