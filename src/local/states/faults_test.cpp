#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include "local/states/event_rows.hpp"
#include "local/states/testing.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using testing::Definitions;
using testing::Folder;
using testing::ScriptedActions;

/// Tasks, a retry, branches, a map of child executions and waits: everything that the store and the actions see.
constexpr char const* kMachine = R"({"StartAt":"First","States":{
    "First":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"first"},
        "Retry":[{"ErrorEquals":["Again"],"IntervalSeconds":3,"MaxAttempts":2}],"Next":"Both"},
    "Both":{"Type":"Parallel","Next":"Each","Branches":[
        {"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":5,"End":true}}},
        {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
            "Parameters":{"FunctionName":"b"},"End":true}}}]},
    "Each":{"Type":"Map","ItemsPath":"$","MaxConcurrency":1,"Next":"Last","ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"C","States":{"C":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
            "Parameters":{"FunctionName":"c"},"End":true}}}},
    "Last":{"Type":"Pass","End":true}}})";

using AttemptKey = std::pair<std::string, asl::EventId>;  ///< an execution and the Scheduled event

bool is_result(asl::EventType type) {
    return type == asl::EventType::task_succeeded || type == asl::EventType::task_failed;
}

/// A process that may end after any of its steps.
class MortalLife {
public:
    MortalLife(std::string const& file, ManualClock& clock, Random& random, Revisions const& revisions)
        : clock_(clock),
          journal_(
              Journal::open(std::make_unique<emulator::Data>(loop_, store::Database::open(file).value())).value()) {
        executor_ = std::make_unique<Executor>(loop_, clock, random, *journal_, revisions, actions_);
        actions_.on_invoke = [this](ExecutionId id, asl::InvokeTask const& task) { invoke(id, task); };
        read_results();
        executor_->recover([](Result<std::size_t> recovered) { EXPECT_TRUE(recovered); });
    }
    ~MortalLife() {
        executor_->stop();
        journal_->close();
    }

    void start(std::shared_ptr<Revision const> revision) {
        executor_->start({.revision = std::move(revision), .name = "one", .input = {}}, {});
    }
    /// Makes so many steps at most; whether everything came to its end by then.
    bool live(int steps) {
        for (int made = 0; made < steps;) {
            loop_.restart();
            if (loop_.poll_one() > 0) {
                ++made;
            } else if (!executor_->quiet()) {
                made += loop_.run_one_for(10ms) > 0 ? 1 : 0;
            } else if (auto const deadline = executor_->next_deadline()) {
                clock_.set(std::max(clock_.now(), *deadline));
                executor_->look_at_clock();
            } else if (executor_->open_executions() == 0) {
                return true;
            }
        }
        return false;
    }
    std::map<std::string, std::vector<asl::Event>> histories() {
        std::map<std::string, std::vector<asl::Event>> found;
        journal_->list({}, [&](Result<std::vector<ExecutionRecord>> records) {
            for (ExecutionRecord const& record : records.value()) {
                statuses[record.arn] = record.status;
                journal_->rows(record.tail, [&, arn = record.arn](Result<std::vector<std::string>> rows) {
                    for (std::string const& row : rows.value()) {
                        auto const events = decode_events(row).value();
                        found[arn].insert(found[arn].end(), events.begin(), events.end());
                    }
                });
            }
        });
        do {
            loop_.restart();
            loop_.run_one_for(10ms);
        } while (!journal_->quiet());
        return found;
    }

