#include "asl/interpreter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using namespace testing;

constexpr std::string_view kTask = R"({"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", )";

// --- Histories, as the service writes them ---------------------------------------------------------------------------

struct HistoryCase {
    char const* name;
    char const* definition;
    char const* input;
    char const* history;
    char const* end;
};

HistoryCase const kHistories[] = {
    {"a runtime error in a branch leaves nothing of what is around it",
     R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Fast", "States": {
         "Fast": {"Type": "Pass", "Parameters": {"m.$": "$.nope"}, "End": true}}}]}}})~",
     R"({"x": "a"})",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 PassStateEntered<3 ExecutionFailed<4",
     "FAILED States.Runtime: An error occurred while executing the state 'Fast' (entered at the event id #4). The "
     "JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '{\"x\":\"a\"}'"},
    {"a Fail in a branch fails the Parallel",
     R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Boom", "States": {
         "Boom": {"Type": "Fail", "Error": "MyError", "Cause": "my cause"}}}]}}})~",
     "{}",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 FailStateEntered<3 ParallelStateFailed<4 "
     "ExecutionFailed<5",
     "FAILED MyError: my cause"},
    {"a Parallel is retried without a trace of its failure",
     R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
         "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 0}],
         "Branches": [{"StartAt": "Boom", "States": {"Boom": {"Type": "Fail", "Error": "MyError"}}}]}}})~",
     "{}",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 FailStateEntered<3 ParallelStateStarted<4 "
     "FailStateEntered<5 ParallelStateFailed<6 ExecutionFailed<7",
     "FAILED MyError"},
    {"a Parallel that fails after its branches goes on from its success",
     R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "ResultSelector": {"m.$": "$.nope"},
         "Branches": [{"StartAt": "Ok", "States": {"Ok": {"Type": "Pass", "End": true}}}]}}})~",
     "{}",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 PassStateEntered<3 PassStateExited<4 "
     "ParallelStateSucceeded<5 ExecutionFailed<6",
     "FAILED States.Runtime: An error occurred while executing the state 'P' (entered at the event id #2). The "
     "JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '[{}]'"},
    {"a Map over no items leaves from its start",
     R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {
         "I": {"Type": "Pass", "End": true}}}}}})~",
     "[]",
     "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 MapStateSucceeded<3 MapStateExited<3 ExecutionSucceeded<5",
     "SUCCEEDED []"},
    {"a runtime error in an iteration leaves nothing of the Map",
     R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {
         "StartAt": "Fast", "States": {"Fast": {"Type": "Pass", "Parameters": {"m.$": "$.nope"}, "End": true}}}}}})~",
     "[1, 2]",
     "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 MapIterationStarted<3 PassStateEntered<4 "
     "ExecutionFailed<5",
     "FAILED States.Runtime: An error occurred while executing the state 'Fast' (entered at the event id #5). The "
     "JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '1'"},
    {"a Choice without a match and a Default has nowhere to go",
     R"~({"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
         {"Variable": "$.x", "StringEquals": "never", "Next": "Done"}]}, "Done": {"Type": "Pass", "End": true}}})~",
     R"({"x": "a"})", "ExecutionStarted<0 ChoiceStateEntered<0 ExecutionFailed<2",
     "FAILED States.Runtime: An error occurred while executing the state 'C' (entered at the event id #2). Failed to "
     "transition out of the state. The state does not point to a next state."},
    {"a distributed Map over its input hands out children",
     R"~({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true, "ItemProcessor": {
         "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I",
         "States": {"I": {"Type": "Pass", "End": true}}}}}})~",
     "[]",
     "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 MapRunStarted<3 MapRunSucceeded<4 MapStateSucceeded<5 "
     "MapStateExited<4 ExecutionSucceeded<7",
     "SUCCEEDED []"},
};

TEST(Histories, AreThoseOfTheService) {
    for (HistoryCase const& test : kHistories) {
        Play run = play(test.definition, test.input);
        while (run.execution().running())
            run.wait();
        EXPECT_EQ(run.history(), test.history) << test.name;
        EXPECT_EQ(run.end(), test.end) << test.name;
    }
}

constexpr char const* kFailingIteration = R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
    "ItemProcessor": {"StartAt": "Route", "States": {
        "Route": {"Type": "Choice", "Default": "Work", "Choices": [
            {"Variable": "$", "StringEquals": "fail", "Next": "Pause"}, {"Variable": "$", "StringEquals": "wait", "Next": "Long"}]},
        "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Boom"},
        "Boom": {"Type": "Fail", "Error": "Boom"},
        "Long": {"Type": "Wait", "Seconds": 20, "End": true},
        "Work": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "End": true}}}}}})~";

