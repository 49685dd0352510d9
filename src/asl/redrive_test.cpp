#include "asl/redrive.hpp"

#include <gtest/gtest.h>

#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using namespace testing;

constexpr char const* kTask = R"("Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage")";

std::string one_task(std::string const& more, std::string const& machine = "") {
    return "{" + machine + R"("StartAt": "T", "States": {"T": {)" + kTask + more + R"(, "End": true}}})";
}

/// Folds all that was stored, as text, into a new execution: it must stand where the old one stands.
void expect_rebuilt(Play const& run) {
    Execution rebuilt = make_execution(run.execution().machine);
    for (Event const& event : run.events())
        apply(rebuilt, *from_stored(Json::parse(to_stored(event).dump())));
    EXPECT_EQ(rebuilt.status, run.execution().status);
    EXPECT_EQ(rebuilt.redrives, run.execution().redrives);
    EXPECT_EQ(rebuilt.next_deadline(), run.execution().next_deadline());
    EXPECT_EQ(rebuilt.context, run.execution().context);
    EXPECT_EQ(outstanding(rebuilt).size(), outstanding(run.execution()).size());
    SeededRandom random(1);
    EXPECT_TRUE(decide(rebuilt, Resume{}, run.clock().now(), random).events.empty());
}

TEST(Redriving, RunsTheFailedTaskAgainWithItsInput) {
    Play run = play(
        R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 7, "ResultPath": "$.a", "Next": "T"}, "T": {)" +
            std::string(kTask) + R"(, "End": true}}})",
        R"({"x": 1})");
    run.fail(0, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
    run.tell(Redrive{});
    ASSERT_TRUE(run.last().accepted);
    expect_rebuilt(run);
    ASSERT_EQ(run.invoked().size(), 2U);
    EXPECT_EQ(run.invoked()[1].arguments, run.invoked()[0].arguments);
    run.succeed(1, "done");
    EXPECT_EQ(run.end(), R"(SUCCEEDED "done")");
    EXPECT_EQ(
        run.history(),
        "ExecutionStarted<0 PassStateEntered<0 PassStateExited<2 TaskStateEntered<3 TaskScheduled<4 TaskStarted<5 "
        "TaskFailed<6 ExecutionFailed<7 ExecutionRedriven<8 TaskScheduled<4 TaskStarted<10 TaskSucceeded<11 "
        "TaskStateExited<12 ExecutionSucceeded<13");
    EXPECT_EQ(details(run.events()[8]), Json::object({{"redriveCount", 1}}));
}

