#include "local/states/executor_parts.hpp"

namespace coworks::local::states {

/// The interpreter can't take up an ended execution yet: none can be redriven.
void Executor::redrive(ExecutionRecord const&, Told done) {
    done(false);
}

}  // namespace coworks::local::states
