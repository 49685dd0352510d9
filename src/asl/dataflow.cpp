#include "asl/dataflow.hpp"

namespace coworks::asl {
namespace {

Evaluated<Json> follow(PathOrNull const& path, View const& view) {
    switch (path.kind) {
        case PathOrNull::Kind::whole:
            return view.input;
        case PathOrNull::Kind::null:
            return Json::object();
        case PathOrNull::Kind::path:
            return evaluate_path(path.path, view);
    }
    return view.input;
}

}  // namespace

Evaluated<Json> filter_input(State const& state, View const& view) {
    return follow(state.input_path, view);
}

bool iterates_over(MapState const& map, Json const& items) {
    return items.is_array() || (map.distributed && items.is_object());
}

Evaluated<Json> evaluate_items(MapState const& map, View const& view) {
    if (map.items->kind != Template::Kind::expression) return evaluate(*map.items, view);
    return evaluate(map.items->expression, "Items", view, map.distributed ? Expected::items : Expected::array);
}

Evaluated<Json> make_arguments(State const& state, View const& view) {
    auto const& payload = state.language == QueryLanguage::jsonpath ? state.parameters : state.arguments;
    if (!payload) return view.input;
    return evaluate(*payload, view);
}

Evaluated<Json> select_result(State const& state, View const& view) {
    if (!state.result_selector) return view.input;
    return evaluate(*state.result_selector, view);
}

Evaluated<Json> place_result(ResultPath const& path, Json const& input, Json const& result) {
    switch (path.kind) {
        case ResultPath::Kind::whole:
            return result;
        case ResultPath::Kind::null:
            return input;
        case ResultPath::Kind::path:
            return put_at(path.path, input, result);
    }
    return result;
}

Evaluated<Json> filter_output(State const& state, View const& view) {
    return follow(state.output_path, view);
}

Evaluated<Json> assign(std::optional<Template> const& assigned, View const& view) {
    if (!assigned) return Json();
    Evaluated<Json> made = evaluate(*assigned, view);
    if (made && made->empty()) return Json();
    return made;
}

Evaluated<Outcome> finish_with_result(State const& state, Json const& raw_input, Json const& result, View const& view) {
    Outcome outcome;
    if (state.language == QueryLanguage::jsonata) {
        Evaluated<Json> assigned = assign(state.assign, view);
        if (!assigned) return tl::unexpected(assigned.error());
        outcome.assigned = *std::move(assigned);
        if (!state.output) {
            outcome.output = result;
            return outcome;
        }
        Evaluated<Json> output = evaluate(*state.output, view);
        if (!output) return tl::unexpected(output.error());
        outcome.output = *std::move(output);
        return outcome;
    }
    View const of_result = view.of(result);
    Evaluated<Json> assigned = assign(state.assign, of_result);
    if (!assigned) return tl::unexpected(assigned.error());
    outcome.assigned = *std::move(assigned);
    Evaluated<Json> selected = select_result(state, of_result);
    if (!selected) return tl::unexpected(selected.error());
    Evaluated<Json> placed = place_result(state.result_path, raw_input, *selected);
    if (!placed) return tl::unexpected(placed.error());
    Evaluated<Json> output = filter_output(state, view.of(*placed));
    if (!output) return tl::unexpected(output.error());
    outcome.output = *std::move(output);
    return outcome;
}

Evaluated<Outcome> finish_without_result(State const& state, View const& view, std::optional<Template> const& assigned,
                                         std::optional<Template> const& output) {
    Outcome outcome;
    if (state.language == QueryLanguage::jsonata) {
        Evaluated<Json> variables = assign(assigned, view);
        if (!variables) return tl::unexpected(variables.error());
        outcome.assigned = *std::move(variables);
        if (!output) {
            outcome.output = view.input;
            return outcome;
        }
        Evaluated<Json> made = evaluate(*output, view);
        if (!made) return tl::unexpected(made.error());
        outcome.output = *std::move(made);
        return outcome;
    }
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return tl::unexpected(filtered.error());
    View const inner = view.of(*filtered);
    Evaluated<Json> variables = assign(assigned, inner);
    if (!variables) return tl::unexpected(variables.error());
    outcome.assigned = *std::move(variables);
    Evaluated<Json> made = filter_output(state, inner);
    if (!made) return tl::unexpected(made.error());
    outcome.output = *std::move(made);
    return outcome;
}

}  // namespace coworks::asl
