/// A distributed Map: a Map Run whose iterations are child executions
/// (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html).

#include <algorithm>
#include <string>
#include <vector>

#include "asl/map_run/settings.hpp"
#include "asl/run.hpp"

namespace coworks::asl {
namespace {

constexpr std::uint32_t kChildrenAtOnce = 1000;  ///< in one event, so that none grows beyond measure

std::string map_run_arn(Run& run, MapState const& map) {
    // arn:aws:states:REGION:ACCOUNT:stateMachine:NAME → arn:aws:states:REGION:ACCOUNT:mapRun:NAME/LABEL:UUID
    Identity const& identity = run.execution().identity;
    auto const text = [](Json const& name) { return name.is_string() ? std::string(name.as_string()) : std::string(); };
    std::string arn = text(identity.machine_arn);
    if (std::size_t const kind = arn.find(":stateMachine:"); kind != std::string::npos) arn.resize(kind);
    std::string const label = map.label.empty() ? run.random().uuid() : map.label;
    return arn + ":mapRun:" + text(identity.machine_name) + "/" + label + ":" + run.random().uuid();
}

void announce(Run& run, Branch const& branch, MapState const& map, View const& view) {
    Evaluated<Json> settings = make_settings(map, view);
    if (!settings) return fail(run, branch, settings.error());
    Event started = run.event(branch, EventType::map_run_started);
    started.more = Json::object({{"mapRunArn", map_run_arn(run, map)}});
    started.hidden = *std::move(settings);
    run.emit(std::move(started));
}

void request_items(Run& run, Branch const& branch, ItemReader const& reader, View const& view) {
    std::int64_t const max_items = branch.fork->map_run->settings["maxItems"].is_integer()
                                       ? branch.fork->map_run->settings["maxItems"].as_int64()
                                       : 0;
    if (max_items < 0) return fail_map_run(run, branch, "States.ItemReaderFailed", "field MaxItems must be positive");
    Evaluated<Json> arguments = reader.arguments ? evaluate(*reader.arguments, view) : Evaluated<Json>(Json::object());
    if (!arguments) return fail(run, branch, arguments.error());
    Event requested = run.event(branch, EventType::items_requested);
    requested.hidden = branch.fork->map_run->settings.with("arguments", *arguments);
    BranchId const id = branch.id;
    run.emit(std::move(requested));
    run.act(ReadItems{.branch = id,
                      .resource = &reader.resource,
                      .arguments = *std::move(arguments),
                      .config = reader.config,
                      .max_items = max_items});
}

}  // namespace

void fail_map_run(Run& run, Branch const& branch, std::string_view error, std::string_view cause) {
    BranchId const id = branch.id;
    Json const arn = branch.fork->map_run->arn;
    bool const children = branch.fork->running > 0;
    Event failed = run.event(branch, EventType::map_run_failed);
    failed.more = Json::object({{"cause", cause}, {"error", error}});
    run.emit(std::move(failed));
    if (children) run.act(StopChildren{.branch = id, .run_arn = arn});
}

/// An object is iterated over as one in the input is. (The service refused it in 2023, as recorded, and was seen to
/// take it in 2026.)
void accept_items(Run& run, Branch const& branch, Json const& given, Json const& origins) {
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    Fork const& fork = *branch.fork;
    if (!iterates_over(map, given))
        return fail_map_run(run, branch, "States.ItemReaderFailed", "Attempting to map over non-iterable node.");
    Json const items = as_items(given);
    bool const keyed = given.is_object() || fork.map_run->keyed;
    std::size_t const count = items_taken(fork.map_run->settings, items.size());
    Scope scope(run, branch);
    View view = scope.view();
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return fail(run, branch, filtered.error());
    if (state.language == QueryLanguage::jsonpath) view.input = *std::move(filtered);
    Evaluated<std::vector<Json>> inputs = make_inputs(map, items, count, [&](std::size_t i) -> View const& {
        scope.set_item(i, items[i], {.keyed = keyed, .origins = origins});
        return view;
    });
    if (!inputs) return fail(run, branch, inputs.error());
    Event read = run.event(branch, EventType::items_read);
    Json::ObjectBuilder hidden;
    if (map.batcher) {
        scope.set_item(0, Json(), {});
        inputs = in_batches(*map.batcher, fork.map_run->settings, *std::move(inputs), view, run.limits());
        if (!inputs) return fail(run, branch, inputs.error());
    } else {
        if (map.item_selector) hidden.set("values", items);
        if (!origins.is_null()) hidden.set("origins", origins);
        if (given.is_object()) hidden.set("keyed", true);
    }
    if (hidden.size() > 0) read.hidden = hidden.finish();
    // "The execution input used to start a child workflow execution can't exceed 256 KiB" (guide, "ItemReader").
    if (std::ranges::any_of(*inputs, [&](Json const& input) { return run.too_large(input); }))
        return fail_too_large(run, branch);
    read.data = Json::array(*std::move(inputs));
    run.emit(std::move(read));
}

namespace {

/// Whether so many children failed that the Map Run fails: beyond the thresholds that are given, or at all.
bool too_many_failed(Fork const& fork) {
    if (!has_tolerance(fork.map_run->settings)) return fork.map_run->failed > 0;
    return beyond_tolerance(fork.map_run->settings, fork.map_run->failed,
                            static_cast<std::int64_t>(fork.results.size()));
}

/// The Map Run goes on with those of its children that were unsuccessful
/// (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html).
void redrive_map_run(Run& run, Branch const& branch) {
    Fork const& fork = *branch.fork;
    if (fork.map_run->redrives >= run.limits().map_run_redrives) {
        return fail(run, branch,
                    {.kind = Fault::Kind::runtime,
                     .error = "States.Runtime",
                     .cause = "The Map Run has been redriven " + std::to_string(fork.map_run->redrives) +
                              " times, the most that it can be."});
    }
    Event redriven = run.event(branch, EventType::map_run_redriven);
    redriven.more = Json::object({{"mapRunArn", fork.map_run->arn}, {"redriveCount", fork.map_run->redrives + 1}});
    run.emit(std::move(redriven));
}

void start_more(Run& run, Branch const& branch, MapState const& map) {
    Fork const& fork = *branch.fork;
    auto const total = static_cast<std::uint32_t>(fork.items.size());
    auto const waiting = static_cast<std::uint32_t>(fork.map_run->again.size()) + total - fork.started;
    std::uint32_t const count = std::min({waiting, fork.concurrency - fork.running, kChildrenAtOnce});
    StartChildren start{.branch = branch.id,
                        .run_arn = fork.map_run->arn,
                        .type = map.execution_type,
                        .workflow = map.processor->id,
                        .children = {}};
    // In the order in which apply() takes them.
    for (std::uint32_t const index : fork.map_run->again) {
        if (start.children.size() == count) break;
        start.children.push_back(child_of(branch, index));
    }
    for (std::uint32_t i = fork.started; start.children.size() < count; ++i)
        start.children.push_back(child_of(branch, i));
    Event started = run.event(branch, EventType::children_started);
    started.hidden = Json::object({{"count", count}});
    run.emit(std::move(started));
    run.act(std::move(start));
}

}  // namespace

StartChildren::Child child_of(Branch const& branch, std::uint32_t index) {
    Fork const& fork = *branch.fork;
    Json const& value = fork.map_run->values.is_array() ? fork.map_run->values[index] : fork.items[index];
    return {.index = index,
            .input = fork.items[index].without_source(),
            .map = item_context(branch, index, value, {.keyed = fork.map_run->keyed, .origins = fork.map_run->origins}),
            .redriven = fork.map_run->again.contains(index) || fork.map_run->redriven.contains(index)};
}

bool continue_distributed(Run& run, Branch const& branch) {
    Fork const& fork = *branch.fork;
    State const& state = branch.current();
    auto const& map = std::get<MapState>(state.body);
    if (fork.map_run->redrive_untold) {
        redrive_map_run(run, branch);
        return true;
    }
    if (!fork.map_run->counted) {
        Scope scope(run, branch);
        View view = scope.view();
        Evaluated<Json> filtered = filter_input(state, view);
        if (!filtered) {
            fail(run, branch, filtered.error());
            return true;
        }
        if (state.language == QueryLanguage::jsonpath) view.input = *std::move(filtered);
        if (!fork.map_run->announced) {
            announce(run, branch, map, view);
        } else if (map.reader) {
            request_items(run, branch, *map.reader, view);
        } else {
            Json const items = fork.items;
            accept_items(run, branch, items);
        }
        return true;
    }
    if (fork.map_run->ended) {
        Event succeeded = run.event(branch, EventType::map_state_succeeded);
        succeeded.previous = fork.chain;
        run.emit(std::move(succeeded));
        return true;
    }
    if (too_many_failed(fork)) {
        fail_map_run(run, branch, "States.ExceedToleratedFailureThreshold",
                     "The specified tolerated failure threshold was exceeded");
        return true;
    }
    if (fork.started < fork.items.size() || !fork.map_run->again.empty()) {
        if (fork.running >= fork.concurrency) return false;
        start_more(run, branch, map);
        return true;
    }
    if (fork.running > 0) return false;
    if (map.writer && fork.map_run->written.is_null()) {
        if (fork.map_run->writing) return false;
        Scope scope(run, branch);
        Evaluated<Json> arguments =
            map.writer->arguments ? evaluate(*map.writer->arguments, scope.view()) : Evaluated<Json>(Json::object());
        if (!arguments) {
            fail(run, branch, arguments.error());
            return true;
        }
        Event requested = run.event(branch, EventType::results_requested);
        requested.hidden = Json::object({{"arguments", *std::move(arguments)}});
        BranchId const id = branch.id;
        run.emit(std::move(requested));
        run.act(write_results(run.execution().branches.at(id)));
        return true;
    }
    run.emit(run.event(branch, EventType::map_run_succeeded));
    return true;
}

WriteResults write_results(Branch const& branch) {
    auto const& map = std::get<MapState>(branch.current().body);
    Fork const& fork = *branch.fork;
    return {.branch = branch.id,
            .resource = map.writer->resource ? &*map.writer->resource : nullptr,
            .arguments = fork.map_run->write_arguments,
            .config = map.writer->config,
            .run_arn = fork.map_run->arn,
            .results = Json::array(fork.results)};
}

}  // namespace coworks::asl
