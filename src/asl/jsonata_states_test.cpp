/// States in JSONata: their histories and error texts, as the service writes them.

#include <gtest/gtest.h>

#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using namespace testing;

struct Case {
    char const* name;
    char const* definition;
    char const* input;
    char const* history;
    char const* end;
};

Case const kCases[] = {
    {"a branch whose Output has no value is caught by the Parallel",
     R"~({"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
         "Branches": [{"StartAt": "Undef", "States": {"Undef": {"Type": "Pass",
             "Output": {"v": "{% $states.input.missing %}"}, "End": true}}}],
         "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Output": "{% $states.errorOutput.Error %}",
             "Next": "Handled"}]}, "Handled": {"Type": "Pass", "End": true}}})~",
     R"({"x": "a"})",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 PassStateEntered<3 EvaluationFailed<4 "
     "ParallelStateFailed<5 ParallelStateExited<6 PassStateEntered<7 PassStateExited<8 ExecutionSucceeded<9",
     "SUCCEEDED \"States.QueryEvaluationError\""},
    {"a failing iteration is told of before the Map",
     R"~({"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true,
         "Items": "{% $states.input.items %}", "ItemProcessor": {"StartAt": "Undef", "States": {"Undef": {"Type": "Pass",
             "Output": {"v": "{% $states.input.missing %}"}, "End": true}}}}}})~",
     R"({"items": [1, 2]})",
     "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 MapIterationStarted<3 PassStateEntered<4 "
     "EvaluationFailed<5 MapIterationFailed<6 MapStateFailed<6 ExecutionFailed<8",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'Undef' (entered at the event id "
     "#5). The JSONata expression '$states.input.missing' specified for the field 'Output/v' returned nothing "
     "(undefined)."},
    {"each attempt has its own evaluation failure",
     R"~({"QueryLanguage": "JSONata", "StartAt": "Send", "States": {"Send": {"Type": "Task",
         "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage", "Arguments": {"MessageBody": "{% $states.input.missing %}"},
         "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 0}], "End": true}}})~",
     R"({"x": "a"})", "ExecutionStarted<0 TaskStateEntered<0 EvaluationFailed<2 EvaluationFailed<3 ExecutionFailed<4",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'Send' (entered at the event id "
     "#2). The JSONata expression '$states.input.missing' specified for the field 'Arguments/MessageBody' returned "
     "nothing (undefined)."},
    {"a catcher that fails makes the state fail a second time",
     R"~({"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
         "Branches": [{"StartAt": "Boom", "States": {"Boom": {"Type": "Fail", "Error": "MyError"}}}],
         "Catch": [{"ErrorEquals": ["Other"], "Next": "Done"}, {"ErrorEquals": ["States.ALL"],
             "Output": {"v": "{% $states.input.missing %}"}, "Next": "Done"}]}, "Done": {"Type": "Pass", "End": true}}})~",
     R"({"x": "a"})",
     "ExecutionStarted<0 ParallelStateEntered<0 ParallelStateStarted<2 FailStateEntered<3 ParallelStateFailed<4 "
     "EvaluationFailed<4 ParallelStateFailed<6 ExecutionFailed<7",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'P' (entered at the event id "
     "#2). The JSONata expression '$states.input.missing' specified for the field 'Catch[1]/Output/v' returned nothing "
     "(undefined)."},
    {"an expression that nests too deeply is told in the service's words",
     R"~({"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
         "Output": "{% ($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f($states.input.n)) %}"}}})~",
     R"({"n": 32})", "ExecutionStarted<0 PassStateEntered<0 EvaluationFailed<2 ExecutionFailed<3",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'P' (entered at the event id "
     "#2). "
     "The JSONata expression '($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f($states.input.n))' specified for "
     "the field 'Output' threw an error during evaluation: Stack overflow error: Check for non-terminating recursive "
     "function.  Consider rewriting as tail-recursive."},
    {"one level less is evaluated",
     R"~({"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
         "Output": "{% ($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f($states.input.n)) %}"}}})~",
     R"({"n": 31})", "ExecutionStarted<0 PassStateEntered<0 PassStateExited<2 ExecutionSucceeded<3", "SUCCEEDED 31"},
    {"a Wait of no whole seconds is an error of the evaluation",
     R"~({"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Wait", "Seconds": "{% $states.input %}", "End": true}}})~",
     R"~(1.5)~", "ExecutionStarted<0 WaitStateEntered<0 EvaluationFailed<2 ExecutionFailed<3",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id "
     "#2). "
     "The Seconds field cannot be parsed as a long value: 1.5"},
    {"so is a timeout that is none",
     R"~({"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
         "Arguments": {"MessageBody": "x", "QueueUrl": "y"}, "TimeoutSeconds": "{% $states.input %}", "End": true}}})~",
     R"~(0)~", "ExecutionStarted<0 TaskStateEntered<0 EvaluationFailed<2 ExecutionFailed<3",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id "
     "#2). "
     "TimeoutSeconds must be positive."},
    {"and a negative concurrency",
     R"~({"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Map", "Items": [1], "MaxConcurrency": "{% $states.input %}",
         "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}})~",
     R"~(-1)~", "ExecutionStarted<0 MapStateEntered<0 EvaluationFailed<2 MapStateFailed<3 ExecutionFailed<4",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id "
     "#2). "
     "MaxConcurrency cannot be negative."},
    {"and a batch of no items",
     R"~({"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Map", "Items": [1],
         "ItemBatcher": {"MaxItemsPerBatch": "{% $states.input %}"},
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"},
         "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}})~",
     R"~(0)~",
     "ExecutionStarted<0 MapStateEntered<0 MapStateStarted<2 EvaluationFailed<3 MapStateFailed<4 ExecutionFailed<5",
     "FAILED States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id "
     "#2). "
     "MaxItemsPerBatch must be positive."},
    {"variables are those of the scope, and Assign sees the old ones",
     R"~({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
         "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
         "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Next": "C"},
         "C": {"Type": "Succeed", "Output": "{% [$x, $y, $states.context.State.Name] %}"}}})~",
     "{}",
     "ExecutionStarted<0 PassStateEntered<0 PassStateExited<2 PassStateEntered<3 PassStateExited<4 "
     "SucceedStateEntered<5 SucceedStateExited<6 ExecutionSucceeded<7",
     "SUCCEEDED [2,1,\"C\"]"},
};