TEST(Redriving, StartsRetriesAndTimeoutsAnew) {
    Play run = play(one_task(R"(, "TimeoutSeconds": 30, "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}])",
                             R"("TimeoutSeconds": 100, )"));
    run.fail(0, "E").wait().fail(1, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
    run.clock().advance(std::chrono::hours(5));
    run.tell(Redrive{});
    EXPECT_EQ(run.execution().deadline, run.clock().now() + std::chrono::seconds(100));
    EXPECT_EQ(run.execution().next_deadline(), run.clock().now() + std::chrono::seconds(30));
    run.fail(2, "E").wait();
    ASSERT_EQ(run.invoked().size(), 4U) << "its one retry is there again";
    expect_rebuilt(run);
    run.fail(3, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
}

TEST(Redriving, IsSeenInTheContextObject) {
    Play run = play(one_task(R"(, "Parameters": {"QueueUrl": "u", "MessageBody.$": "$$.Execution"})"));
    EXPECT_EQ(run.invoked()[0].arguments["MessageBody"]["RedriveCount"], Json(0));
    run.fail(0, "E");
    run.clock().advance(std::chrono::seconds(60));
    run.tell(Redrive{});
    Json const seen = run.invoked()[1].arguments["MessageBody"];
    EXPECT_EQ(seen["RedriveCount"], Json(1));
    EXPECT_EQ(seen["RedriveTime"], Json("2025-06-15T15:07:40.000Z"));
    EXPECT_EQ(seen["StartTime"], Json("2025-06-15T15:06:40.000Z"));
}

TEST(Redriving, LeavesTheSuccessfulBranchesOfAParallelAlone) {
    std::string const branch =
        R"({"StartAt": "NAME", "States": {"NAME": {)" + std::string(kTask) + R"(, "End": true}}})";
    auto const named = [&](std::string const& name) {
        std::string text = branch;
        for (std::size_t at = 0; (at = text.find("NAME")) != std::string::npos;)
            text.replace(at, 4, name);
        return text;
    };
    Play run = play(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [)" + named("A") +
                    "," + named("B") + "," + named("C") + "]}}}");
    run.succeed(0, "a").fail(1, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
    run.tell(Redrive{});
    expect_rebuilt(run);
    ASSERT_EQ(run.invoked().size(), 5U);
    EXPECT_EQ(run.invoked()[3].state_name, Json("B")) << "failed";
    EXPECT_EQ(run.invoked()[4].state_name, Json("C")) << "was cut";
    run.succeed(4, "c").succeed(3, "b");
    EXPECT_EQ(run.end(), R"(SUCCEEDED ["a","b","c"])");
}

TEST(Redriving, LeavesTheSuccessfulIterationsOfAMapAlone) {
    Play run = play(R"({"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true,
        "ItemProcessor": {"StartAt": "T", "States": {"T": {)" +
                        std::string(kTask) + R"(, "End": true}}}}}})",
                    "[1, 2, 3, 4]");
    run.succeed(0, nullptr).fail(1, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
    run.tell(Redrive{});
    expect_rebuilt(run);
    ASSERT_EQ(run.invoked().size(), 5U) << "two were open, a null is a result as well";
    EXPECT_EQ(run.invoked()[3].arguments, Json(2));
    EXPECT_EQ(run.invoked()[4].arguments, Json(3));
    run.succeed(3, "b").succeed(4, "c").succeed(5, "d");
    EXPECT_EQ(run.end(), R"(SUCCEEDED [null,"b","c","d"])");
}

TEST(Redriving, GoesOnInsideNestedStates) {
    Play run = play(R"({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "P",
        "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "X", "States": {"X": {)" +
                        std::string(kTask) + R"(, "End": true}}},
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}}}}})",
                    "[1, 2]");
    run.succeed(0, "x1").fail(1, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
    run.clock().advance(std::chrono::seconds(100));
    run.tell(Redrive{});
    expect_rebuilt(run);
    ASSERT_EQ(run.invoked().size(), 3U);
    EXPECT_EQ(run.execution().next_deadline(), run.clock().now() + std::chrono::seconds(9)) << "waits all of it again";
    run.succeed(2, "x2").wait();
    EXPECT_EQ(run.end(), R"(SUCCEEDED [["x1",1],["x2",2]])");
}

TEST(Redriving, RunsAllOfAParallelThatMadeTooMuch) {
    Limits limits;
    limits.data_bytes = 20;
    Play run = play(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A", "States": {"A": {)" +
                        std::string(kTask) + R"(, "End": true}}}, {"StartAt": "B", "States": {"B": {)" +
                        std::string(kTask) + R"(, "End": true}}}]}}})",
                    "{}", limits);
    run.succeed(0, "123456789012").succeed(1, "123456789012");
    EXPECT_TRUE(run.end().starts_with("FAILED States.DataLimitExceeded")) << run.end();
    run.tell(Redrive{});
    ASSERT_EQ(run.invoked().size(), 4U);
    run.succeed(2, 1).succeed(3, 2);
    EXPECT_EQ(run.end(), "SUCCEEDED [1,2]");
}

TEST(Redriving, RunsNoBranchAgainWhenAllWereSuccessful) {
    Play run = play(R"({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "OutputPath": "$.no",
        "Branches": [{"StartAt": "A", "States": {"A": {)" +
                    std::string(kTask) + R"(, "End": true}}}]}}})");
    run.succeed(0, 1);
    EXPECT_TRUE(run.end().starts_with("FAILED States.Runtime")) << run.end();
    std::string const first = run.end();
    run.tell(Redrive{});
    EXPECT_EQ(run.invoked().size(), 1U);
    EXPECT_EQ(run.end(), first);
}

TEST(Redriving, LeavesAWaitWhoseTimeHasCome) {
    Play run = play(R"({"TimeoutSeconds": 5, "StartAt": "W", "States": {"W": {"Type": "Wait",
        "Timestamp": "2025-06-15T15:07:00Z", "End": true}}})");
    run.wait();
    EXPECT_EQ(run.end(), "TIMED_OUT");
    run.clock().advance(std::chrono::hours(1));
    run.tell(Redrive{});
    EXPECT_EQ(run.end(), "SUCCEEDED {}");
}

