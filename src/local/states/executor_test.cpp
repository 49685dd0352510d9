#include "local/states/executor.hpp"

#include <gtest/gtest.h>

#include "local/states/event_rows.hpp"
#include "local/states/testing.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using testing::Definitions;
using testing::Folder;
using testing::Life;
using testing::ScriptedActions;

constexpr char const* kPass = R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})";
constexpr char const* kWait =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"Next":"P"},"P":{"Type":"Pass","End":true}}})";
constexpr char const* kTask =
    R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f","Payload.$":"$"},"Next":"W"},
        "W":{"Type":"Wait","Seconds":5,"End":true}}})";
constexpr char const* kMap =
    R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each","ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10,"End":true}}},"MaxConcurrency":3,"End":true}}})";

class ExecutorTest : public ::testing::Test {
protected:
    std::unique_ptr<Life> live(ExecutorOptions const& options = {}) {
        return std::make_unique<Life>(folder.file(), clock, random, definitions, actions, options);
    }
    /// Moves the clock to each deadline in turn until nothing waits for it.
    void run_out(Life& life) {
        while (auto const deadline = life.executor.next_deadline()) {
            clock.set(std::max(clock.now(), *deadline));
            life.executor.look_at_clock();
            life.settle();
        }
    }
    std::vector<asl::Event> history(Life& life, std::string const& arn) {
        std::vector<asl::Event> events;
        life.journal().find(arn, [&](Result<std::optional<ExecutionRecord>> found) {
            ASSERT_TRUE(found && *found) << arn;
            life.journal().rows((*found)->tail, [&](Result<std::vector<std::string>> rows) {
                ASSERT_TRUE(rows);
                for (std::string const& row : *rows) {
                    auto decoded = decode_events(row).value();
                    for (asl::Event& event : decoded)
                        if (!event.internal()) events.push_back(std::move(event));
                }
            });
        });
        life.settle();
        return events;
    }

    Folder folder;
    ManualClock clock{Clock::Time(std::chrono::hours(24 * 365 * 50))};
    SeededRandom random{1};
    Definitions definitions;
    ScriptedActions actions;
};

TEST_F(ExecutorTest, runs_an_execution_to_its_end) {
    auto const machine = definitions.add("m", kPass);
    auto life = live();
    auto const started = life->start({.revision = machine, .name = "one", .input = Json::object({{"a", 1}})});
    ASSERT_TRUE(started);
    EXPECT_EQ("arn:aws:states:us-east-1:000000000000:execution:m:one", started->record.arn);
    EXPECT_EQ(asl::Status::succeeded, actions.ends[started->record.arn]);
    EXPECT_EQ(Json::object({{"a", 1}}), actions.outputs[started->record.arn]);
    EXPECT_EQ(4U, history(*life, started->record.arn).size());
    EXPECT_EQ(0U, life->executor.open_executions());
}

TEST_F(ExecutorTest, gives_a_name_once) {
    auto const machine = definitions.add("m", kWait);
    auto life = live();
    ASSERT_TRUE(life->start({.revision = machine, .name = "one", .input = 1}));
    auto const again = life->start({.revision = machine, .name = "one", .input = 2});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->existed);
    EXPECT_EQ(Json(1), again->existing_input);
    EXPECT_EQ(1U, life->executor.open_executions());
    EXPECT_FALSE(life->start({.revision = definitions.add("n", kWait), .name = "one", .input = 2})->existed);
}

