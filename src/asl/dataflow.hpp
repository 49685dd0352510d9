#pragma once

/// The way of the data through a state, one function per step of the specification's section "Input and Output
/// Processing"; used by the interpreter, and by TestState, which shows every step.

#include "asl/definition.hpp"
#include "asl/evaluate.hpp"

namespace coworks::asl {

/// InputPath; the input itself in a JSONata state.
Evaluated<Json> filter_input(State const& state, View const& view);
/// Whether a Map can iterate over these: an array; for a distributed one an object as well.
bool iterates_over(MapState const& map, Json const& items);
/// The value of a Map's Items, which it has to have.
Evaluated<Json> evaluate_items(MapState const& map, View const& view);
/// Parameters or Arguments, or `input` if there is neither. `view.input` is the filtered input.
Evaluated<Json> make_arguments(State const& state, View const& view);
/// ResultSelector; `view.input` is the raw result.
Evaluated<Json> select_result(State const& state, View const& view);
/// ResultPath: the result within the raw input.
Evaluated<Json> place_result(ResultPath const& path, Json const& input, Json const& result);
/// OutputPath; `view.input` is what ResultPath made.
Evaluated<Json> filter_output(State const& state, View const& view);
/// Assign: an object of the variables, null if there is none to assign.
Evaluated<Json> assign(std::optional<Template> const& assigned, View const& view);

/// What a state hands on.
struct Outcome {
    Json output;
    Json assigned;  ///< object, or null
};

/// The end of a state that has a result (Task, Parallel, Map): ResultSelector to OutputPath, or Output; and Assign.
/// `raw_input` is the state's input; `view` sees the raw input (JSONata) and the result.
Evaluated<Outcome> finish_with_result(State const& state, Json const& raw_input, Json const& result, View const& view);
/// The end of a state without one (Choice, Wait, Succeed): OutputPath on the filtered input, or Output; and Assign.
Evaluated<Outcome> finish_without_result(State const& state, View const& view, std::optional<Template> const& assigned,
                                         std::optional<Template> const& output);

}  // namespace coworks::asl