TEST(Histories, TellOfCutIterationsBeforeTheOneThatFailed) {
    Play task_cut = play(kFailingIteration, R"(["work", "fail"])");
    task_cut.wait();
    EXPECT_EQ(tail(task_cut, 5),
              "MapIterationAborted #0 TaskStateAborted MapIterationFailed #1 MapStateFailed ExecutionFailed ");
    ASSERT_EQ(task_cut.cancelled().size(), 1U);
    EXPECT_EQ(task_cut.cancelled()[0].attempt.scheduled, task_cut.invoked()[0].attempt.scheduled);

    Play wait_cut = play(kFailingIteration, R"(["fail", "wait"])");
    wait_cut.wait();
    EXPECT_EQ(tail(wait_cut, 5),
              "MapIterationAborted #1 WaitStateAborted MapIterationFailed #0 MapStateFailed ExecutionFailed ");
}

TEST(Histories, HaveNoAbortedStatesWhenTheTimeIsUp) {
    Play run = play(
        R"~({"TimeoutSeconds": 1, "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3, "End": true}}})~");
    run.wait();
    EXPECT_EQ(run.history(), "ExecutionStarted<0 WaitStateEntered<0 ExecutionTimedOut<0");
    EXPECT_EQ(run.end(), "TIMED_OUT");
    EXPECT_EQ(details(run.events().back()), Json::object({{"error", "States.Timeout"}}));
}

TEST(Histories, EndAtTheServicesBoundOfEvents) {
    Play run = play(
        R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}})~");
    EXPECT_EQ(run.end(), "FAILED States.Runtime: The execution reached the maximum number of history events (25000).");
    EXPECT_EQ(run.execution().last_event, 25'000);
    EXPECT_EQ(run.events().back().id, 25'000);
}

TEST(ExpressExecutions, ThatNeverWaitEndAllTheSame) {
    Limits limits;
    limits.steps_at_once = 1'000;
    Play run(machine_of(R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}})~"), limits);
    run.start(Json::object(), ExecutionType::express);
    EXPECT_EQ(run.execution().status, Status::failed);
    EXPECT_LT(run.events().size(), 1'100U);
}

// --- Errors ----------------------------------------------------------------------------------------------------------

TEST(Retry, WaitsLongerEachTimeUpToItsBound) {
    Play run = play(machine(std::string(R"("T": )") + std::string(kTask) +
                                R"("Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "BackoffRate": 3,
                                 "MaxDelaySeconds": 10, "MaxAttempts": 3}], "End": true})",
                            "T"));
    std::vector<std::int64_t> delays;
    for (std::size_t attempt = 0; attempt < 3; ++attempt) {
        run.fail(attempt, "E");
        auto const before = run.clock().now();
        run.wait();
        delays.push_back(std::chrono::duration_cast<std::chrono::seconds>(run.clock().now() - before).count());
    }
    EXPECT_EQ(delays, (std::vector<std::int64_t>{2, 6, 10}));
    run.fail(3, "E");
    EXPECT_EQ(run.end(), "FAILED E: broken");
}

TEST(Retry, KeepsItsJitterWhenTheExecutionIsRebuilt) {
    auto const definition = machine_of(
        machine(std::string(R"("T": )") + std::string(kTask) +
                    R"("Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}],
                                 "End": true})",
                "T"));
    Play run(definition);
    run.start(Json::object()).fail(0, "E");
    Execution rebuilt = make_execution(definition);
    for (Event const& event : run.events())
        apply(rebuilt, *from_stored(to_stored(event)));
    ASSERT_TRUE(run.execution().next_deadline());
    EXPECT_EQ(rebuilt.next_deadline(), run.execution().next_deadline());
    EXPECT_LT(*rebuilt.next_deadline() - run.clock().now(), std::chrono::seconds(100));
}

TEST(Catch, TakesTheFirstThatNamesTheErrorAndPutsItIntoTheInput) {
    std::string const states =
        std::string(R"("T": )") + std::string(kTask) +
        R"("Catch": [{"ErrorEquals": ["Other"], "Next": "A"}, {"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error",
         "Next": "B"}, {"ErrorEquals": ["States.ALL"], "Next": "A"}], "End": true},
         "A": {"Type": "Fail"}, "B": {"Type": "Pass", "End": true})";
    Play run = play(machine(states, "T"), R"({"x": 1})");
    run.fail(0, "Mine", "why");
    EXPECT_EQ(run.end(), R"(SUCCEEDED {"x":1,"error":{"Error":"Mine","Cause":"why"}})");
}

