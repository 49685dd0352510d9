#pragma once

#include <vector>

#include "asl/execution.hpp"

namespace asl_cases {

/// Notes the transitions that events make, beginning with an execution as it was before them.
void log_transitions(coworks::asl::Execution execution, std::vector<coworks::asl::Event> const& events);

/// Prints the transitions of the table that none took, and those taken that are not in the table.
void print_transitions();

}  // namespace asl_cases
