/// What must hold for every machine, whatever happens when: an execution that is rebuilt from its events after any of
/// them goes on as if nothing had been; branches may end in any order; and every transition of the table is taken.

#include <gtest/gtest.h>

#include <deque>
#include <sstream>

#include "asl/property_scenarios.hpp"
#include "asl/test_play.hpp"
#include "asl/transitions.hpp"

namespace coworks::asl {
namespace {

using testing::Scenario;

/// The same token and the same jitter whatever was asked for before.
class SameRandom final : public Random {
public:
    std::uint64_t next() override { return 0x5555'5555'5555'5555U; }
};

enum class Keep : std::uint8_t {
    everything,  ///< the execution lives on
    events       ///< after every single event it is dropped, and made anew from their stored texts
};

/// One execution of a scenario, and everybody who answers it; `seed` says in which order they do.
class World {
public:
    World(Scenario const& scenario, std::uint64_t seed, Keep keep = Keep::everything)
        : scenario_(scenario),
          keep_(keep),
          order_(seed),
          machine_(testing::machine_of(scenario.definition)),
          execution_(make_execution(machine_)) {}

    World& start() {
        Start message;
        message.input = Json::parse(scenario_.input);
        message.identity.machine_arn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
        message.identity.machine_name = "machine";
        tell(message);
        return *this;
    }

    /// Takes over after `events`, as after a crash.
    World& resume(std::vector<Event> events, Clock::Time now) {
        clock_.set(now);
        events_ = std::move(events);
        rebuild();
        tell(Resume{});
        if (execution_.running()) perform(outstanding(execution_));
        return *this;
    }

    World& run() {
        for (int told = 0; told < 10'000; ++told) {
            if (!execution_.running()) {
                if (execution_.status == Status::succeeded || execution_.redrives >= scenario_.redrives) return *this;
                replies_.clear();
                tell(Redrive{});
            } else if (told == scenario_.stop_after) {
                tell(Stop{.error = "Enough", .cause = {}});
            } else if (!replies_.empty()) {
                answer();
            } else if (auto const deadline = execution_.next_deadline()) {
                clock_.set(std::max(clock_.now(), *deadline));
                tell(Tick{});
            } else {
                ADD_FAILURE() << scenario_.name << ": nothing will ever happen";
                return *this;
            }
        }
        ADD_FAILURE() << scenario_.name << ": it never ends";
        return *this;
    }

    std::string end() const {
        std::string text(status_name(execution_.status));
        return text + " " + execution_.output.dump() + " " + execution_.failure.error.dump() + " " +
               execution_.failure.cause.dump();
    }
    std::vector<Event> const& events() const { return events_; }
    std::string stored() const {
        std::string text;
        for (Event const& event : events_)
            text += to_stored(event).dump() + "\n";
        return text;
    }
    std::shared_ptr<StateMachine const> machine() const { return machine_; }

private:
    void tell(Message message) {
        if (keep_ == Keep::everything) {
            Decision decision = advance(execution_, message, clock_.now(), random_);
            events_.insert(events_.end(), decision.events.begin(), decision.events.end());
            return perform(std::move(decision.actions));
        }
        for (;;) {
            Decision const decision = decide(execution_, message, clock_.now(), random_);
            if (decision.events.empty()) break;
            events_.push_back(*from_stored(Json::parse(to_stored(decision.events.front()).dump())));
            rebuild();
            message = Tick{};
        }
        perform(outstanding(execution_));
    }

    void rebuild() {
        execution_ = make_execution(machine_);
        for (Event const& event : events_)
            apply(execution_, event);
    }

    void answer() {
        std::size_t const which = order_.next() % replies_.size();
        std::deque<Message>& replies = replies_[which];
        Message const message = std::move(replies.front());
        replies.pop_front();
        if (replies.empty()) replies_.erase(replies_.begin() + static_cast<std::ptrdiff_t>(which));
        tell(message);
    }

    void perform(std::vector<Action> const& actions) {
        for (Action const& action : actions) {
            if (auto const* invoke = std::get_if<InvokeTask>(&action)) {
                if (asked_.insert({invoke->attempt.branch, invoke->attempt.scheduled}).second) reply(*invoke);
            } else if (auto const* read = std::get_if<ReadItems>(&action)) {
                if (asked_of_run_.insert({runs(), "read"}).second) reply(*read);
            } else if (auto const* start = std::get_if<StartChildren>(&action)) {
                for (auto const& child : start->children) {
                    if (asked_of_run_.insert({runs(), std::to_string(child.index)}).second) reply(*start, child);
                }
            } else if (auto const* write = std::get_if<WriteResults>(&action)) {
                if (asked_of_run_.insert({runs(), "write"}).second)
                    replies_.push_back({ResultsWritten{.branch = write->branch,
                                                       .output = Json::object({{"results", write->results.size()}})}});
            }
        }
    }

    /// How many Map Runs there were so far, redriven ones counted again: what was asked of another one is asked anew.
    std::ptrdiff_t runs() const {
        return std::count_if(events_.begin(), events_.end(), [](Event const& event) {
            return event.type == EventType::map_run_started || event.type == EventType::map_run_redriven;
        });
    }

    void reply(InvokeTask const& invoke) {
        Json const& arguments = invoke.arguments;
        Json plan = arguments["plan"];
        if (Json const& plans = arguments["plans"]; plans.is_array())
            plan = plans[std::min(static_cast<std::size_t>(execution_.redrives), plans.size() - 1)];
        std::size_t const attempt = arguments["try"].is_integer() ? arguments["try"].as_uint64() : 0;
        std::istringstream words(std::string(plan[std::min(attempt, plan.size() - 1)].as_string()));
        std::deque<Message> messages;
        for (std::string word; words >> word;)
            messages.push_back(message_of(word, invoke));
        if (!messages.empty()) replies_.push_back(std::move(messages));
    }

