#pragma once

#include <string>

namespace coworks::jsonpath {

/// Runs the written cases of a file: groups {"about", "input", "paths": {PATH: ANSWER}}, where an answer is what
/// `serve` gives and was recorded from the library (differential.py --record). Prints each failure and
/// "N passed, M failed"; gives the exit code.
int run_cases(std::string const& file);

/// Answers lines {"path", "input"} on standard input with lines {"value"}, {"invalid"} (no path) or {"failed"} (it
/// can't be followed), for the differential test.
int serve();

}  // namespace coworks::jsonpath
