#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"

namespace coworks::local::states {

/// How many executions a database holds, and how many of them have not ended.
struct ExecutionCounts {
    std::int64_t all = 0;
    std::int64_t open = 0;
};
/// Of a file that no local cloud has open. Errors: those of store::Database.
Result<ExecutionCounts> count_executions(std::string const& file);

}  // namespace coworks::local::states