    std::map<std::string, asl::Status> statuses;

private:
    /// What was recorded before this life began.
    void read_results() {
        for (auto const& [arn, events] : histories())
            for (asl::Event const& event : events)
                if (is_result(event.type)) results_.emplace(arn, scheduled_before(events, event));
    }
    static asl::EventId scheduled_before(std::vector<asl::Event> const& events, asl::Event const& result) {
        asl::EventId scheduled = 0;
        for (asl::Event const& event : events)
            if (event.type == asl::EventType::task_scheduled && event.branch == result.branch && event.id < result.id)
                scheduled = event.id;
        return scheduled;
    }
    void invoke(ExecutionId id, asl::InvokeTask const& task) {
        std::string const arn = executor_->record(id)->arn;
        EXPECT_FALSE(results_.contains({arn, task.attempt.scheduled}))
            << arn << ": the result of " << task.attempt.scheduled << " was recorded";
        bool const fails = task.state_name == Json("First") && task.attempt.scheduled == 3;
        asl::Message message = asl::TaskSucceeded{.attempt = task.attempt, .output = Json::array({1, 2})};
        if (fails) message = asl::TaskFailed{.attempt = task.attempt, .error = "Again", .cause = {}};
        executor_->tell(id, asl::TaskStarted{.attempt = task.attempt, .worker_name = {}});
        boost::asio::post(loop_, [this, id, message = std::move(message)] { executor_->tell(id, message); });
    }

    boost::asio::io_context loop_{1};
    ManualClock& clock_;
    ScriptedActions actions_;
    std::unique_ptr<Journal> journal_;
    std::unique_ptr<Executor> executor_;
    std::set<AttemptKey> results_;
};

/// Every event once, in order, and as many state exits as entries.
void expect_whole(std::map<std::string, std::vector<asl::Event>> const& histories) {
    for (auto const& [arn, events] : histories) {
        asl::EventId id = 0;
        for (asl::Event const& event : events)
            if (!event.internal()) EXPECT_EQ(++id, event.id) << arn;
        auto const count = [&](asl::EventType type) {
            return std::count_if(events.begin(), events.end(), [&](auto const& event) { return event.type == type; });
        };
        EXPECT_EQ(count(asl::EventType::wait_state_entered), count(asl::EventType::wait_state_exited)) << arn;
        EXPECT_EQ(1, count(asl::EventType::execution_succeeded)) << arn;
    }
}

TEST(Faults, nothing_is_lost_or_done_twice_whatever_step_is_the_last) {
    SeededRandom random(7);
    for (int steps = 1; steps < 400; ++steps) {
        Folder folder;
        ManualClock clock{Clock::Time(std::chrono::hours(24 * 365 * 50))};
        Definitions definitions;
        auto const machine = definitions.add("m", kMachine);
        bool done = false;
        {
            MortalLife first(folder.file(), clock, random, definitions);
            first.start(machine);
            done = first.live(steps);
        }
        MortalLife second(folder.file(), clock, random, definitions);
        second.start(machine);  // what was acknowledged may be asked for again: it has its name
        ASSERT_TRUE(second.live(100'000)) << steps;
        auto const histories = second.histories();
        ASSERT_EQ(3U, histories.size()) << "one execution and its map's two, after " << steps;
        expect_whole(histories);
        for (auto const& [arn, status] : second.statuses)
            EXPECT_EQ(asl::Status::succeeded, status) << arn;
        if (done || HasFailure()) return;
    }
    FAIL() << "it never came to its end by itself";
}

TEST(Faults, nothing_is_lost_or_done_twice_if_every_life_is_short) {
    for (int steps : {3, 5, 8, 13}) {
        SeededRandom random(static_cast<std::uint64_t>(steps));
        Folder folder;
        ManualClock clock{Clock::Time(std::chrono::hours(24 * 365 * 50))};
        Definitions definitions;
        auto const machine = definitions.add("m", kMachine);
        bool done = false;
        for (int life = 0; life < 500 && !done; ++life) {
            MortalLife mortal(folder.file(), clock, random, definitions);
            if (life == 0) mortal.start(machine);
            // A life grows a little, so that one whose every beginning is repeated comes to an end.
            done = mortal.live(steps + life / 4) && !mortal.histories().empty();
        }
        ASSERT_TRUE(done) << steps;
        MortalLife last(folder.file(), clock, random, definitions);
        expect_whole(last.histories());
    }
}

}  // namespace
}  // namespace coworks::local::states