TEST(Catch, SeesNullWhereThereIsNeitherErrorNorCause) {
    Play run = play(R"~({"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]}, "B": {"Type": "Pass", "End": true}}})~");
    run.tell(TaskStarted{.attempt = run.invoked().at(0).attempt, .worker_name = {}});
    run.tell(TaskFailed{.attempt = run.invoked().at(0).attempt, .error = {}, .cause = {}});
    EXPECT_EQ(run.end(), R"(SUCCEEDED {"Error":null,"Cause":null})");
}

TEST(Retry, LeavesNoDeadlineBehindThatHasPassed) {
    Play run = play(R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2}],
        "Branches": [{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage",
        "End": true}}}]}}})~");
    run.fail(0, "E").wait();
    ASSERT_EQ(run.invoked().size(), 2U);
    EXPECT_GT(*run.execution().next_deadline(), run.clock().now()) << "the year of the execution alone";
}

TEST(Catch, IsNotAskedAgainAboutItsOwnFailure) {
    // An error can't be put into an array: this is not one more error to be caught.
    Play run = play(machine(std::string(R"("T": )") + std::string(kTask) +
                                R"("Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "T"}],
                                 "End": true})",
                            "T"),
                    "[1]");
    run.fail(0, "E");
    EXPECT_TRUE(run.end().starts_with("FAILED States.ResultPathMatchFailure")) << run.end();
    EXPECT_LT(run.events().size(), 20U);
}

TEST(Catch, KnowsAMissedHeartbeatByBothNames) {
    for (std::string const name : {"States.HeartbeatTimeout", "States.Timeout"}) {
        Play run = play(machine(R"("T": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a",
            "TimeoutSeconds": 10, "HeartbeatSeconds": 1, "Catch": [{"ErrorEquals": [")" +
                                    name + R"("], "Next": "B"}], "End": true}, "B": {"Type": "Pass", "End": true})",
                                "T"));
        run.tell(TaskStarted{.attempt = run.invoked()[0].attempt, .worker_name = "w"}).wait();
        EXPECT_EQ(run.end(), R"(SUCCEEDED {"Error":"States.Timeout","Cause":""})") << name;
    }
}

TEST(Tasks, AreKeptAliveByHeartbeatsUntilTheirTimeIsUp) {
    Play run = play(machine(R"("T": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:a",
            "TimeoutSeconds": 10, "HeartbeatSeconds": 4, "End": true})",
                            "T"));
    Attempt const attempt = run.invoked()[0].attempt;
    run.tell(TaskStarted{.attempt = attempt, .worker_name = {}});
    for (int beat = 0; beat < 3; ++beat) {
        run.clock().advance(std::chrono::seconds(3));
        run.tell(Tick{});
        ASSERT_TRUE(run.execution().running()) << beat;
        run.tell(TaskHeartbeat{.attempt = attempt});
    }
    run.clock().advance(std::chrono::seconds(1));
    run.tell(Tick{});
    EXPECT_EQ(run.end(), "FAILED States.Timeout");
}

TEST(Messages, AboutWhatIsOverAreNotAccepted) {
    Play run = play(machine(std::string(R"("T": )") + std::string(kTask) + R"("End": true})", "T"));
    Attempt const attempt = run.invoked()[0].attempt;
    Attempt const other{.branch = attempt.branch, .scheduled = attempt.scheduled + 1};
    run.tell(TaskSucceeded{.attempt = other, .output = 1});
    EXPECT_FALSE(run.last().accepted);
    run.tell(ChildEnded{.branch = 0, .index = 0, .output = {}, .error = {}, .cause = {}});
    EXPECT_FALSE(run.last().accepted);
    run.succeed(0, 1);
    EXPECT_EQ(run.end(), "SUCCEEDED 1");
    run.tell(TaskSucceeded{.attempt = attempt, .output = 2});
    EXPECT_FALSE(run.last().accepted);
    EXPECT_TRUE(run.last().events.empty());
}

TEST(Stopping, EndsAndTellsWhoeverWorks) {
    Play run = play(machine(std::string(R"("T": )") + std::string(kTask) + R"("End": true})", "T"));
    run.tell(Stop{.error = "Enough", .cause = {}});
    EXPECT_EQ(run.end(), "ABORTED Enough");
    EXPECT_EQ(run.cancelled().size(), 1U);
}

// --- Data ------------------------------------------------------------------------------------------------------------

