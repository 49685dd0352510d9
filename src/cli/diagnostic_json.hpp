#pragma once

#include <coworks/json.hpp>

#include "base/diagnostic.hpp"

namespace coworks::cli {

/// A fault as every `--json` tells it: file, line, column, severity, code, message, remedy.
Json to_json(Diagnostic const& fault);

}  // namespace coworks::cli
