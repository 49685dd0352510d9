#include <utility>

#include "local/states/executor_parts.hpp"
#include "local/states/names.hpp"

namespace coworks::local::states {

void Executor::start_children(Live& live, asl::StartChildren const& start) {
    for (asl::StartChildren::Child const& child : start.children)
        start_child(live, start, child);
}

void Executor::start_child(Live& live, asl::StartChildren const& start, asl::StartChildren::Child const& child) {
    MapRunRecord const* const run = map_runs_.find(live.record.id, start.branch);
    if (run == nullptr) return;
    Parent const parent{.execution = live.record.id, .branch = start.branch, .number = child.index, .map_run = run->id};
    // After a restart it may be under way again already.
    if (children_.contains({run->id, child.index})) return;

    ExecutionRecord record;
    record.id = journal_.next_execution();
    record.machine_id = live.record.machine_id;
    record.revision_id = live.record.revision_id;
    record.name = derived_name(run->arn, std::to_string(child.index));
    record.machine_arn = run->machine_arn;
    record.map_run_arn = run->arn;
    record.type = start.type;
    record.started = clock_.now();
    record.parent = parent;
    record.arn = start.type == asl::ExecutionType::express ? express_arn(run->machine_arn, record.name, random_.uuid())
                                                           : execution_arn(run->machine_arn, record.name);
    if (Json const& items = child.input["Items"]; items.is_array())
        record.items = static_cast<std::int64_t>(items.size());
    if (record.items == 0) record.items = 1;

    asl::Start message = start_message(record, *live.revision, child.input);
    message.workflow = start.workflow;
    message.map = child.map;
    if (start.type == asl::ExecutionType::express) {
        Live& begun = admit(std::move(record), live.revision);
        begun.stored = false;
        begun.execution = std::make_unique<asl::Execution>(asl::make_execution(begun.revision->machine));
        begun.messages.push_back({.content = std::move(message), .done = {}});
        return make_ready(begun);
    }
    begin(std::move(record), live.revision, message, [this, parent, again = child.redriven](Result<Started> started) {
        if (!started) {
            // The store failed; the parent asks again as soon as it works.
            if (Live* const asking = find_live(parent.execution)) {
                asking->taken_up = true;
                drop_state(*asking);
                asking->messages.push_back({.content = asl::Resume{}, .done = {}});
            }
            return stall();
        }
        if (!started->existed || started->record.status == asl::Status::running) return;
        MapRunRecord const* const redriven = map_runs_.find(parent.execution, parent.branch);
        bool const done = redriven == nullptr || !redriven->redriven ||
                          (started->record.redriven && *started->record.redriven >= *redriven->redriven);
        if (again && !done && started->record.status != asl::Status::succeeded)
            return redrive_child(started->record, parent);
        take_up_child(started->record, parent);
    });
}

/// A child of a Map Run that is redriven; one that can't be reports its old end.
void Executor::redrive_child(ExecutionRecord const& record, Parent const& parent) {
    ExecutionRecord child = record;
    child.parent = parent;
    redrive(child, [this, child, parent](Result<bool> redriven) {
        if (!redriven) return actions_.trouble("a child execution can't be redriven", redriven.error());
        if (!*redriven) take_up_child(child, parent);
    });
}

/// A child that had been started before a crash, and that ended before its parent could be told.
void Executor::take_up_child(ExecutionRecord const& record, Parent const& parent) {
    journal_.rows(record.tail, [this, record, parent](Result<std::vector<std::string>> const& rows) {
        auto const execution = rows ? rebuild(record, *rows) : tl::unexpected(rows.error());
        if (!execution) return actions_.trouble("a child execution can't be read", execution.error());
        ExecutionRecord ended = record;
        ended.parent = parent;
        child_ended(ended, *execution);
    });
}

void Executor::stop_children(Live const& live, asl::StopChildren const& stop) {
    for (auto const& [id, child] : lives_) {
        Parent const& parent = child->record.parent;
        if (parent.map_run == 0 || parent.execution != live.record.id || parent.branch != stop.branch) continue;
        child->messages.push_back({.content = asl::Stop{}, .done = {}});
        make_ready(*child);
    }
}

void Executor::child_ended(ExecutionRecord const& child, asl::Execution const& execution) {
    Parent const& parent = child.parent;
    map_runs_.note_end(parent.map_run, static_cast<std::uint32_t>(parent.number), execution.status);
    tell(parent.execution, asl::ChildEnded{.branch = parent.branch,
                                           .index = static_cast<std::uint32_t>(parent.number),
                                           .status = execution.status,
                                           .output = execution.output,
                                           .error = execution.failure.error,
                                           .cause = execution.failure.cause});
}

}  // namespace coworks::local::states
