#include "asl/map_run/map_run.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "asl/execution.hpp"
#include "asl/hidden.hpp"
#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

void read_items(Branch& branch, Event const& event) {
    Fork& fork = *branch.fork;
    MapRun& run = *fork.map_run;
    fork.items = event.data;
    run.values = event.hidden["values"];
    run.origins = event.hidden["origins"];
    run.keyed = run.keyed || event.hidden["keyed"] == Json(true);
    run.counted = true;
    fork.results.resize(fork.items.size());
    branch.phase = Phase::forked;
}

void start_children(Fork& fork, Event const& event) {
    MapRun& run = *fork.map_run;
    for (std::int64_t count = number_in(event.hidden, "count");
         count > 0 && (fork.started < fork.items.size() || !run.again.empty()); --count) {
        // Those that a redrive runs again come first.
        if (run.again.empty()) {
            run.children.insert(run.children.end(), fork.started++);
        } else {
            run.children.insert(*run.again.begin());
            run.redriven.insert(run.redriven.end(), *run.again.begin());
            run.again.erase(run.again.begin());
        }
        ++fork.running;
    }
}

void update_run(Fork& fork, Json const& bounds) {
    Json& settings = fork.map_run->settings;
    if (bounds.contains("concurrency")) fork.concurrency = static_cast<std::uint32_t>(number_in(bounds, "concurrency"));
    for (std::string_view const name : {"toleratedCount", "toleratedPercentage"})
        if (Json const* const bound = bounds.find(name)) settings = std::move(settings).with(name, *bound);
}

void end_child(Fork& fork, Event const& event) {
    MapRun& run = *fork.map_run;
    auto const index = static_cast<std::uint32_t>(number_in(event.hidden, "index"));
    if (run.children.erase(index) == 0) return;
    --fork.running;
    if (event.hidden["failed"] == Json(true)) {
        ++run.failed;
        run.failures.insert(index);
    } else {
        ++fork.succeeded;
        fork.results[index] = event.data;
    }
}

/// The service puts the texts of the results side by side: each keeps the one that it came as (recorded of Parallel).
Json array_of(std::vector<Json> results) {
    bool const plain = std::ranges::all_of(results, [](Json const& result) { return result.source().empty(); });
    if (plain) return Json::array(std::move(results));
    std::string text = "[";
    for (Json& result : results) {
        if (text.size() > 1) text += ',';
        text += source_text(result);
        result = result.without_source();
    }
    return Json::array(std::move(results)).with_source(text + "]");
}

}  // namespace

Json result_of(Fork& fork) {
    if (!fork.map_run) return array_of(std::move(fork.results));
    MapRun& run = *fork.map_run;
    if (!run.written.is_null()) return run.written;
    if (run.failed == 0) return array_of(std::move(fork.results));
    std::vector<Json> results;
    for (std::uint32_t i = 0; i < fork.results.size(); ++i) {
        if (!run.failures.contains(i)) results.push_back(std::move(fork.results[i]));
    }
    return array_of(std::move(results));
}

void redrive(Fork& fork) {
    MapRun& run = *fork.map_run;
    run.redrive_untold = true;
    run.ended = false;
    run.requested = false;
    run.writing = false;
    run.written = {};
    run.write_arguments = {};
    run.again.merge(run.failures);
    run.again.merge(run.children);
    run.failures.clear();
    run.children.clear();
    run.failed = 0;
    fork.running = 0;
}

void apply_to_map_run(Branch& branch, Event const& event) {
    Fork& fork = *branch.fork;
    MapRun& run = *fork.map_run;
    switch (event.type) {
        case EventType::map_run_started:
            run.announced = true;
            run.arn = event.more["mapRunArn"];
            run.settings = event.hidden;
            return;
        case EventType::map_run_redriven:
            run.redrives = number_in(event.more, "redriveCount");
            run.redrive_untold = false;
            return;
        case EventType::map_run_updated:
            return update_run(fork, event.hidden);
        case EventType::map_run_succeeded:
            run.ended = true;
            fork.chain = event.id;
            return;
        case EventType::items_requested:
            run.requested = true;
            run.settings = event.hidden;
            branch.phase = Phase::reading;
            return;
        case EventType::items_read:
            return read_items(branch, event);
        case EventType::children_started:
            return start_children(fork, event);
        case EventType::child_ended:
            return end_child(fork, event);
        case EventType::results_requested:
            run.writing = true;
            run.write_arguments = event.hidden["arguments"];
            return;
        case EventType::results_written:
            run.written = event.data;
            return;
        default:
            return;
    }
}

}  // namespace coworks::asl
