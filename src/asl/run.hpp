#pragma once

/// One advance() under way: what the states' files share. Internal to the interpreter.

#include <set>
#include <string>
#include <string_view>

#include "asl/dataflow.hpp"
#include "asl/fields.hpp"
#include "asl/interpreter.hpp"
#include "asl/size.hpp"

namespace coworks::asl {

/// Decides one step at a time: every step looks at one branch, emits at most one event, and touches nothing of the
/// execution after that. So an execution can be rebuilt and go on after any event.
class Run {
public:
    Run(Execution& execution, Clock::Time now, Random& random, Limits const& limits, Directory const* directory,
        Decision& decision)
        : execution_(execution),
          now_(now),
          random_(random),
          limits_(limits),
          directory_(directory),
          decision_(decision) {}

    Execution const& execution() const noexcept { return execution_; }
    Clock::Time now() const noexcept { return now_; }
    Random& random() const noexcept { return random_; }
    Limits const& limits() const noexcept { return limits_; }
    bool has_activity(std::string_view arn) const { return directory_ == nullptr || directory_->has_activity(arn); }

    /// An event of a branch, its previous one the branch's last.
    Event event(Branch const& branch, EventType type) const;
    /// Numbers, stamps, collects and applies an event. References to branches may be gone afterwards.
    void emit(Event event);
    void act(Action action) { decision_.actions.push_back(std::move(action)); }
    void refuse() noexcept { decision_.accepted = false; }

    /// Whether a value is beyond the service's bound of data: the text that the history shows.
    bool too_large(Json const& value) {
        std::size_t const source = value.source().size();
        return (source > 0 ? source : json_size(value, limits_.data_bytes, &sizes_)) > limits_.data_bytes;
    }

    /// Runs every branch until all wait. Branches go on in the order of their ids, which is that of their beginning.
    void settle();
    /// One event more would break the service's bound on the history: ends the execution.
    bool stop_if_exhausted();

private:
    Execution& execution_;
    Clock::Time now_;
    Random& random_;
    Limits const& limits_;
    Directory const* directory_;
    Decision& decision_;
    std::set<BranchId> ready_;
    KnownSizes sizes_;
};

/// Does the next thing for a branch; false if it waits for something.
bool step(Run& run, Branch const& branch);

// --- The states, a file each ----------------------------------------------------------------------------------------

void work_pass(Run& run, Branch const& branch);
void work_choice(Run& run, Branch const& branch);
void work_wait(Run& run, Branch const& branch);
void finish_wait(Run& run, Branch const& branch);
void work_succeed(Run& run, Branch const& branch);
void work_fail(Run& run, Branch const& branch);
void work_task(Run& run, Branch const& branch);
/// A deadline of a task has passed: its TimedOut event.
void time_out_task(Run& run, Branch const& branch);
void work_parallel(Run& run, Branch const& branch);
bool continue_parallel(Run& run, Branch const& branch);
void work_map(Run& run, Branch const& branch);
bool continue_map(Run& run, Branch const& branch);
bool continue_distributed(Run& run, Branch const& branch);
/// The items of a distributed Map are there: from its reader, or from its input.
void accept_items(Run& run, Branch const& branch, Json const& given, Json const& origins = {});
/// A Map Run fails: its event, and the end of its children.
void fail_map_run(Run& run, Branch const& branch, std::string_view error, std::string_view cause);
StartChildren::Child child_of(Branch const& branch, std::uint32_t index);
/// What is known of a Map's items beside their values.
struct ItemsAbout {
    bool keyed = false;  ///< they are the members of an object, as pairs
    Json origins{};      ///< as ItemSet has them
};
/// `$$.Map` of one item of a Map that has begun.
Json item_context(Branch const& branch, std::size_t index, Json const& value, ItemsAbout const& about);
WriteResults write_results(Branch const& branch);
/// Task, Parallel and Map with a result: to the state's exit.
void finish_work(Run& run, Branch const& branch);

// --- What they share ------------------------------------------------------------------------------------------------

/// The state's error: retried, caught, or passed on.
void handle_failure(Run& run, Branch const& branch);

/// Records a fault of the state's evaluation.
void fail(Run& run, Branch const& branch, Fault const& fault);
/// The event that does.
Event state_failed(Run& run, Branch const& branch, Fault const& fault);
/// Records that the state's data, its input for others or its output, is larger than the service allows.
void fail_too_large(Run& run, Branch const& branch);
/// Leaves the state to `next` with its event; checks the sizes first.
void leave(Run& run, Branch const& branch, Outcome outcome, StateIndex next);

/// "TaskStateEntered" and so on for a kind; the type of the exit for a kind that has one.
EventType entered_type(StateKind kind) noexcept;
EventType exited_type(StateKind kind) noexcept;

/// A number in nanoseconds since 1970, as events keep times.
Json stored_time(Clock::Time time);

/// What a branch's state sees; lives as long as the step. `token` is the task's, or null.
class Scope {
public:
    Scope(Run const& run, Branch const& branch, Json token = {});
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;

    View& view() noexcept { return view_; }
    /// `$$.Map.Item` of one item, while its selector is evaluated.
    void set_item(std::size_t index, Json const& value, ItemsAbout const& about);

private:
    Json make_context() const;

    Execution const& execution_;
    Branch const& branch_;
    Json token_;
    Json map_;
    LazyContext context_;
    View view_;
};

}  // namespace coworks::asl
