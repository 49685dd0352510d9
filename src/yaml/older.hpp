#pragma once

#include <string_view>
#include <vector>

#include "json/positions.hpp"

namespace coworks::yaml {

/// Warnings of what YAML 1.1 means otherwise, as PyYAML (the SAM and AWS command lines) and js-yaml (the Serverless
/// Framework) read it: `yes` and `on`, 017 and 0o17, 1_000, 12:30, dates; and faults for merge keys (`<<`), which YAML
/// 1.2 doesn't have, so that nobody wonders where the members are. `document` is what parse() made of `source`.
std::vector<Diagnostic> older_readings(PositionedJson const& document, std::string_view source, std::string_view file);

}  // namespace coworks::yaml
