#include "kinds.hpp"

#include <array>

namespace asl_cases {
namespace {

constexpr auto kKinds = std::to_array<Kind>({
    {"execution", run_execution, {}},
    {"express_sync", run_execution, {}},
    {"express_async", run_execution, {}},
    {"test_state", run_test_state, {}},
    {"validate", run_validate, {}},
    {"create_state_machine", run_rejected, {}},
    {"update_state_machine", run_rejected, {}},
    {"describe_state_machine", run_describe, {}},
    {"api", run_rejected, {}},
    {"start_execution", run_rejected, {}},
    {"start_sync_execution", run_rejected, {}},
});

}  // namespace

std::span<Kind const> kinds() {
    return kKinds;
}

}  // namespace asl_cases