TEST(Redriving, ReentersAFail) {
    Play run = play(R"({"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Mine"}}})");
    run.tell(Redrive{});
    EXPECT_EQ(run.end(), "FAILED Mine");
    EXPECT_EQ(run.history(),
              "ExecutionStarted<0 FailStateEntered<0 ExecutionFailed<2 ExecutionRedriven<3 FailStateEntered<2 "
              "ExecutionFailed<5");
    run.tell(Redrive{});
    EXPECT_EQ(run.execution().redrives, 2);
}

TEST(Redriving, GoesOnAfterAStop) {
    Play run = play(one_task(""));
    run.tell(Stop{.error = "Enough", .cause = {}});
    run.tell(Redrive{});
    expect_rebuilt(run);
    EXPECT_EQ(run.execution().status, Status::running);
    EXPECT_TRUE(run.execution().failure.error.is_null());
    run.succeed(0, "late");
    EXPECT_FALSE(run.last().accepted) << "the old attempt is over";
    run.succeed(1, "new");
    EXPECT_EQ(run.end(), R"(SUCCEEDED "new")");
}

// --- Map Runs --------------------------------------------------------------------------------------------------------

constexpr char const* kDistributed =
    R"({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true, "MaxConcurrency": 2,
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
        "States": {"I": {"Type": "Pass", "End": true}}}}}})";

Play& end_child(Play& run, std::uint32_t index, Status status) {
    return run.tell(
        ChildEnded{.branch = 0, .index = index, .status = status, .output = index, .error = "E", .cause = {}});
}

TEST(RedrivingAMapRun, RunsItsUnsuccessfulChildrenAgain) {
    Play run = play(kDistributed, "[10, 20, 30, 40]");
    end_child(run, 0, Status::succeeded);  // 1 and 2 run
    end_child(run, 1, Status::failed);
    EXPECT_TRUE(run.end().starts_with("FAILED States.ExceedToleratedFailureThreshold")) << run.end();
    ASSERT_EQ(run.children().size(), 3U);
    run.tell(Redrive{});
    expect_rebuilt(run);
    ASSERT_EQ(run.children().size(), 5U);
    EXPECT_EQ(run.children()[3].index, 1U);
    EXPECT_EQ(run.children()[4].index, 2U);
    EXPECT_TRUE(run.children()[3].redriven);
    auto const again = outstanding(run.execution());
    ASSERT_EQ(again.size(), 1U);
    EXPECT_TRUE(std::get<StartChildren>(again[0]).children[1].redriven);
    end_child(run, 2, Status::succeeded);
    ASSERT_EQ(run.children().size(), 6U);
    EXPECT_EQ(run.children()[5].index, 3U);
    EXPECT_FALSE(run.children()[5].redriven) << "it never ran";
    end_child(run, 1, Status::succeeded);
    end_child(run, 3, Status::succeeded);
    EXPECT_EQ(run.end(), "SUCCEEDED [0,1,2,3]");
    EXPECT_EQ(run.history(),
              "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 MapRunStarted<3 MapRunFailed<4 MapStateFailed<5 "
              "ExecutionFailed<6 ExecutionRedriven<7 MapRunRedriven<2 MapRunSucceeded<9 MapStateSucceeded<10 "
              "MapStateExited<9 ExecutionSucceeded<12");
}

TEST(RedrivingAMapRun, ReadsTheItemsAgainWhereTheyWereNotRead) {
    Play run = play(R"({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}}}}}})");
    run.tell(ItemsFailed{.branch = 0, .cause = "no such key"});
    EXPECT_EQ(run.end(), "FAILED States.ItemReaderFailed: no such key");
    run.tell(Redrive{});
    expect_rebuilt(run);
    ASSERT_EQ(run.reads().size(), 2U);
    EXPECT_EQ(run.reads()[1].arguments, run.reads()[0].arguments);
    run.tell(ItemsArrived{.branch = 0, .items = Json::parse("[5]")});
    end_child(run, 0, Status::succeeded);
    EXPECT_EQ(run.end(), "SUCCEEDED [0]");
}

TEST(RedrivingAMapRun, StartsANewOneAfterAFaultOfEvaluation) {
    Play run = play(R"({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true, "OutputPath": "$.no",
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}}}}}})",
                    "[1]");
    end_child(run, 0, Status::succeeded);
    EXPECT_TRUE(run.end().starts_with("FAILED States.Runtime")) << run.end();
    run.tell(Redrive{});
    ASSERT_EQ(run.children().size(), 2U);
    EXPECT_FALSE(run.children()[1].redriven);
    EXPECT_TRUE(run.history().ends_with("ExecutionRedriven<7 MapStateStarted<2 MapRunStarted<9")) << run.history();
}

