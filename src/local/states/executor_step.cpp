#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

#include "local/states/event_rows.hpp"
#include "local/states/executor_parts.hpp"

namespace coworks::local::states {

/// An execution goes on in the loop's next turn, not inside whoever told it something.
void Executor::make_ready(Live& live) {
    if (live.queued) return;
    live.queued = true;
    ready_.push_back(live.record.id);
    if (std::exchange(draining_, true)) return;
    boost::asio::post(loop_, [this, alive = alive_] {
        if (*alive) drain();
    });
}

void Executor::drain() {
    draining_ = false;
    for (ExecutionId const id : std::exchange(ready_, {})) {
        Live* const live = find_live(id);
        if (live == nullptr) continue;
        live->queued = false;
        proceed(*live);
    }
}

void Executor::proceed(Live& live) {
    while (live.busy == Live::Busy::no && !live.messages.empty()) {
        if (stalled_ && live.stored) return;
        if (!live.execution) return load(live);
        if (!take(live)) return;
    }
    if (live.busy == Live::Busy::no) rest(live);
}

/// Reads the messages that are there; false if there is nothing more to do with this execution now.
bool Executor::take(Live& live) {
    resident_.leave(live);
    auto const step = std::make_shared<Step>();
    step->id = live.record.id;
    std::size_t read = 0;
    for (; read < live.messages.size(); ++read) {
        PendingMessage& message = live.messages[read];
        // After its end an execution is told nothing, but to begin again.
        if (!live.execution->running() && !std::holds_alternative<asl::Redrive>(message.content)) break;
        asl::Decision decision =
            asl::advance(*live.execution, message.content, clock_.now(), random_, options_.limits, activities_.get());
        auto const append = [](auto& to, auto& from) {
            if (to.empty()) return void(to = std::move(from));
            std::move(from.begin(), from.end(), std::back_inserter(to));
        };
        append(step->decision.events, decision.events);
        append(step->decision.actions, decision.actions);
        step->messages.push_back({.message = std::move(message), .accepted = decision.accepted});
    }
    live.messages.erase(live.messages.begin(), live.messages.begin() + static_cast<std::ptrdiff_t>(read));
    if (live.stored && !step->decision.events.empty()) {
        live.busy = Live::Busy::storing;
        journal_.append(make_write(live, *step), [this, step](Written const& written) { kept(step, written); });
        return false;
    }
    if (!step->decision.events.empty())
        actions_.happened({.id = step->id, .record = live.record, .revision = *live.revision}, step->decision.events);
    act(live, step->decision);
    step->tell();
    if (live.execution->running()) return true;
    // One that was read to be redriven, and can't be, ended long ago.
    if (live.record.status != asl::Status::running) {
        drop(live);
    } else {
        finish(live);
    }
    return false;
}

/// The record as the execution's state has it.
ExecutionRecord Executor::record_after(Live const& live) {
    ExecutionRecord record = live.record;
    record.status = live.execution->status;
    record.stopped = live.execution->stopped;
    record.redrive_count = live.execution->redrives;
    record.redriven = live.execution->redriven;
    return record;
}

/// What a step leaves behind, with the record as it will be.
Write Executor::make_write(Live const& live, Step& step) const {
    Write write;
    write.execution = live.record.id;
    write.previous = live.record.tail;
    write.events = encode_events(step.decision.events);
    step.map_runs = map_runs_.after(live.record, *live.execution, step.decision.events);
    write.map_runs = step.map_runs;
    ExecutionRecord const after = record_after(live);
    if (after.status != live.record.status || after.redrive_count != live.record.redrive_count) write.changed = after;
    return write;
}

void Executor::kept(std::shared_ptr<Step> const& step, Written const& written) {
    Live* const live = find_live(step->id);
    if (live == nullptr || !*alive_) return;
    live->busy = Live::Busy::no;
    if (!written.outcome) {
        actions_.trouble("a step of an execution can't be stored; it will be tried again", written.outcome.error());
        // What the caller was not told did not happen; what nobody else knows of is tried again.
        std::size_t place = 0;
        for (Step::Answered& answered : step->messages) {
            if (answered.message.done) {
                answered.message.done(tl::unexpected(written.outcome.error()));
            } else {
                live->messages.insert(live->messages.begin() + static_cast<std::ptrdiff_t>(place++),
                                      std::move(answered.message));
            }
        }
        drop_state(*live);
        // One that was to be redriven stays ended.
        if (live->messages.empty() && live->record.status != asl::Status::running) drop(*live);
        return stall();
    }
    live->record = record_after(*live);
    live->record.tail = written.row;
    map_runs_.commit(step->map_runs);
    actions_.happened({.id = step->id, .record = live->record, .revision = *live->revision}, step->decision.events);
    act(*live, step->decision);
    step->tell();
    if (!live->execution->running()) return finish(*live);
    proceed(*live);
}

void Executor::act(Live& live, asl::Decision const& decision) {
    for (asl::Action const& action : decision.actions)
        perform(live, action);
}

void Executor::perform(Live& live, asl::Action const& action) {
    Caller const caller{.id = live.record.id, .record = live.record, .revision = *live.revision};
    if (auto const* const invoke = std::get_if<asl::InvokeTask>(&action)) {
        actions_.invoke(caller, *invoke);
    } else if (auto const* const cancel = std::get_if<asl::CancelTask>(&action)) {
        actions_.cancel(caller, cancel->attempt);
    } else if (auto const* const read = std::get_if<asl::ReadItems>(&action)) {
        actions_.read_items(caller, *read);
    } else if (auto const* const write = std::get_if<asl::WriteResults>(&action)) {
        actions_.write_results(caller, *write);
    } else if (auto const* const start = std::get_if<asl::StartChildren>(&action)) {
        start_children(live, *start);
    } else if (auto const* const stop = std::get_if<asl::StopChildren>(&action)) {
        stop_children(live, *stop);
    }
}

void Executor::finish(Live& live) {
    ExecutionId const id = live.record.id;
    live.record = record_after(live);
    asl::Execution const execution = std::move(*live.execution);
    ExecutionRecord const record = live.record;
    auto const revision = live.revision;
    bool const ordered = live.ordered;
    for (PendingMessage const& message : std::exchange(live.messages, {}))
        if (message.done) message.done(false);
    drop(live);
    if (ordered) journal_.drop_express(id);
    if (record.parent.map_run != 0) child_ended(record, execution);
    actions_.ended({.id = id, .record = record, .revision = *revision}, execution);
    auto const waiter = sync_waiters_.extract(id);
    if (waiter.empty()) return;
    waiter.mapped()(SyncEnd{.record = record,
                            .failure = execution.failure,
                            .input = execution.input,
                            .output = execution.output,
                            .mocked = execution.mocked});
}

}  // namespace coworks::local::states
