/// Parallel: branches side by side (https://states-language.net/spec.html#parallel-state).

#include "asl/run.hpp"

namespace coworks::asl {

void work_parallel(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    view.input = *std::move(filtered);
    Evaluated<Json> arguments = make_arguments(state, view);
    if (!arguments) return fail(run, branch, arguments.error());
    if (!arguments->same_as(branch.input) && run.too_large(*arguments)) return fail_too_large(run, branch);
    Event started = run.event(branch, EventType::parallel_state_started);
    started.hidden = Json::object({{"input", *std::move(arguments)}});
    run.emit(std::move(started));
}

bool continue_parallel(Run& run, Branch const& branch) {
    if (branch.fork->running > 0) return false;
    run.emit(run.event(branch, EventType::parallel_state_succeeded));
    return true;
}

}  // namespace coworks::asl
