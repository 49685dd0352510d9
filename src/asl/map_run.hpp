#pragma once

#include "asl/execution.hpp"

namespace coworks::asl {

/// What the events of a distributed Map's run do to its state. Internal to apply().
void apply_to_map_run(Branch& branch, Event const& event);

/// The result of a Parallel or a Map: in the order of the branches or items; children of a Map Run that were allowed to
/// fail have none. Takes the results away.
Json result_of(Fork& fork);

}  // namespace coworks::asl
