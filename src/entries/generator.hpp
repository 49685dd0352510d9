#pragma once

/// One run of cws-entries: read, check, write, remember.

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "entries/options.hpp"

namespace coworks::entries {

enum class ExitCode : std::uint8_t { done = 0, header_has_errors = 1, wrong_usage = 2, machine_lacks_something = 3 };

struct Report {
    ExitCode code = ExitCode::done;
    std::string out{};  ///< for standard output
    std::string err{};  ///< for standard error: diagnostics in the compiler's format
};

/// Diagnostics in the compiler's format, each with its line of the source.
std::string rendered(std::vector<Diagnostic> const& diagnostics);

/// `program` is the generator's own file, so that a newer one is not taken for the one that wrote the record.
Report run(Options const& options, std::string const& program);

}  // namespace coworks::entries