TEST(RedrivingAMapRun, HasAnEnd) {
    Limits limits;
    limits.map_run_redrives = 1;
    Play run = play(kDistributed, "[10]", limits);
    end_child(run, 0, Status::failed).tell(Redrive{});
    end_child(run, 0, Status::failed).tell(Redrive{});
    EXPECT_TRUE(run.end().starts_with("FAILED States.Runtime")) << run.end();
}

// --- Whether it may
// ---------------------------------------------------------------------------------------------------

TEST(Redrivability, HasAReasonWhereThereIsNone) {
    Clock::Time const start{std::chrono::hours(24 * 20'000)};
    RedriveFacts const failed{
        .status = Status::failed, .started = start, .stopped = start + std::chrono::hours(1), .last_event = 9};
    auto const shown = [](RedriveFacts const& facts, Clock::Time now) {
        Redrivability const answer = redrivability(facts, now);
        return std::string(redrive_status_name(answer.status)) + " " + answer.reason;
    };
    auto const with = [&](auto change) {
        RedriveFacts facts = failed;
        change(facts);
        return facts;
    };
    Clock::Time const soon = start + std::chrono::hours(2);
    EXPECT_EQ(shown(failed, soon), "REDRIVABLE ");
    EXPECT_EQ(shown(with([](auto& f) { f.status = Status::aborted; }), soon), "REDRIVABLE ");
    EXPECT_EQ(shown(with([](auto& f) { f.status = Status::timed_out; }), soon), "REDRIVABLE ");
    EXPECT_EQ(shown(with([](auto& f) { f.child = true; }), soon), "REDRIVABLE_BY_MAP_RUN ");
    EXPECT_EQ(shown(with([](auto& f) { f.status = Status::running; }), soon),
              "NOT_REDRIVABLE Execution is RUNNING and cannot be redriven");
    EXPECT_EQ(shown(with([](auto& f) { f.status = Status::succeeded; }), soon),
              "NOT_REDRIVABLE Execution is SUCCEEDED and cannot be redriven");
    EXPECT_EQ(shown(with([](auto& f) { f.last_event = 24'999; }), soon),
              "NOT_REDRIVABLE Execution history event limit exceeded");
    EXPECT_EQ(shown(with([](auto& f) { f.last_event = 24'998; }), soon), "REDRIVABLE ");
    EXPECT_EQ(shown(failed, *failed.stopped + std::chrono::hours(14 * 24)), "REDRIVABLE ");
    EXPECT_EQ(shown(failed, *failed.stopped + std::chrono::hours(14 * 24 + 1)),
              "NOT_REDRIVABLE Execution redrivable period exceeded");
    EXPECT_EQ(shown(with([&](auto& f) { f.started = soon - std::chrono::hours(365 * 24); }), soon),
              "NOT_REDRIVABLE Execution has exceeded the max execution time");
    EXPECT_EQ(shown(with([](auto& f) { f.type = ExecutionType::express; }), soon),
              "NOT_REDRIVABLE Execution is EXPRESS and cannot be redriven");
}

TEST(Redrivability, IsAskedBeforeAnythingHappens) {
    Play done = play(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})");
    done.tell(Redrive{});
    EXPECT_FALSE(done.last().accepted);

    Play running = play(one_task(""));
    running.tell(Redrive{});
    EXPECT_FALSE(running.last().accepted);

    Play old = play(R"({"StartAt": "F", "States": {"F": {"Type": "Fail"}}})");
    old.clock().advance(std::chrono::hours(24 * 15));
    old.tell(Redrive{});
    EXPECT_FALSE(old.last().accepted);

    Play express(machine_of(R"({"StartAt": "F", "States": {"F": {"Type": "Fail"}}})"));
    express.start(Json::object(), ExecutionType::express).tell(Redrive{});
    EXPECT_FALSE(express.last().accepted);

    Execution none = make_execution(machine_of(one_task("")));
    SeededRandom random(1);
    EXPECT_FALSE(advance(none, Redrive{}, Clock::Time{}, random).accepted);
}

}  // namespace
}  // namespace coworks::asl
