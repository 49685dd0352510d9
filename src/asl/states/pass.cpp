/// Pass: hands its input, or what it makes of it, on (https://states-language.net/spec.html#pass-state).

#include "asl/run.hpp"

namespace coworks::asl {
namespace {

Evaluated<Outcome> pass(State const& state, View const& view) {
    if (state.language == QueryLanguage::jsonata) return finish_without_result(state, view, state.assign, state.output);
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return tl::unexpected(filtered.error());
    View const inner = view.of(*std::move(filtered));
    auto const& fixed = std::get<PassState>(state.body).result;
    Evaluated<Json> result = fixed ? Evaluated<Json>(*fixed) : make_arguments(state, inner);
    if (!result) return tl::unexpected(result.error());
    return finish_with_result(state, view.input, *result, inner);
}

}  // namespace

void work_pass(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    Evaluated<Outcome> outcome = pass(state, scope.view());
    if (!outcome) return fail(run, branch, outcome.error());
    leave(run, branch, *std::move(outcome), state.next);
}

}  // namespace coworks::asl
