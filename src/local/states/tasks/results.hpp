#pragma once

#include <functional>
#include <vector>

#include "local/states/executor.hpp"
#include "local/states/storage.hpp"

namespace coworks::local::states {

/// What the child executions of a Map Run came to, in the order in which they were started: from the store, or, where
/// express executions left nothing there, from the outputs that their parent has.
void gather_results(Executor const& executor, Journal& journal, ExecutionId parent, asl::WriteResults const& write,
                    std::function<void(Result<std::vector<ChildResult>>)> done);

}  // namespace coworks::local::states
