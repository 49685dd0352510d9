#include "local/functions/event_calls.hpp"

#include <fmt/format.h>

#include <utility>

namespace coworks::local::functions {

namespace {

/// A read or a write that the store refused is tried again after this time.
constexpr std::chrono::milliseconds kStoreRetry{1000};

}  // namespace

Result<std::unique_ptr<EventCalls>> EventCalls::open(Parts parts, emulator::RetryPolicy policy) {
    if (auto migrated = migrate_events(parts.data.database()); !migrated) return tl::unexpected(migrated.error());
    auto left = pending_events(parts.data.database());
    if (!left) return tl::unexpected(left.error());
    return std::unique_ptr<EventCalls>(new EventCalls(parts, policy, *std::move(left)));
}

EventCalls::EventCalls(Parts parts, emulator::RetryPolicy policy, PendingEvents left)
    : parts_(parts), policy_(policy), left_(std::move(left)), last_id_(left_.last_id) {}

void EventCalls::begin() {
    for (auto const& [id, due] : std::exchange(left_, {}).due) {
        ++pending_;
        later(id, due);
    }
}

void EventCalls::put(Invoke call, std::function<void(Result<void>)> done) {
    Clock::Time const now = parts_.clock.now();
    auto const event =
        std::make_shared<EventCall>(EventCall{.id = ++last_id_, .call = std::move(call), .accepted = now, .due = now});
    ++pending_;
    parts_.data.run([event](store::Database& database) { return insert_event(database, *event); },
                    [this, event, done = std::move(done)](Result<void> outcome) {
                        bool const stored = outcome.has_value();
                        if (!stored) --pending_;
                        done(std::move(outcome));
                        if (stored) try_now(event);
                    });
}

void EventCalls::later(std::int64_t id, Clock::Time due) {
    auto const wait = std::chrono::ceil<std::chrono::milliseconds>(due - parts_.clock.now());
    parts_.timers.after(std::max(wait, std::chrono::milliseconds(0)), [this, id] { read_and_try(id); });
}

/// What waits long does so on the disk.
void EventCalls::read_and_try(std::int64_t id) {
    if (draining_) return;
    parts_.data.read<std::optional<EventCall>>(
        [this, id](Result<std::optional<EventCall>> found) {
            if (!found) return later(id, parts_.clock.now() + kStoreRetry);
            if (!*found) return void(--pending_);
            try_now(std::make_shared<EventCall>(std::move(**found)));
        },
        [id](store::Database& database) { return read_event(database, id); });
}

void EventCalls::try_now(std::shared_ptr<EventCall> const& event) {
    if (draining_) return;
    parts_.functions.invoke(
        event->call, [this, event](InvokeResult const& result) { ended(event, result); }, [] { return false; });
}

void EventCalls::ended(std::shared_ptr<EventCall> const& event, InvokeResult const& result) {
    using Kind = InvokeResult::Kind;
    if (result.kind == Kind::stopped) return;  // the next process calls it
    if (result.kind == Kind::result) return forget(event->id);
    auto const failed =
        result.kind == Kind::function_error ? emulator::Failed::by_itself : emulator::Failed::by_service;
    Clock::Time const now = parts_.clock.now();
    auto const age = std::chrono::floor<std::chrono::milliseconds>(now - event->accepted);
    auto const wait = emulator::next_try(policy_, failed, event->tries, age);
    if (!wait) {
        parts_.logs.line(event->call.function, event->call.request_id,
                         fmt::format("the event was given up after {} tries: {}",
                                     event->tries.failed + event->tries.refused, result.payload));
        return forget(event->id);
    }
    event->due = now + *wait;
    parts_.data.run([event](store::Database& database) { return update_event(database, *event); }, {});
    later(event->id, event->due);
}

void EventCalls::forget(std::int64_t id) {
    --pending_;
    parts_.data.run([id](store::Database& database) { return delete_event(database, id); }, {});
}

}  // namespace coworks::local::functions
