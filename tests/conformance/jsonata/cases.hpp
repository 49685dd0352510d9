#pragma once

#include <string>

namespace coworks::jsonata {

/// Runs the cases of a folder (datasets/, groups/): prints each failure and "N passed, M failed". `filter`: only groups
/// whose name contains it. Gives the exit code.
int run_cases(std::string const& folder, std::string const& filter);

/// Answers lines {"expr", "input", "dialect"} on standard input with lines {"value"}, {"undefined"}, {"function"} or
/// {"code", "message", "position"}, for the differential test.
int serve();

}  // namespace coworks::jsonata
