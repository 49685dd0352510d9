/// Succeed and Fail: the ends of an execution or a branch (https://states-language.net/spec.html#succeed-state).

#include "asl/run.hpp"

namespace coworks::asl {
namespace {

/// Error and Cause are texts; anything else that a path leads to is an error, in words like those that are recorded for
/// numbers.
Evaluated<Json> text_of(Field const& field, View const& view) {
    if (!field.present()) return Json();
    Evaluated<Json> value = evaluate(field.expression, field.name, view, Expected::string);
    if (!value || value->is_string()) return value;
    return tl::unexpected(field_fault(field, "The " + field.name + " field refers to value \"" + value->dump() +
                                                 "\" which is not a valid string: " + field.expression.text));
}

}  // namespace

void work_succeed(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    Evaluated<Outcome> outcome = finish_without_result(state, scope.view(), state.assign, state.output);
    if (!outcome) return fail(run, branch, outcome.error());
    leave(run, branch, *std::move(outcome), kNoState);
}

void work_fail(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    auto const& state = std::get<FailState>(branch.current().body);
    Evaluated<Json> error = text_of(state.error, scope.view());
    if (!error) return fail(run, branch, error.error());
    Evaluated<Json> cause = text_of(state.cause, scope.view());
    if (!cause) return fail(run, branch, cause.error());
    Event failed = run.event(branch, EventType::state_failed);
    failed.hidden = Json::object({{"error", *error}, {"cause", *cause}});
    run.emit(std::move(failed));
}

}  // namespace coworks::asl