TEST_F(ExecutorTest, waits_through_a_restart_and_fires_once) {
    auto const machine = definitions.add("m", kWait);
    std::string arn;
    {
        auto life = live();
        arn = life->start({.revision = machine, .name = "one", .input = {}})->record.arn;
        EXPECT_TRUE(actions.ends.empty());
    }
    clock.advance(59s);
    {
        auto life = live();
        ASSERT_EQ(1U, life->executor.open_executions());
        EXPECT_EQ(clock.now() + 1s, life->executor.next_deadline());
        life->executor.look_at_clock();
        life->settle();
        EXPECT_TRUE(actions.ends.empty());
    }
    clock.advance(24h);
    auto life = live();
    life->executor.look_at_clock();
    life->settle();
    EXPECT_EQ(asl::Status::succeeded, actions.ends[arn]);
    auto const events = history(*life, arn);
    ASSERT_EQ(6U, events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_EQ(static_cast<asl::EventId>(i) + 1, events[i].id);
}

TEST_F(ExecutorTest, asks_again_for_a_task_whose_result_was_not_recorded_and_for_no_other) {
    auto const machine = definitions.add("m", kTask);
    asl::Attempt attempt;
    actions.on_invoke = [&](ExecutionId, asl::InvokeTask const& task) { attempt = task.attempt; };
    ExecutionId id = 0;
    {
        auto life = live();
        id = life->start({.revision = machine, .name = "one", .input = 7})->record.id;
        EXPECT_EQ(1, actions.invoked);
    }
    {
        auto life = live();
        EXPECT_EQ(2, actions.invoked);
        EXPECT_TRUE(life->tell(id, asl::TaskSucceeded{.attempt = attempt, .output = "done"}).value());
        EXPECT_FALSE(life->tell(id, asl::TaskSucceeded{.attempt = attempt, .output = "again"}).value());
    }
    auto life = live();
    EXPECT_EQ(2, actions.invoked);
    run_out(*life);
    EXPECT_EQ(Json("done"), actions.outputs.begin()->second);
}

TEST_F(ExecutorTest, runs_the_children_of_a_map_as_executions_of_their_own) {
    auto const machine = definitions.add("m", kMap);
    Json const items = Json::array({1, 2, 3, 4, 5, 6, 7});
    {
        auto life = live();
        life->start({.revision = machine, .name = "one", .input = items});
        EXPECT_EQ(4U, life->executor.open_executions());
        life->executor.map_runs().for_each([&](MapRunRecord const& run) {
            EXPECT_EQ(3, run.executions.running);
            EXPECT_EQ(4, run.executions.pending);
        });
        clock.advance(10s);
        life->executor.look_at_clock();
        life->settle();
        EXPECT_EQ(3U, actions.ends.size());
    }
    auto life = live();
    EXPECT_EQ(4U, life->executor.open_executions());
    life->executor.map_runs().for_each([&](MapRunRecord const& run) { EXPECT_EQ(3, run.executions.succeeded); });
    run_out(*life);
    EXPECT_EQ(8U, actions.ends.size());
    EXPECT_EQ(items, actions.outputs["arn:aws:states:us-east-1:000000000000:execution:m:one"]);
}

TEST_F(ExecutorTest, drops_what_rests_from_memory_and_reads_it_again) {
    auto const machine = definitions.add("m", kWait);
    auto life = live({.resident_bytes = 10'000});
    Json const input = Json::object({{"text", std::string(5'000, 'x')}});
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(life->start({.revision = machine, .name = std::to_string(i), .input = input}));
    run_out(*life);
    ASSERT_EQ(20U, actions.outputs.size());
    for (auto const& [arn, output] : actions.outputs)
        EXPECT_EQ(input, output);
}

TEST_F(ExecutorTest, stops_an_execution) {
    auto const machine = definitions.add("m", kTask);
    auto life = live();
    auto const id = life->start({.revision = machine, .name = "one", .input = {}})->record.id;
    EXPECT_TRUE(life->tell(id, asl::Stop{.error = "E", .cause = {}}).value());
    EXPECT_EQ(asl::Status::aborted, actions.ends.begin()->second);
    EXPECT_EQ(1, actions.cancelled);
    EXPECT_FALSE(life->tell(id, asl::Stop{}).value());
}

TEST_F(ExecutorTest, redrives_what_failed_and_keeps_what_succeeded) {
    auto const machine =
        definitions.add("m", R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each","ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
            "Parameters":{"FunctionName":"f","Payload.$":"$"},"End":true}}},
        "MaxConcurrency":1,"ToleratedFailureCount":1,"Next":"F"},
        "F":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true}}})");
    auto life = live();
    bool broken = true;
    std::map<std::string, int> calls;
    actions.on_invoke = [&](ExecutionId id, asl::InvokeTask const& task) {
        std::string const payload = task.arguments["Payload"].dump();
        ++calls[payload];
        if (broken && payload != "1")
            return life->executor.tell(id, asl::TaskFailed{.attempt = task.attempt, .error = "E", .cause = {}});
        life->executor.tell(id, asl::TaskSucceeded{.attempt = task.attempt, .output = task.arguments});
    };
    auto const arn = life->start({.revision = machine, .name = "one", .input = Json::array({1, 2, 3})})->record.arn;
    ASSERT_EQ(asl::Status::failed, actions.ends[arn]);
    auto const find = [&] {
        ExecutionRecord found;
        life->journal().find(arn, [&](auto const& record) { found = **record; });
        life->settle();
        return found;
    };
    ExecutionRecord const failed = find();
    std::vector<MapRunRecord> runs;
    auto const read_runs = [&] {
        life->journal().list_map_runs(failed.id, [&](auto const& found) { runs = *found; });
        life->settle();
    };
    read_runs();
    ASSERT_EQ(1U, runs.size());
    EXPECT_EQ(asl::Status::failed, runs[0].status);
    EXPECT_EQ(2, runs[0].executions.failed);
    broken = false;
    clock.advance(1s);
    actions.ends.clear();
    std::optional<bool> redriven;
    life->executor.redrive(failed, [&](Result<bool> told) { redriven = told.value(); });
    life->settle();
    EXPECT_EQ(true, redriven);
    EXPECT_EQ(asl::Status::succeeded, actions.ends[arn]);
    EXPECT_EQ((std::map<std::string, int>{{"1", 1}, {"2", 2}, {"3", 2}, {"null", 1}}), calls);
    EXPECT_EQ(1, find().redrive_count);
    read_runs();
    ASSERT_EQ(1U, runs.size());
    EXPECT_EQ(asl::Status::succeeded, runs[0].status);
    EXPECT_EQ(3, runs[0].executions.succeeded);
    EXPECT_EQ(1, runs[0].redrive_count);
    life->executor.redrive(find(), [&](Result<bool> told) { redriven = told.value(); });
    life->settle();
    EXPECT_EQ(false, redriven);
    EXPECT_EQ(0U, life->executor.open_executions());
}

