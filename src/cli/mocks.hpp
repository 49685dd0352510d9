#pragma once

/// The services that a workflow calls and the local cloud doesn't have, and the answers that stand in for them.

#include <functional>
#include <string>
#include <vector>

#include "asl/check/check.hpp"
#include "asl/definition.hpp"
#include "project/mocks.hpp"

namespace coworks::cli {

/// Whether a Task's resource is not to be had here: Cloud::lacks.
using Lacks = std::function<bool(asl::Resource const&)>;

/// A file of mocked answers, read. Without a file there are none.
struct MocksText {
    std::string shown;   ///< how it is named; also where it would be
    std::string source;  ///< empty: there is no file
    project::Mocks mocks;
    std::vector<Diagnostic> faults;

    bool ok() const { return faults.empty(); }
};
MocksText read_mocks_text(std::string shown, std::string source);

/// Compares the answers with the workflow's states: adds a warning for each service that is missing where no answer
/// stands in, and to the faults of `mocks` (which outlives it) what is wrong with the answers.
asl::FindMore compare_with(MocksText& mocks, Lacks lacks);

/// "Charge, Notify", as people are told.
std::string states_of(project::Mocks const& mocks);

}  // namespace coworks::cli