TEST(Data, IsSharedBetweenStatesNotCopied) {
    Json const large =
        Json::object({{"rows", Json::array(std::vector<Json>(10'000, Json("a row of some length, not inline")))}});
    Play run(machine_of(
        R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}})~"));
    Limits limits;
    limits.data_bytes = 10'000'000;
    run.start(large);
    EXPECT_TRUE(run.execution().output.same_as(large));
}

TEST(Data, BeyondTheServicesBoundFailsTheState) {
    std::string const text(200'000, 'x');
    Play run = play(
        R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "End": true}}})~",
        "\"" + text + "\"");
    EXPECT_EQ(run.end(),
              "FAILED States.DataLimitExceeded: The state/task 'A' returned a result with a size exceeding "
              "the maximum number of bytes service limit.");
}

TEST(Data, BeyondTheServicesBoundIsHandedToNobody) {
    std::string const input = "\"" + std::string(200'000, 'x') + "\"";
    std::string const twice = R"~({"a.$": "$", "b.$": "$"})~";
    std::string const inner = R"~({"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}})~";
    for (std::string const& state :
         {std::string(kTask) + R"~("Parameters": )~" + twice + R"~(, "End": true})~",
          R"~({"Type": "Parallel", "Parameters": )~" + twice + R"~(, "Branches": [)~" + inner + R"~(], "End": true})~",
          R"~({"Type": "Map", "ItemsPath": "$.items", "ItemSelector": )~" + twice + R"~(, "ItemProcessor": )~" + inner +
              R"~(, "End": true})~"}) {
        Play run = play(machine(R"("A": )" + state, "A"), R"({"items": [1], "text": )" + input + "}");
        EXPECT_EQ(run.end(),
                  "FAILED States.DataLimitExceeded: The state/task 'A' returned a result with a size exceeding "
                  "the maximum number of bytes service limit.")
            << state.substr(0, 60);
    }
}

TEST(Fail, TellsTextsAlone) {
    EXPECT_EQ(
        play(machine(R"~("A": {"Type": "Fail", "ErrorPath": "$.e", "CausePath": "States.Format('{}', $.n)"})~", "A"),
             R"({"e": "E", "n": 5})")
            .end(),
        "FAILED E: 5");
    EXPECT_EQ(
        play(machine(R"("A": {"Type": "Fail", "Error": "E", "CausePath": "$.n"})", "A"), R"({"n": 5})").end(),
        "FAILED States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). The "
        "CausePath field refers to value \"5\" which is not a valid string: $.n");
}

TEST(Tasks, HaveTimeoutsThatArePositive) {
    for (char const* field : {"TimeoutSeconds", "HeartbeatSeconds"}) {
        Play run = play(machine(R"("A": )" + std::string(kTask) + "\"" + field + R"(Path": "$.s", "End": true})", "A"),
                        R"({"s": 0})");
        EXPECT_EQ(run.end(),
                  "FAILED States.Runtime: An error occurred while executing the state 'A' (entered at the "
                  "event id #2). " +
                      std::string(field) + " must be positive.");
    }
}

TEST(Data, OfAllVariablesTogetherHasItsBound) {
    // Every turn keeps another 100 KB in a variable of its own, or one and the same.
    auto const turns = [](char const* name) {
        return std::string(R"~({"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass",
            "Assign": {"n": "{% $exists($n) ? $n + 1 : 1 %}", ")~") +
               name + R"~(": "{% $pad('x', 100000) %}"}, "Next": "B"}, "B": {"Type": "Choice", "Default": "E",
            "Choices": [{"Condition": "{% $n < 3 %}", "Next": "A"}]}, "E": {"Type": "Pass", "End": true,
            "Assign": {"z": "{% $pad('x', 100000) %}"}}}})~";
    };
    Limits limits;
    limits.variables_bytes = 150'000;
    EXPECT_TRUE(play(turns("z"), "{}", limits).end().starts_with("SUCCEEDED")) << "replaced, not added";
    EXPECT_EQ(play(turns("v"), "{}", limits).end(),
              "FAILED States.DataLimitExceeded: The state/task 'E' returned a result with a size exceeding the maximum "
              "number of bytes service limit.");
}

TEST(Data, OfVariablesIsFreedWithItsScope) {
    constexpr char const* kDefinition = R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": COUNT,
        "End": true, "ItemProcessor": {"StartAt": "V", "States": {
            "V": {"Type": "Pass", "Assign": {"v.$": "$"}, "Next": "W"}, "W": {"Type": "Wait", "Seconds": 1, "End": true}}}}}})~";
    Limits limits;
    limits.variables_bytes = 25'000;
    std::string const item(10'000, 'x');
    Json const items = Json::array({item, item, item, item});
    auto const run = [&](std::string const& count) {
        std::string text = kDefinition;
        text.replace(text.find("COUNT"), 5, count);
        return play(text, items.dump(), limits).wait_to_the_end().end().substr(0, 30);
    };
    EXPECT_EQ(run("2").substr(0, 9), "SUCCEEDED");
    EXPECT_EQ(run("3"), "FAILED States.DataLimitExceede");
}

