#pragma once

/// Runs executions durably: an execution goes on when its events are safe on the disk.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "asl/interpreter.hpp"
#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "local/emulator/deadlines.hpp"
#include "local/states/action_handler.hpp"
#include "local/states/journal.hpp"
#include "local/states/live.hpp"
#include "local/states/map_runs.hpp"
#include "local/states/records.hpp"
#include "local/states/resident_set.hpp"
#include "local/states/revision.hpp"

namespace coworks::local::states {

/// What to start.
struct StartRequest {
    std::shared_ptr<Revision const> revision;
    std::string name;  ///< unique for the machine; the caller makes one where nobody gave one
    Json input;
    std::string version_arn{};
    std::string alias_arn{};
    std::string trace_header{};
    Parent parent{};
};

/// What came of it. A standard execution of that name that exists already is no error here: `existed` is true, and
/// `record` is that one (the caller knows whether its input makes the request the same one).
struct Started {
    ExecutionRecord record;
    bool existed = false;
    Json existing_input;  ///< if it existed
};

/// A synchronous express execution's end.
struct SyncEnd {
    ExecutionRecord record;
    asl::Failure failure;
    Json input;
    Json output;
    std::set<std::string> mocked;  ///< states whose Task was answered by a mock
};

struct ExecutorOptions {
    asl::Limits limits{};
    aws::Place place{};
    /// Bytes that resting executions may take in memory, roughly: beyond it those that rested longest are dropped, to
    /// be read again when something happens to them.
    std::size_t resident_bytes = 64U << 20;
    /// Ended executions are removed after this time.
    std::chrono::seconds keep = std::chrono::hours(24 * 90);
    /// A step that the store refused is tried again after this time.
    std::chrono::milliseconds store_retry{1000};
};

/// One thread: the event loop's. All callbacks come from there, those of store failures with the store's error codes
/// (store/database.hpp): then nothing of that step has happened, and it is tried again as soon as the store works.
class Executor {
public:
    Executor(boost::asio::io_context& loop, Clock& clock, Random& random, Journal& journal, Revisions const& revisions,
             ActionHandler& actions, ExecutorOptions options = {});
    ~Executor();
    Executor(Executor const&) = delete;
    Executor& operator=(Executor const&) = delete;

    /// Takes up what was open when the last process ended; calls `done` with how many executions that were, once each
    /// of them was read and waits for what it waited for. To be called once, before anything else.
    void recover(std::function<void(Result<std::size_t>)> done);
    /// Begins nothing more; what is being stored is finished by the journal.
    void stop();

    using StartDone = std::function<void(Result<Started>)>;
    void start(StartRequest order, StartDone done);
    /// Express machines: `done` is called at its end.
    void start_sync(StartRequest order, std::function<void(Result<SyncEnd>)> done);

    /// Tells an execution something; `done` (may be empty) hears whether it was still of interest, once it is safe.
    using Told = std::function<void(Result<bool>)>;
    void tell(ExecutionId id, asl::Message message, Told done = {});
    /// Stops the asynchronous express executions of a machine: the store has no list of them.
    void stop_express(std::int64_t machine_id);
    /// Starts an ended execution again (asl::Redrive); asl/redrive.hpp says whether it may be. `done` hears false if it
    /// may not, or runs.
    void redrive(ExecutionRecord const& record, Told done);

    /// The state of an execution from its rows of events (Journal::rows). Errors: "corrupt".
    Result<asl::Execution> rebuild(ExecutionRecord const& record, std::vector<std::string> const& rows) const;

    /// An execution that runs, by its ARN; 0: none of that name runs.
    ExecutionId find(std::string_view arn) const;
    /// The record of one that runs; nullptr.
    ExecutionRecord const* record(ExecutionId id) const;

    /// Map Runs that are under way.
    MapRuns const& map_runs() const { return map_runs_; }

    /// When the clock alone will change something.
    std::optional<Clock::Time> next_deadline() const;
    /// Looks at the clock. Called by a timer at least every second while there are deadlines, so that a clock that
    /// was set, or a machine that was suspended, is noticed; by tests that set a manual clock.
    void look_at_clock();
    /// Whether nothing is under way inside: no message waits, nothing is being read or stored.
    bool quiet() const;
    std::size_t open_executions() const { return lives_.size(); }

private:
    class Activities;
    struct Step;

    Live& admit(ExecutionRecord record, std::shared_ptr<Revision const> revision);
    Live* find_live(ExecutionId id) const;
    void begin(ExecutionRecord record, std::shared_ptr<Revision const> revision, asl::Start const& message,
               StartDone done);
    asl::Start start_message(ExecutionRecord const& record, Revision const& revision, Json input) const;
    void begin_stored(Live& live, asl::Decision decision, StartDone done);
    void tell_existing(ExecutionRecord record, StartDone const& done);

    // executor_step.cpp: one step of one execution.
    void make_ready(Live& live);
    void drain();
    void proceed(Live& live);
    bool take(Live& live);
    static ExecutionRecord record_after(Live const& live);
    Write make_write(Live const& live, Step& step) const;
    void kept(std::shared_ptr<Step> const& step, Written const& written);
    void act(Live& live, asl::Decision const& decision);
    void perform(Live& live, asl::Action const& action);
    void finish(Live& live);

    // executor_memory.cpp: what waits, in memory or in the store alone.
    void rest(Live& live);
    void load(Live& live);
    void loaded(ExecutionId id, Result<std::vector<std::string>> rows);
    void unread(Live& live, Error const& error);
    void drop_state(Live& live);
    void drop(Live& live);
    void stall();
    void arm_timer();
    void prune();

    // executor_children.cpp: the child executions of Map Runs.
    void start_children(Live& live, asl::StartChildren const& start);
    void start_child(Live& live, asl::StartChildren const& start, asl::StartChildren::Child const& child);
    void redrive_child(ExecutionRecord const& record, Parent const& parent);
    void take_up_child(ExecutionRecord const& record, Parent const& parent);
    void stop_children(Live const& live, asl::StopChildren const& stop);
    void child_ended(ExecutionRecord const& child, asl::Execution const& execution);

    boost::asio::io_context& loop_;
    Clock& clock_;
    Random& random_;
    Journal& journal_;
    Revisions const& revisions_;
    ActionHandler& actions_;
    ExecutorOptions options_;
    std::unique_ptr<Activities> activities_;

    std::unordered_map<ExecutionId, std::unique_ptr<Live>> lives_;
    std::unordered_map<std::string, ExecutionId> by_arn_;
    std::unordered_map<ExecutionId, std::function<void(Result<SyncEnd>)>> sync_waiters_;
    std::map<std::pair<MapRunId, std::int64_t>, ExecutionId> children_;
    std::vector<ExecutionId> ready_;
    bool draining_ = false;  ///< drain() was posted
    emulator::Deadlines deadlines_;
    ResidentSet resident_;
    MapRuns map_runs_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point armed_for_ = std::chrono::steady_clock::time_point::max();
    boost::asio::steady_timer store_timer_;
    bool stalled_ = false;  ///< the store failed; steps wait for store_timer_
    boost::asio::steady_timer prune_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace coworks::local::states
