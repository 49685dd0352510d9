/// Map: a workflow for each of many items, within the execution (https://states-language.net/spec.html#map-state).
/// What child executions do is in distributed_map.cpp.

#include <algorithm>

#include "asl/run.hpp"

namespace coworks::asl {
namespace {

Fault no_array(Json const& value) {
    return {.kind = Fault::Kind::evaluation,
            .error = "States.QueryEvaluationError",
            .cause = "Map state input must be an array but was: " + value.dump()};
}

Evaluated<Json> items_of(State const& state, MapState const& map, View const& view) {
    if (map.items) {
        Evaluated<Json> items = evaluate_items(map, view);
        if (items && !iterates_over(map, *items)) return tl::unexpected(no_array(*items));
        return items;
    }
    Json items = view.input;
    if (map.items_path) {
        Evaluated<Json> found = evaluate_path(*map.items_path, view);
        if (!found) return found;
        items = *std::move(found);
    }
    if (iterates_over(map, items)) return items;
    if (state.language == QueryLanguage::jsonata) return tl::unexpected(no_array(items));
    std::string const path = map.items_path ? map.items_path->text : "$";
    return tl::unexpected(Fault{.cause = "Reference path \"" + path + "\" must point to array."});
}

/// An object's members as items: "it runs an iteration for each key-value pair in the object, passing the pair to the
/// iteration as input" (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemspath.html). An inline
/// Map refuses objects, as recorded.
Json pairs_of(Json const& object) {
    std::vector<Json> pairs;
    pairs.reserve(object.size());
    for (auto const& member : object.members())
        pairs.push_back(Json::object({{"Key", member.name()}, {"Value", member.value}}));
    return Json::array(std::move(pairs));
}

/// The input of one iteration: the item, or what ItemSelector (formerly Parameters) makes of it.
Evaluated<Json> iteration_input(Run& run, Branch const& branch, std::uint32_t index) {
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    Json const& item = branch.fork->items[index];
    if (!map.item_selector) return item.without_source();
    Sight sight(run, branch);
    sight.set_item(index, item);
    View view = sight.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return filtered;
    view.input = *std::move(filtered);
    return evaluate(*map.item_selector, view);
}

}  // namespace

void work_map(Run& run, Branch const& branch) {
    Sight sight(run, branch);
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    View view = sight.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    view.input = *std::move(filtered);

    Evaluated<std::int64_t> concurrency = evaluate_integer(map.max_concurrency, view, 0);
    if (!concurrency) return fail(run, branch, concurrency.error());
    if (*concurrency < 0)
        return fail(run, branch, field_fault(map.max_concurrency, "MaxConcurrency cannot be negative."));
    auto const most = static_cast<std::int64_t>(map.distributed ? run.limits().distributed_concurrency
                                                                : run.limits().inline_concurrency);
    std::int64_t const at_once = *concurrency == 0 ? most : std::min(*concurrency, most);

    Evaluated<Json> items = Json();
    if (!map.reader) {
        items = items_of(state, map, view);
        if (!items) return fail(run, branch, items.error());
    }
    Event started = run.event(branch, EventType::map_state_started);
    started.more = Json::object({{"length", items->size()}});
    bool const keyed = items->is_object();
    Json::ObjectBuilder hidden;
    hidden.set("items", keyed ? pairs_of(*items) : *items);
    hidden.set("concurrency", at_once);
    if (keyed) hidden.set("keyed", true);
    started.hidden = hidden.finish();
    run.emit(std::move(started));
}

bool continue_map(Run& run, Branch const& branch) {
    Fork const& fork = *branch.fork;
    if (fork.started == fork.items.size()) {
        if (fork.running > 0) return false;
        run.emit(run.event(branch, EventType::map_state_succeeded));
        return true;
    }
    if (fork.running >= fork.concurrency) return false;
    Evaluated<Json> input = iteration_input(run, branch, fork.started);
    if (!input) {
        fail(run, branch, input.error());
        return true;
    }
    if (std::get<MapState>(branch.current().body).item_selector && run.too_large(*input)) {
        fail_too_large(run, branch);
        return true;
    }
    Event started = run.event(branch, EventType::map_iteration_started);
    started.previous = fork.chain;
    started.name = branch.current().name_json;
    started.more = Json::object({{"index", fork.started}});
    started.hidden = Json::object({{"input", *std::move(input)}});
    run.emit(std::move(started));
    return true;
}

}  // namespace coworks::asl