TEST(Maps, RunAtMostSoManyIterationsAtOnceAndKeepTheOrderOfTheItems) {
    Play run = play(R"~({"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true,
        "ItemSelector": {"item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
        "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage",
        "End": true}}}}}})~",
                    "[10, 20, 30]");
    ASSERT_EQ(run.invoked().size(), 2U);
    EXPECT_EQ(run.invoked()[1].arguments, Json::object({{"item", 20}, {"index", 1}}));
    run.succeed(1, "b");
    ASSERT_EQ(run.invoked().size(), 3U);
    run.succeed(2, "c").succeed(0, "a");
    EXPECT_EQ(run.end(), R"(SUCCEEDED ["a","b","c"])");
}

TEST(Branches, GiveTheSameOutputInWhateverOrderTheyEnd) {
    std::string const definition = R"~({"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "End": true}}},
        {"StartAt": "B", "States": {"B": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "End": true}}}}}}]}}})~";
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
        Play run = play(definition, "[1, 2, 3]");
        ASSERT_EQ(run.invoked().size(), 4U);
        for (std::size_t const task : order)
            run.succeed(task, run.invoked()[task].arguments);
        EXPECT_EQ(run.end(), "SUCCEEDED [[1,2,3],[1,2,3]]");
    } while (std::next_permutation(order.begin(), order.end()));
}

constexpr char const* kDistributed = R"~({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true,
    "MaxConcurrency": 2, "ToleratedFailureCount": 1,
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "I",
        "States": {"I": {"Type": "Pass", "End": true}}}}}})~";

// --- Rebuilding ------------------------------------------------------------------------------------------------------

TEST(Rebuilding, AsksAgainForWhatWasUnderWay) {
    Play run = play(kDistributed, "[1, 2, 3]");
    Execution rebuilt = make_execution(run.execution().machine);
    for (Event const& event : run.events())
        apply(rebuilt, *from_stored(to_stored(event)));
    auto const actions = outstanding(rebuilt);
    ASSERT_EQ(actions.size(), 1U);
    auto const& start = std::get<StartChildren>(actions[0]);
    ASSERT_EQ(start.children.size(), 2U);
    EXPECT_EQ(start.children[1].input, Json(2));
}

TEST(Rebuilding, SurvivesEventsThatDoNotFit) {
    Play run = play(kDistributed, "[1, 2, 3]");
    // Every event left out once: what remains is nonsense, but never a crash.
    for (std::size_t missing = 0; missing < run.events().size(); ++missing) {
        Execution rebuilt = make_execution(run.execution().machine);
        for (std::size_t i = 0; i < run.events().size(); ++i) {
            if (i != missing) apply(rebuilt, run.events()[i]);
        }
        ManualClock clock;
        SeededRandom random(1);
        advance(rebuilt, Resume{}, clock.now(), random);
    }
}

TEST(Deciding, LeavesTheExecutionAlone) {
    Play run = play(kDistributed, "[1, 2, 3]");
    SeededRandom random(1);
    EventId const last = run.execution().last_event;
    Decision const decision = decide(run.execution(), Stop{.error = {}, .cause = {}}, run.clock().now(), random);
    EXPECT_FALSE(decision.events.empty());
    EXPECT_EQ(run.execution().last_event, last);
    EXPECT_TRUE(run.execution().running());
}

TEST(Events, AreShownAsTheApiShowsThem) {
    Play run = play(R"~({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})~", R"({"a": 1})");
    Json const shown = to_api(run.events()[1]);
    EXPECT_EQ(shown["type"], Json("PassStateEntered"));
    EXPECT_EQ(shown["stateEnteredEventDetails"]["input"], Json(R"({"a":1})"));
    EXPECT_EQ(shown["timestamp"], Json(1'750'000'000.0));
    EXPECT_FALSE(to_api(run.events()[1], IncludeData::no)["stateEnteredEventDetails"].contains("input"));
    for (Event const& event : run.events()) {
        auto const again = from_stored(Json::parse(to_stored(event).dump()));
        ASSERT_TRUE(again);
        EXPECT_EQ(to_stored(*again), to_stored(event));
    }
    EXPECT_FALSE(from_stored(Json::object({{"type", "Nonsense"}, {"time", 0}})));
}

}  // namespace
}  // namespace coworks::asl