TEST_F(ExecutorTest, keeps_what_an_express_machine_was_asked_for_until_it_ends) {
    auto const machine = definitions.add("m", kWait, asl::ExecutionType::express);
    {
        auto life = live();
        Json const input = Json::parse(R"([5.0, "\ud800"])", {.allow_lone_surrogates = true, .keep_source = true});
        ASSERT_TRUE(life->start({.revision = machine, .name = "one", .input = input}));
    }
    {
        auto life = live();
        ASSERT_EQ(1U, life->executor.open_executions());
        run_out(*life);
        EXPECT_EQ(R"([5.0, "\ud800"])", actions.outputs.begin()->second.source());
    }
    EXPECT_EQ(0U, live()->executor.open_executions());
}

TEST_F(ExecutorTest, drops_what_an_express_machine_was_asked_for_if_the_machine_is_gone) {
    auto const machine = definitions.add("m", kWait, asl::ExecutionType::express);
    std::string const arn = live()->start({.revision = machine, .name = "one", .input = 5})->record.arn;
    {
        Definitions const none;
        Life life(folder.file(), clock, random, none, actions);
        EXPECT_EQ(0U, life.executor.open_executions());
        EXPECT_EQ(std::vector{"an express execution does not begin again: its machine was deleted: " + arn},
                  actions.troubles);
    }
    EXPECT_EQ(0U, live()->executor.open_executions()) << "it was dropped for good";
    EXPECT_TRUE(actions.ends.empty());
}

TEST_F(ExecutorTest, tells_the_end_of_a_synchronous_execution) {
    auto const machine = definitions.add(
        "m",
        R"({"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"in.$":"$","self.$":"$$.Execution"},"End":true}}})",
        asl::ExecutionType::express);
    auto life = live();
    Json output;
    life->executor.start_sync({.revision = machine, .name = "one", .input = 5},
                              [&](Result<SyncEnd> end) { output = end->output; });
    life->settle();
    EXPECT_EQ(Json(5), output["in"]);
    EXPECT_TRUE(output["self"].contains("StartTime"));
    EXPECT_FALSE(output["self"].contains("RedriveCount"));
    ASSERT_TRUE(life->start({.revision = machine, .name = "two", .input = 5}));
    life->settle();
    EXPECT_EQ(Json(0), actions.outputs.rbegin()->second["self"]["RedriveCount"]) << "nobody waits for its end";
}

