#include <algorithm>
#include <utility>

#include "local/states/event_rows.hpp"
#include "local/states/executor_parts.hpp"

namespace coworks::local::states {

namespace {

using std::chrono::steady_clock;

/// The wall clock may be set, and a suspended machine's steady clock stands still: deadlines are looked at so often.
constexpr std::chrono::seconds kLookEvery{1};
constexpr std::chrono::hours kPruneEvery{1};

}  // namespace

/// Nothing is to be done: it waits for its deadline or a message.
void Executor::rest(Live& live) {
    if (!live.execution) return;
    auto const deadline = live.execution->next_deadline();
    deadlines_.change(live.record.id, live.deadline, deadline);
    live.deadline = deadline;
    if (deadline) arm_timer();
    if (!live.stored) return;
    resident_.rest(live, resident_bytes(*live.execution));
    while (ExecutionId const id = resident_.surplus())
        drop_state(*find_live(id));
}

void Executor::drop_state(Live& live) {
    resident_.leave(live);
    live.execution.reset();
}

/// The execution is over, or never began.
void Executor::drop(Live& live) {
    ExecutionId const id = live.record.id;
    resident_.leave(live);
    deadlines_.change(id, live.deadline, std::nullopt);
    // One that was refused because of its name never had it.
    if (auto const named = by_arn_.find(live.record.arn); named != by_arn_.end() && named->second == id)
        by_arn_.erase(named);
    if (Parent const& parent = live.record.parent; parent.map_run != 0)
        children_.erase({parent.map_run, parent.number});
    lives_.erase(id);
}

void Executor::load(Live& live) {
    live.busy = Live::Busy::reading;
    journal_.rows(live.record.tail,
                  [this, id = live.record.id](Result<std::vector<std::string>> rows) { loaded(id, std::move(rows)); });
}

Result<asl::Execution> Executor::rebuild(ExecutionRecord const& record, std::vector<std::string> const& rows) const {
    Live const* const live = find_live(record.id);
    auto const revision = live != nullptr ? live->revision : revisions_.revision(record.revision_id);
    if (!revision || !revision->machine)
        return fail("corrupt", "the definition of an execution is not there", record.arn);
    asl::Execution execution = asl::make_execution(revision->machine);
    for (std::string const& row : rows) {
        auto const events = decode_events(row);
        if (!events) return tl::unexpected(events.error());
        for (asl::Event const& event : *events)
            asl::apply(execution, event);
    }
    return execution;
}

void Executor::loaded(ExecutionId id, Result<std::vector<std::string>> rows) {
    Live* const live = find_live(id);
    if (live == nullptr || !*alive_) return;
    live->busy = Live::Busy::no;
    // A read fails with the writes that it shared a commit with: it is made again.
    if (!rows && rows.error().code != "corrupt") return unread(*live, rows.error());
    auto execution = rows ? rebuild(live->record, *rows) : tl::unexpected(rows.error());
    if (!execution) {
        actions_.trouble("an execution can't be read", execution.error());
        for (PendingMessage const& message : std::exchange(live->messages, {}))
            if (message.done) message.done(tl::unexpected(execution.error()));
        return;
    }
    live->execution = std::make_unique<asl::Execution>(*std::move(execution));
    map_runs_.recount(*live->execution, id);
    if (std::exchange(live->taken_up, false)) {
        for (asl::Action const& action : asl::outstanding(*live->execution))
            perform(*live, action);
    }
    proceed(*live);
}

/// The store failed: what nobody else knows of is told later, whoever waits for an answer hears why there is none.
void Executor::unread(Live& live, Error const& error) {
    actions_.trouble("an execution can't be read; it will be tried again", error);
    std::vector<PendingMessage> refused;
    for (PendingMessage& message : std::exchange(live.messages, {}))
        (message.done ? refused : live.messages).push_back(std::move(message));
    // One that was to be redriven stays ended.
    if (live.record.status != asl::Status::running) drop(live);
    for (PendingMessage const& message : refused)
        message.done(tl::unexpected(error));
    stall();
}

/// The store failed: everybody waits a while. What was already decided is decided again.
void Executor::stall() {
    if (std::exchange(stalled_, true)) return;
    store_timer_.expires_after(options_.store_retry);
    store_timer_.async_wait([this, alive = alive_](boost::system::error_code error) {
        if (error || !*alive) return;
        stalled_ = false;
        for (auto const& [id, live] : lives_)
            if (!live->messages.empty()) make_ready(*live);
    });
}

std::optional<Clock::Time> Executor::next_deadline() const {
    return deadlines_.next();
}

void Executor::look_at_clock() {
    for (ExecutionId const id : deadlines_.due(clock_.now())) {
        Live& live = *find_live(id);
        deadlines_.change(id, live.deadline, std::nullopt);
        live.deadline.reset();
        live.messages.push_back({.content = asl::Tick{}, .done = {}});
        make_ready(live);
    }
    arm_timer();
}

void Executor::arm_timer() {
    auto const next = deadlines_.next();
    if (!next) return;
    auto const left =
        std::clamp<std::chrono::nanoseconds>(*next - clock_.now(), std::chrono::nanoseconds(0), kLookEvery);
    auto const at = steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(left);
    if (armed_for_ <= at) return;
    armed_for_ = at;
    timer_.expires_at(at);
    timer_.async_wait([this, alive = alive_](boost::system::error_code error) {
        if (error || !*alive) return;
        armed_for_ = steady_clock::time_point::max();
        look_at_clock();
    });
}

/// Removes what is old; so much at once that nothing else waits for it.
void Executor::prune() {
    journal_.prune(clock_.now() - options_.keep, [this, alive = alive_](Result<std::size_t> pruned) {
        if (!*alive) return;
        if (!pruned) actions_.trouble("old executions can't be removed", pruned.error());
        if (pruned && *pruned > 0) return prune();
        prune_timer_.expires_after(kPruneEvery);
        prune_timer_.async_wait([this, alive](boost::system::error_code error) {
            if (!error && *alive) prune();
        });
    });
}

}  // namespace coworks::local::states
