#pragma once

/// What a run says of every case, for whoever makes tables of it (tests/conformance/figures/measure.py).

#include <filesystem>
#include <string_view>

#include "kinds.hpp"

namespace asl_cases {

class Report {
public:
    /// Adds a case: {file, id, kind}, and "skipped" with the reason, or "differs" with the parts that differ: "end"
    /// (how an execution ended), "history", or "answer".
    void add(std::string_view file, Json const& test_case, Verdict const& verdict);
    /// Throws std::runtime_error if the file cannot be written.
    void write(std::filesystem::path const& path) const;

private:
    std::vector<Json> cases_;
};

}  // namespace asl_cases
