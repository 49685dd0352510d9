#include "local/states/counts.hpp"

#include "asl/execution.hpp"
#include "store/database.hpp"

namespace coworks::local::states {

Result<ExecutionCounts> count_executions(std::string const& file) {
    auto database = store::Database::open(file);
    if (!database) return tl::unexpected(database.error());
    auto count = database->prepare("SELECT COUNT(*), COUNT(*) FILTER (WHERE status = " +
                                   std::to_string(static_cast<int>(asl::Status::running)) + ") FROM executions");
    if (!count) return tl::unexpected(count.error());
    auto const row = count->step();
    if (!row) return tl::unexpected(row.error());
    return ExecutionCounts{.all = count->integer(0), .open = count->integer(1)};
}

}  // namespace coworks::local::states
