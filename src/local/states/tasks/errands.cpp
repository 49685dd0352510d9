#include "local/states/tasks/errands.hpp"

#include <vector>

namespace coworks::local::states {

namespace {

void cut(Errands::Errand& errand) {
    errand.wanted = false;
    // It may hold the last reference to what it cuts.
    if (auto const cut = std::exchange(errand.cut, nullptr)) cut();
}

}  // namespace

std::shared_ptr<Errands::Errand> Errands::begin(ExecutionId execution, asl::Attempt const& attempt) {
    auto errand = std::make_shared<Errand>();
    errands_[{execution, attempt.scheduled}] = errand;
    return errand;
}

void Errands::answered(ExecutionId execution, asl::Attempt const& attempt) {
    errands_.erase({execution, attempt.scheduled});
}

void Errands::forget(ExecutionId execution, asl::Attempt const& attempt) {
    auto const found = errands_.extract({execution, attempt.scheduled});
    if (!found.empty()) cut(*found.mapped());
}

void Errands::forget(ExecutionId execution) {
    auto const first = errands_.lower_bound({execution, 0});
    auto const last = errands_.lower_bound({execution + 1, 0});
    std::vector<std::shared_ptr<Errand>> over;
    for (auto at = first; at != last; ++at)
        over.push_back(at->second);
    errands_.erase(first, last);
    for (auto const& errand : over)
        cut(*errand);
}

}  // namespace coworks::local::states
