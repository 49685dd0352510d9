#include "local/states/tasks/pending_calls.hpp"

#include <vector>

namespace coworks::local::states {

namespace {

void cut(PendingCalls::PendingCall& pending) {
    pending.wanted = false;
    // It may hold the last reference to what it cuts.
    if (auto const cut = std::exchange(pending.cut, nullptr)) cut();
}

}  // namespace

std::shared_ptr<PendingCalls::PendingCall> PendingCalls::begin(ExecutionId execution, asl::Attempt const& attempt) {
    auto pending = std::make_shared<PendingCall>();
    pending_calls_[{execution, attempt.scheduled}] = pending;
    return pending;
}

void PendingCalls::answered(ExecutionId execution, asl::Attempt const& attempt) {
    pending_calls_.erase({execution, attempt.scheduled});
}

void PendingCalls::forget(ExecutionId execution, asl::Attempt const& attempt) {
    auto const found = pending_calls_.extract({execution, attempt.scheduled});
    if (!found.empty()) cut(*found.mapped());
}

void PendingCalls::forget(ExecutionId execution) {
    auto const first = pending_calls_.lower_bound({execution, 0});
    auto const last = pending_calls_.lower_bound({execution + 1, 0});
    std::vector<std::shared_ptr<PendingCall>> over;
    for (auto at = first; at != last; ++at)
        over.push_back(at->second);
    pending_calls_.erase(first, last);
    for (auto const& pending : over)
        cut(*pending);
}

}  // namespace coworks::local::states
