#include "asl/map_run.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "asl/hidden.hpp"
#include "json/text_of.hpp"

namespace coworks::asl {
namespace {

void read_items(Branch& branch, Event const& event) {
    Fork& fork = *branch.fork;
    fork.items = event.data;
    fork.values = event.hidden["values"];
    fork.origins = event.hidden["origins"];
    fork.counted = true;
    fork.results.resize(fork.items.size());
    branch.phase = Phase::forked;
}

void start_children(Fork& fork, Event const& event) {
    for (std::int64_t count = number_in(event.hidden, "count");
         count > 0 && (fork.started < fork.items.size() || !fork.again.empty()); --count) {
        // Those that a redrive runs again come first.
        if (fork.again.empty()) {
            fork.children.insert(fork.children.end(), fork.started++);
        } else {
            fork.children.insert(*fork.again.begin());
            fork.redriven.insert(fork.redriven.end(), *fork.again.begin());
            fork.again.erase(fork.again.begin());
        }
        ++fork.running;
    }
}

void update_run(Fork& fork, Json const& bounds) {
    if (bounds.contains("concurrency")) fork.concurrency = static_cast<std::uint32_t>(number_in(bounds, "concurrency"));
    for (std::string_view const name : {"toleratedCount", "toleratedPercentage"})
        if (Json const* const bound = bounds.find(name)) fork.settings = std::move(fork.settings).with(name, *bound);
}

void end_child(Fork& fork, Event const& event) {
    auto const index = static_cast<std::uint32_t>(number_in(event.hidden, "index"));
    if (fork.children.erase(index) == 0) return;
    --fork.running;
    if (event.hidden["failed"] == Json(true)) {
        ++fork.failed;
        fork.failures.insert(index);
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
    if (!fork.written.is_null()) return fork.written;
    if (fork.failed == 0) return array_of(std::move(fork.results));
    std::vector<Json> results;
    for (std::uint32_t i = 0; i < fork.results.size(); ++i) {
        if (!fork.failures.contains(i)) results.push_back(std::move(fork.results[i]));
    }
    return array_of(std::move(results));
}

void apply_to_map_run(Branch& branch, Event const& event) {
    Fork& fork = *branch.fork;
    switch (event.type) {
        case EventType::map_run_started:
            fork.announced = true;
            fork.run_name = event.more["mapRunArn"];
            fork.settings = event.hidden;
            return;
        case EventType::map_run_redriven:
            fork.redrives = number_in(event.more, "redriveCount");
            fork.redrive_untold = false;
            return;
        case EventType::map_run_updated:
            return update_run(fork, event.hidden);
        case EventType::map_run_succeeded:
            fork.run_ended = true;
            fork.chain = event.id;
            return;
        case EventType::items_requested:
            fork.requested = true;
            fork.settings = event.hidden;
            branch.phase = Phase::reading;
            return;
        case EventType::items_read:
            return read_items(branch, event);
        case EventType::children_started:
            return start_children(fork, event);
        case EventType::child_ended:
            return end_child(fork, event);
        case EventType::results_requested:
            fork.writing = true;
            fork.write_arguments = event.hidden["arguments"];
            return;
        case EventType::results_written:
            fork.written = event.data;
            return;
        default:
            return;
    }
}

}  // namespace coworks::asl
