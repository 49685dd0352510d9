/// Map: a workflow for each of many items, within the execution (https://states-language.net/spec.html#map-state).
/// What child executions do is in map_run/distributed_map.cpp.

#include <algorithm>

#include "asl/map_run/settings.hpp"
#include "asl/run.hpp"

namespace coworks::asl {
namespace {

/// The input of one iteration: the item, or what ItemSelector (formerly Parameters) makes of it.
Evaluated<Json> iteration_input(Run& run, Branch const& branch, std::uint32_t index) {
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    Json const& item = branch.fork->items[index];
    if (!map.item_selector) return item.without_source();
    Scope scope(run, branch);
    scope.set_item(index, item, {});
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return filtered;
    view.input = *std::move(filtered);
    return evaluate(*map.item_selector, view);
}

}  // namespace

void work_map(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    view.input = *std::move(filtered);

    Evaluated<std::int64_t> concurrency = max_concurrency_of(map, view);
    if (!concurrency) return fail(run, branch, concurrency.error());
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
    hidden.set("items", as_items(*items));
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