    static Message message_of(std::string const& word, InvokeTask const& invoke) {
        using When = TaskFailed::When;
        auto const broke = [&](When when) {
            return TaskFailed{.attempt = invoke.attempt, .error = "E", .cause = "broken", .when = when};
        };
        if (word == "begin") return TaskStarted{.attempt = invoke.attempt, .worker_name = {}};
        if (word == "accept") return TaskSubmitted{.attempt = invoke.attempt, .output = Json::object()};
        if (word == "beat") return TaskHeartbeat{.attempt = invoke.attempt};
        if (word == "big") return TaskSucceeded{.attempt = invoke.attempt, .output = std::string(300'000, 'x')};
        if (word == "fail") return broke(When::running);
        if (word == "schedule_fail") return broke(When::scheduling);
        if (word == "start_fail") return broke(When::starting);
        if (word == "submit_fail") return broke(When::submitting);
        if (word == "refuse") return TaskRefused{.attempt = invoke.attempt, .reason = "no such thing"};
        return TaskSucceeded{.attempt = invoke.attempt,
                             .output = Json::object({{"by", invoke.state_name}, {"input", invoke.arguments["input"]}})};
    }

    /// UpdateMapRun may come at any time, and changes how many children run at once.
    static Message other_bounds(BranchId branch) {
        return UpdateRun{.branch = branch, .max_concurrency = 3, .tolerated_count = {}, .tolerated_percentage = {}};
    }

    void reply(ReadItems const& read) {
        bool const gone = read.arguments["Key"] == Json("gone");
        replies_.push_back({other_bounds(read.branch),
                            gone ? Message(ItemsFailed{.branch = read.branch, .cause = "no such key"})
                                 : Message(ItemsArrived{.branch = read.branch, .items = Json::array({1, 2, 3})})});
    }

    void reply(StartChildren const& start, StartChildren::Child const& child) {
        bool const fails = child.input == Json("fail") || (child.input == Json("fail once") && !child.redriven);
        replies_.push_back({other_bounds(start.branch), ChildEnded{.branch = start.branch,
                                                                   .index = child.index,
                                                                   .status = fails ? Status::failed : Status::succeeded,
                                                                   .output = child.input,
                                                                   .error = fails ? Json("E") : Json(),
                                                                   .cause = {}}});
    }

    Scenario const& scenario_;
    Keep keep_;
    SeededRandom order_;
    SameRandom random_;
    ManualClock clock_{Clock::Time(std::chrono::seconds(1'750'000'000))};
    std::shared_ptr<StateMachine const> machine_;
    Execution execution_;
    std::vector<Event> events_;
    std::vector<std::deque<Message>> replies_;
    std::set<std::pair<BranchId, EventId>> asked_;
    std::set<std::pair<std::ptrdiff_t, std::string>> asked_of_run_;
};

World played(Scenario const& scenario, std::uint64_t seed, Keep keep = Keep::everything) {
    World world(scenario, seed, keep);
    world.start().run();
    return world;
}

TEST(Properties, RebuiltAfterEveryEventAnExecutionGoesOnIdentically) {
    for (Scenario const& scenario : testing::scenarios()) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            World const whole = played(scenario, seed);
            World const rebuilt = played(scenario, seed, Keep::events);
            EXPECT_EQ(rebuilt.end(), whole.end()) << scenario.name;
            EXPECT_EQ(rebuilt.stored(), whole.stored()) << scenario.name;
        }
    }
}

TEST(Properties, BranchesMayEndInAnyOrder) {
    for (Scenario const& scenario : testing::scenarios()) {
        std::string const first = played(scenario, 1).end();
        for (std::uint64_t seed = 2; seed <= 25; ++seed)
            EXPECT_EQ(played(scenario, seed).end(), first) << scenario.name << ", seed " << seed;
    }
}

TEST(Properties, ACrashAfterAnyEventChangesNothingOfTheEnd) {
    for (Scenario scenario : testing::scenarios()) {
        scenario.stop_after = -1;
        World const whole = played(scenario, 7);
        std::vector<Event> before;
        for (Event const& event : whole.events()) {
            before.push_back(*from_stored(Json::parse(to_stored(event).dump())));
            World after(scenario, 11);
            after.resume(before, event.time).run();
            EXPECT_EQ(after.end(), whole.end()) << scenario.name << ", after event " << before.size();
        }
    }
}

TEST(Transitions, AreAllTakenAndNoOthers) {
    std::vector<Transition> taken;
    for (Scenario const& scenario : testing::scenarios()) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            World const world = played(scenario, seed);
            Execution execution = make_execution(world.machine());
            for (Event const& event : world.events()) {
                auto const transition = apply_and_tell(execution, event);
                if (transition && std::find(taken.begin(), taken.end(), *transition) == taken.end())
                    taken.push_back(*transition);
            }
        }
    }
    auto const known = transitions();
    for (Transition const& transition : taken)
        EXPECT_NE(std::find(known.begin(), known.end(), transition), known.end()) << "unknown: " << to_text(transition);
    for (Transition const& transition : known)
        EXPECT_NE(std::find(taken.begin(), taken.end(), transition), taken.end())
            << "untested: " << to_text(transition);
}

}  // namespace
}  // namespace coworks::asl