TEST_F(ExecutorTest, says_that_the_disk_is_full_and_goes_on_when_there_is_room) {
    auto const machine = definitions.add("m", kTask);
    auto life = live({.store_retry = 1ms});
    asl::Attempt attempt;
    actions.on_invoke = [&](ExecutionId, asl::InvokeTask const& task) { attempt = task.attempt; };
    auto const limit_pages = [&](std::string const& pages) {
        life->journal().run(
            [=](store::Database& database) { return database.execute("PRAGMA max_page_count=" + pages); },
            [](Result<void> const& set) { ASSERT_TRUE(set); });
        life->settle();
    };
    auto const first = life->start({.revision = machine, .name = "first", .input = 1});
    limit_pages("1");  // not below what there is: no page more
    Json const large = std::string(100'000, 'x');
    auto const refused = life->start({.revision = machine, .name = "second", .input = large});
    ASSERT_FALSE(refused);
    EXPECT_EQ("disk_full", refused.error().code);
    // Nobody outside knows of this step: it waits, and is made when there is room.
    life->executor.tell(first->record.id, asl::TaskSucceeded{.attempt = attempt, .output = large});
    for (int turn = 0; turn < 20; ++turn)
        life->loop().run_one_for(1ms);
    EXPECT_FALSE(actions.troubles.empty());
    EXPECT_TRUE(actions.ends.empty());
    limit_pages("1000000");
    life->settle();
    run_out(*life);
    EXPECT_EQ(large, actions.outputs[first->record.arn]);
    EXPECT_TRUE(life->start({.revision = machine, .name = "second", .input = large}));
}

TEST_F(ExecutorTest, loses_no_timer_while_the_disk_is_full) {
    constexpr int kMany = 30;
    auto const machine = definitions.add("m", R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"Next":"P"},
                 "P":{"Type":"Pass","Parameters":{"again.$":"$","once.$":"$"},"End":true}}})");
    auto life = live({.store_retry = 1ms});
    Json const large = std::string(20'000, 'x');
    for (int i = 0; i < kMany; ++i)
        ASSERT_TRUE(life->start({.revision = machine, .name = std::to_string(i), .input = large}));
    auto const limit_pages = [&](std::string const& pages) {
        life->journal().run(
            [=](store::Database& database) { return database.execute("PRAGMA max_page_count=" + pages); }, {});
    };
    limit_pages("1");
    life->settle();
    clock.advance(60s);
    life->executor.look_at_clock();
    // What is read meanwhile shares its commit with what can't be written.
    for (int turn = 0; turn < 1000; ++turn)
        life->loop().run_one_for(1ms);
    EXPECT_TRUE(actions.ends.empty());
    // The limit itself may be lifted in a commit that fails.
    for (int turn = 0; turn < 1000 && actions.ends.empty(); ++turn) {
        limit_pages("1000000");
        life->loop().restart();
        life->loop().run_for(5ms);
    }
    life->settle();
    EXPECT_EQ(static_cast<std::size_t>(kMany), actions.ends.size());
}

TEST_F(ExecutorTest, redrives_what_could_not_be_redriven_before) {
    auto const machine = definitions.add("m", kWait);
    auto life = live({.store_retry = 1ms});
    auto const started = life->start({.revision = machine, .name = "one", .input = {}});
    life->tell(started->record.id, asl::Stop{});
    auto const run = [&](std::string const& sql) {
        life->journal().run([=](store::Database& database) { return database.execute(sql); },
                            [](Result<void> const& done) { ASSERT_TRUE(done) << done.error().text(); });
        life->settle();
    };
    auto const redrive = [&] {
        std::optional<ExecutionRecord> ended;
        life->journal().find(started->record.arn, [&](auto found) { ended = found.value(); });
        life->settle();
        Result<bool> told = fail("unanswered", "nobody answered");
        life->executor.redrive(*ended, [&](Result<bool> answer) { told = std::move(answer); });
        life->settle();
        return told;
    };
    run("CREATE TEMP TRIGGER refuse BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'refused'); END");
    EXPECT_FALSE(redrive());
    EXPECT_EQ(0U, life->executor.open_executions());
    run("DROP TRIGGER refuse");
    EXPECT_EQ(true, redrive().value());
}

TEST_F(ExecutorTest, removes_what_ended_long_ago) {
    auto const machine = definitions.add("m", kPass);
    {
        auto life = live({.keep = 24h});
        for (int i = 0; i < 3; ++i)
            life->start({.revision = machine, .name = std::to_string(i), .input = {}});
    }
    clock.advance(23h);
    auto const count = [](Life& life) {
        std::size_t found = 99;
        life.journal().list({}, [&](auto records) { found = records->size(); });
        life.settle();
        return found;
    };
    {
        auto life = live({.keep = 24h});
        EXPECT_EQ(3U, count(*life));
    }
    clock.advance(2h);
    auto life = live({.keep = 24h});
    EXPECT_EQ(0U, count(*life));
    actions.ends.clear();
    ASSERT_TRUE(life->start({.revision = machine, .name = "0", .input = {}}));
}

}  // namespace
}  // namespace coworks::local::states
