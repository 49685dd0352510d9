#pragma once

#include <cstddef>
#include <string_view>

#include "json/positions.hpp"

namespace coworks::yaml {

/// Bounds on what a text may ask for.
struct Limits {
    std::size_t bytes_max = 4U << 20;  ///< a page that people write; far beyond any we know
    std::size_t depth_max = 100;  ///< nested lists and mappings, also inside aliases (yaml-cpp itself stops at 500)
    std::size_t faults_max = 50;  ///< told at once; nobody reads more
    std::size_t values_max = 200'000;  ///< also those that aliases repeat: "a billion laughs" ends here
};

/// Reads one YAML document as JSON, with the place of each key and value. Scalars follow the core schema of YAML 1.2
/// (section 10.3.2): `yes` and `on` are text, 0o17 and 0x1F are integers; a number that is not finite is a fault.
/// Keys must be scalars and are taken as text; two equal keys, a second document, unknown tags, control characters and
/// text that is not UTF-8 are faults; `<<` is a key like any other (YAML 1.2 has no merging). An empty text is null.
/// Every fault has file, line, column (in code points) and, where one is known, a remedy; after one the value is null.
PositionedJson parse(std::string_view text, std::string_view file = {}, Limits const& limits = {});

}  // namespace coworks::yaml
