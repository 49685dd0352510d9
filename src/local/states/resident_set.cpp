#include "local/states/resident_set.hpp"

#include "asl/size.hpp"

namespace coworks::local::states {

namespace {

/// Measured: an execution, its root branch, identity and context (bench/asl, "memory per waiting execution").
constexpr std::size_t kExecutionBytes = 2000;
constexpr std::size_t kBranchBytes = 600;
/// A tree takes some times its text: 16 bytes a scalar, a node for each object, array and longer text.
constexpr std::size_t kTreePerText = 3;
constexpr std::size_t kTextMax = 1U << 20;

}  // namespace

std::size_t resident_bytes(asl::Execution const& execution) {
    std::size_t text = asl::json_size(execution.input, kTextMax);
    std::size_t bytes = kExecutionBytes;
    for (auto const& [id, branch] : execution.branches) {
        bytes += kBranchBytes;
        if (!branch.input.same_as(execution.input)) text += asl::json_size(branch.input, kTextMax);
        text += asl::json_size(branch.variables, kTextMax);
        if (branch.task && !branch.task->arguments.same_as(branch.input))
            text += asl::json_size(branch.task->arguments, kTextMax);
        if (!branch.fork) continue;
        text += asl::json_size(branch.fork->items, 16 * kTextMax);
        for (Json const& result : branch.fork->results)
            text += asl::json_size(result, kTextMax) + sizeof(Json);
    }
    return bytes + text * kTreePerText;
}

}  // namespace coworks::local::states
