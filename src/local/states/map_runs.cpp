#include "local/states/map_runs.hpp"

#include <set>

#include "local/states/names.hpp"

namespace coworks::local::states {

namespace {

using asl::EventType;
using asl::Status;

void add(MapRunRecord& run, std::int64_t MapCounts::* which, std::int64_t executions, std::int64_t items) {
    run.executions.*which += executions;
    run.items.*which += items;
}

std::int64_t MapCounts::* count_of(Status status) {
    switch (status) {
        case Status::running:
            return &MapCounts::running;
        case Status::succeeded:
            return &MapCounts::succeeded;
        case Status::failed:
            return &MapCounts::failed;
        case Status::timed_out:
            return &MapCounts::timed_out;
        case Status::aborted:
            return &MapCounts::aborted;
    }
    return &MapCounts::failed;
}

/// The bounds that an event sets.
void bound(MapRunRecord& run, Json const& settings) {
    if (settings["concurrency"].is_integer()) run.max_concurrency = settings["concurrency"].as_int64();
    if (settings["toleratedCount"].is_integer()) run.tolerated_count = settings["toleratedCount"].as_int64();
    if (settings["toleratedPercentage"].is_number())
        run.tolerated_percentage = settings["toleratedPercentage"].as_double();
}

MapRunRecord make_run(ExecutionRecord const& record, asl::Execution const& execution, asl::Event const& started) {
    MapRunRecord run;
    run.arn = started.more["mapRunArn"].is_string() ? std::string(started.more["mapRunArn"].as_string()) : "";
    run.execution = record.id;
    run.execution_arn = record.arn;
    run.branch = started.branch;
    run.started = started.time;
    run.machine_arn = map_run_machine_arn(run.arn);
    bound(run, started.hidden);
    if (auto const branch = execution.branches.find(started.branch); branch != execution.branches.end())
        if (branch->second.fork) run.max_concurrency = branch->second.fork->concurrency;
    return run;
}

void count(MapRunRecord& run, asl::Fork const& fork) {
    run.executions = {};
    run.items = {};
    for (std::uint32_t i = 0; i < fork.items.size(); ++i) {
        Status status = Status::succeeded;
        if (fork.map_run->failures.contains(i)) status = Status::failed;
        if (fork.map_run->children.contains(i)) status = Status::running;
        bool const pending = i >= fork.started || fork.map_run->again.contains(i);
        add(run, pending ? &MapCounts::pending : count_of(status), 1, items_of(fork, i));
    }
}

/// Whatever still runs or waits is over.
void end(MapRunRecord& run, Status status, Clock::Time time) {
    run.status = status;
    run.stopped = time;
    auto const rest = [&](std::int64_t MapCounts::* which) {
        add(run, &MapCounts::aborted, run.executions.*which, run.items.*which);
        run.executions.*which = 0;
        run.items.*which = 0;
    };
    rest(&MapCounts::running);
    rest(&MapCounts::pending);
}

}  // namespace

std::int64_t items_of(asl::Fork const& fork, std::uint32_t index) {
    bool const batched = fork.map_run->settings.contains("batchItems") || fork.map_run->settings.contains("batchBytes");
    if (!batched || !fork.items.is_array() || index >= fork.items.size()) return 1;
    return static_cast<std::int64_t>(fork.items[index]["Items"].size());
}

void MapRuns::restore(std::vector<MapRunRecord> runs) {
    for (MapRunRecord& run : runs)
        runs_.insert_or_assign({run.execution, run.branch}, std::move(run));
}

void MapRuns::restore_ended(std::vector<MapRunRecord> runs) {
    for (MapRunRecord& run : runs)
        ended_.insert_or_assign(run.arn, std::move(run));
}

void MapRuns::recount(asl::Execution const& execution, ExecutionId id) {
    for (auto at = runs_.lower_bound({id, 0}); at != runs_.end() && at->first.first == id; ++at) {
        auto const branch = execution.branches.find(at->first.second);
        if (branch == execution.branches.end() || !branch->second.fork || !branch->second.fork->map_run) continue;
        count(at->second, *branch->second.fork);
    }
}

std::vector<MapRunRecord> MapRuns::after(ExecutionRecord const& record, asl::Execution const& execution,
                                         std::span<asl::Event const> events) const {
    std::map<asl::BranchId, MapRunRecord> changed;
    std::set<asl::BranchId> redriven;  ///< counted at the end instead of event by event
    auto const run_of = [&](asl::BranchId branch) -> MapRunRecord* {
        if (auto const found = changed.find(branch); found != changed.end()) return &found->second;
        MapRunRecord const* known = find(record.id, branch);
        if (known == nullptr) return nullptr;
        return &changed.emplace(branch, *known).first->second;
    };
    for (asl::Event const& event : events) {
        if (event.type == EventType::map_run_started) {
            MapRunRecord run = make_run(record, execution, event);
            run.id = next_id_();
            changed.insert_or_assign(event.branch, std::move(run));
            continue;
        }
        if (event.type == EventType::map_run_redriven) {
            Json const& arn = event.more["mapRunArn"];
            auto const before = arn.is_string() ? ended_.find(arn.as_string()) : ended_.end();
            if (before == ended_.end()) continue;
            MapRunRecord run = before->second;
            run.status = Status::running;
            run.stopped.reset();
            run.redrive_count = event.more["redriveCount"].as_int64();
            run.redriven = event.time;
            redriven.insert(event.branch);
            changed.insert_or_assign(event.branch, std::move(run));
            continue;
        }
        bool const of_run = event.type == EventType::items_read || event.type == EventType::children_started ||
                            event.type == EventType::child_ended || event.type == EventType::map_run_succeeded ||
                            event.type == EventType::map_run_failed || event.type == EventType::map_run_aborted ||
                            event.type == EventType::results_written || event.type == EventType::map_run_updated;
        MapRunRecord* const run = of_run ? run_of(event.branch) : nullptr;
        if (run == nullptr) continue;
        auto const branch = execution.branches.find(event.branch);
        asl::Fork const* const fork =
            branch != execution.branches.end() && branch->second.fork && branch->second.fork->map_run
                ? &*branch->second.fork
                : nullptr;
        auto const items = [&](std::int64_t index) {
            return fork == nullptr ? 1 : items_of(*fork, static_cast<std::uint32_t>(index));
        };
        if (event.type == EventType::map_run_updated) {
            bound(*run, event.hidden);
            continue;
        }
        bool const counted = redriven.contains(event.branch);
        if (counted && event.type != EventType::map_run_succeeded && event.type != EventType::map_run_failed &&
            event.type != EventType::map_run_aborted)
            continue;
        if (counted && fork != nullptr) count(*run, *fork);
        redriven.erase(event.branch);
        if (event.type == EventType::items_read) {
            for (std::size_t i = 0; i < event.data.size(); ++i)
                add(*run, &MapCounts::pending, 1, items(static_cast<std::int64_t>(i)));
        } else if (event.type == EventType::children_started) {
            std::int64_t const first = run->executions.total() - run->executions.pending;
            for (std::int64_t i = 0; i < event.hidden["count"].as_int64(); ++i) {
                add(*run, &MapCounts::pending, -1, -items(first + i));
                add(*run, &MapCounts::running, 1, items(first + i));
            }
        } else if (event.type == EventType::child_ended) {
            std::int64_t const index = event.hidden["index"].as_int64();
            bool const failed = event.hidden["failed"] == Json(true);
            auto const ended = ends_.find({run->id, static_cast<std::uint32_t>(index)});
            Status const status = ended != ends_.end() ? ended->second : failed ? Status::failed : Status::succeeded;
            add(*run, &MapCounts::running, -1, -items(index));
            add(*run, count_of(status), 1, items(index));
        } else if (event.type == EventType::results_written) {
            run->executions.results_written = run->executions.succeeded;
            run->items.results_written = run->items.succeeded;
        } else {
            end(*run,
                event.type == EventType::map_run_succeeded ? Status::succeeded
                : event.type == EventType::map_run_failed  ? Status::failed
                                                           : Status::aborted,
                event.time);
        }
    }
    for (asl::BranchId const id : redriven) {
        auto const branch = execution.branches.find(id);
        if (branch != execution.branches.end() && branch->second.fork && branch->second.fork->map_run)
            count(changed.at(id), *branch->second.fork);
    }
    if (!execution.running() && !events.empty()) {
        for (auto at = runs_.lower_bound({record.id, 0}); at != runs_.end() && at->first.first == record.id; ++at) {
            MapRunRecord* const run = run_of(at->first.second);
            if (run->status == Status::running) end(*run, Status::aborted, events.back().time);
        }
    }
    std::vector<MapRunRecord> made;
    for (auto& [branch, run] : changed)
        made.push_back(std::move(run));
    return made;
}

void MapRuns::commit(std::vector<MapRunRecord> const& runs) {
    for (MapRunRecord const& run : runs) {
        if (run.status == Status::running) {
            runs_.insert_or_assign({run.execution, run.branch}, run);
            ended_.erase(run.arn);
            continue;
        }
        runs_.erase({run.execution, run.branch});
        ends_.erase(ends_.lower_bound({run.id, 0}), ends_.lower_bound({run.id + 1, 0}));
    }
}

MapRunRecord const* MapRuns::find(ExecutionId execution, asl::BranchId branch) const {
    auto const found = runs_.find({execution, branch});
    return found == runs_.end() ? nullptr : &found->second;
}

MapRunRecord const* MapRuns::find(std::string_view arn) const {
    for (auto const& [key, run] : runs_)
        if (run.arn == arn) return &run;
    return nullptr;
}

void MapRuns::for_each(std::function<void(MapRunRecord const&)> const& see) const {
    for (auto const& [key, run] : runs_)
        see(run);
}

}  // namespace coworks::local::states