TEST(JsonataStates, HaveTheHistoriesOfTheService) {
    for (Case const& test : kCases) {
        Play run = play(test.definition, test.input);
        while (run.execution().running())
            run.wait();
        EXPECT_EQ(run.history(), test.history) << test.name;
        EXPECT_EQ(run.end(), test.end) << test.name;
    }
}

/// The value of an expression, or how the execution failed.
std::string value_of(std::string const& expression) {
    auto const state = Json::object({{"Type", "Pass"}, {"End", true}, {"Output", "{% " + expression + " %}"}});
    auto const machine =
        Json::object({{"QueryLanguage", "JSONata"}, {"StartAt", "P"}, {"States", Json::object({{"P", state}})}});
    std::string const end = play(machine.dump()).end();
    return end.find("Expression evaluation memory limit exceeded: Check for excessive memory usage") ==
                   std::string::npos
               ? end
               : "too much";
}

TEST(JsonataStates, MakeAsMuchAsTheServiceLetsThem) {
    std::string const doubled = "($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p('x', ";
    EXPECT_EQ(value_of("[1..873782] ~> $count()"), "SUCCEEDED 873782");
    EXPECT_EQ(value_of("[1..873783] ~> $count()"), "too much");
    EXPECT_EQ(value_of("$count($range(1, 360145, 1))"), "SUCCEEDED 360145");
    EXPECT_EQ(value_of("$count($range(1, 360146, 1))"), "too much");
    EXPECT_EQ(value_of(doubled + "22)))"), "SUCCEEDED 4194304");
    EXPECT_EQ(value_of(doubled + "23)))"), "too much");
    EXPECT_EQ(value_of("$length($pad('', 20000000))"), "too much");
    EXPECT_EQ(value_of("$count($map([1..5000], function($v) { {'id': $v, 'name': 'n' & $v} }))"), "SUCCEEDED 5000");
}

TEST(JsonataStates, HideTheLibraryWithTheirVariables) {
    EXPECT_EQ(play(R"~({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"count": 42, "error": "e"}, "Next": "B"},
        "B": {"Type": "Pass", "Output": "{% [$count, $error, $sum([1, 2])] %}", "End": true}}})~")
                  .end(),
              R"(SUCCEEDED [42,"e",3])");
}

TEST(JsonataStates, AreToldWhatAFieldTakes) {
    Play run = play(R"~({"QueryLanguage": "JSONata", "StartAt": "W", "States": {"W": {"Type": "Wait",
        "Seconds": "{% 'soon' %}", "End": true}}})~");
    EXPECT_EQ(
        run.end(),
        "FAILED States.QueryEvaluationError: An error occurred while executing the state 'W' (entered at the event "
        "id #2). The JSONata expression ''soon'' specified for the field 'Seconds' returned an unexpected result "
        "type. Expected 'number', but was 'string' for value: \"soon\"");
}

}  // namespace
}  // namespace coworks::asl
