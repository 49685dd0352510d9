#include "kinds.hpp"

#include <array>

namespace asl_cases {
namespace {

constexpr std::string_view kNeedsService = "needs the service around the interpreter";

constexpr auto kKinds = std::to_array<Kind>({
    {"execution", run_execution, {}},
    {"express_sync", run_execution, {}},
    {"express_async", run_execution, {}},
    {"test_state", run_test_state, {}},
    {"validate", run_validate, {}},
    {"create_state_machine", run_create, {}},
    {"update_state_machine", run_update, {}},
    {"describe_state_machine", run_describe, {}},
    {"api", nullptr, kNeedsService},
    {"start_execution", nullptr, kNeedsService},
    {"start_sync_execution", nullptr, kNeedsService},
});

}  // namespace

std::span<Kind const> kinds() {
    return kKinds;
}

}  // namespace asl_cases
