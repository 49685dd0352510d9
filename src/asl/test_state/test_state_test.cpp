#include "asl/test_state/test_state.hpp"

#include <gtest/gtest.h>

#include "asl/test_state/shapes.hpp"

namespace coworks::asl {
namespace {

/// The response, or the exception, of a request whose definition is this state.
Json run(Json const& state, Json request = Json::object()) {
    SeededRandom random(7);
    TestSurroundings surroundings{.random = random};
    surroundings.perform = [](Resource const&, Json const& arguments) { return TaskAnswer{.output = arguments}; };
    auto const response = test_state(std::move(request).with("definition", state.dump()), surroundings);
    return response ? *response : Json(response.error().message);
}

Json const kLambda = R"({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
    "Parameters": {"FunctionName": "f"}, "ResultPath": "$.r",
    "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "MaxAttempts": 3, "MaxDelaySeconds": 5}],
    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rescue", "ResultPath": "$.error"}]})"_json;

Json mocked(char const* mock) {
    return Json::object({{"mock", Json::parse(mock)}, {"input", R"({"a": 1})"}});
}

TEST(TestState, GivesTheOutputOfAMockedTask) {
    EXPECT_EQ(run(kLambda, mocked(R"({"result": "{\"StatusCode\": 200}"})")).dump(),
              R"({"output":"{\"a\":1,\"r\":{\"StatusCode\":200}}","status":"SUCCEEDED"})");
}

TEST(TestState, RetriesAMockedErrorUntilItsAttemptsAreUsedUpAndCatchesItThen) {
    auto request = mocked(R"({"errorOutput": {"error": "E", "cause": "c"}})").with("inspectionLevel", "DEBUG");
    auto const first = run(kLambda, request);
    EXPECT_EQ(first["status"], Json("RETRIABLE"));
    EXPECT_EQ(first["inspectionData"]["errorDetails"], R"({"retryIndex": 0, "retryBackoffIntervalSeconds": 2})"_json);
    auto const third = run(kLambda, request.with("stateConfiguration", R"({"retrierRetryCount": 2})"_json));
    EXPECT_EQ(third["inspectionData"]["errorDetails"]["retryBackoffIntervalSeconds"], Json(5));
    auto const last = run(kLambda, request.with("stateConfiguration", R"({"retrierRetryCount": 3})"_json));
    EXPECT_EQ(last["status"], Json("CAUGHT_ERROR"));
    EXPECT_EQ(last["nextState"], Json("Rescue"));
    EXPECT_EQ(last["output"], Json(R"({"a":1,"error":{"Error":"E","Cause":"c"}})"));
}

TEST(TestState, PerformsATaskThatHasNoMock) {
    EXPECT_EQ(run(kLambda, R"({"roleArn": "arn:aws:iam::1:role/x"})"_json)["output"],
              Json(R"({"r":{"FunctionName":"f"}})"));
}

TEST(TestState, LetsAWaitPassAtOnce) {
    EXPECT_EQ(
        run(R"({"Type": "Wait", "SecondsPath": "$.s", "Next": "N"})"_json, Json::object({{"input", R"({"s": 99999})"}}))
            .dump(),
        R"({"output":"{\"s\": 99999}","nextState":"N","status":"SUCCEEDED"})");
}

TEST(TestState, GivesTextsBackAsTheyCameUntilAStepChangesThem) {
    auto const request = Json::object({{"input", R"({"a": 1.50})"}, {"inspectionLevel", "DEBUG"}});
    auto const passed = run(R"({"Type": "Pass", "End": true})"_json, request);
    EXPECT_EQ(passed["output"], Json(R"({"a": 1.50})"));
    EXPECT_EQ(passed["inspectionData"]["input"], Json(R"({"a": 1.50})"));
    auto const made = run(R"({"Type": "Pass", "Parameters": {"b.$": "$.a"}, "End": true})"_json, request);
    EXPECT_EQ(made["output"], Json(R"({"b":1.5})"));
    EXPECT_EQ(made["inspectionData"]["input"], Json(R"({"a": 1.50})"));
    auto const mock = Json::object({{"mock", R"({"result": "[1, 2]", "fieldValidationMode": "NONE"})"_json}});
    EXPECT_EQ(run(kLambda.without("ResultPath"), mock)["output"], Json("[1, 2]"));
}

TEST(TestState, TellsAFailedPathWithoutThePreambleOfExecutions) {
    EXPECT_EQ(run(R"({"Type": "Pass", "InputPath": "$.x", "End": true})"_json)["cause"],
              Json("Invalid path '$.x' : No results for path: $['x']"));
}

TEST(TestState, SeesTheGivenVariablesAndThoseItAssigns) {
    auto const response = run(R"({"Type": "Pass", "Parameters": {"v.$": "$x"}, "Assign": {"y": 2}, "End": true})"_json,
                              R"({"variables": "{\"x\": 1}", "inspectionLevel": "TRACE"})"_json);
    EXPECT_EQ(response["output"], Json(R"({"v":1})"));
    EXPECT_EQ(response["inspectionData"]["variables"], Json(R"({"x":1,"y":2})"));
}

TEST(TestState, RefusesWhatTheServiceRefuses) {
    EXPECT_EQ(
        run(R"({"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}})"_json),
        Json("TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, "
             "Pass, Succeed, Fail, Choice]"));
    EXPECT_EQ(run(kLambda), Json("RoleArn must be specified when testing a Task state"));
    EXPECT_EQ(
        run(R"({"Type": "Nap"})"_json),
        Json("Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these "
             "values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/StateName/Type'"));
    auto const in_context = [](char const* resource, char const* context) {
        return run(kLambda.with("Resource", resource),
                   mocked(R"({"result": "{}", "fieldValidationMode": "NONE"})").with("context", context));
    };
    EXPECT_EQ(in_context("arn:aws:states:::lambda:invoke.waitForTaskToken", R"({"Task": {"Token": 1}})"),
              Json("Invalid Context object provided: Task.Token must be a string"));
    EXPECT_EQ(in_context("arn:aws:states:::lambda:invoke", R"({"Task": {"Token": "t"}})"),
              Json("Invalid Context object provided: Field 'Task' is not allowed"));
    EXPECT_EQ(in_context("arn:aws:states:::states:startExecution.sync:2", R"({"Task": {"Token": "t"}})")["status"],
              Json("SUCCEEDED"));
}

/// A distributed Map over `$.items` with these members besides.
Json map_with(Json const& members) {
    auto map = R"({"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}})"_json;
    for (auto const& member : members.members())
        map = std::move(map).with(member.name(), member.value);
    return map;
}

Json const kItems = R"({"mock": {"result": "[1]"}, "inspectionLevel": "DEBUG",
    "input": "{\"items\": [5, 6, 7], \"k\": 8}"})"_json;

TEST(TestState, ShowsTheInputsThatItemSelectorMakes) {
    auto const selector = R"({"ItemSelector": {"at.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value",
        "k.$": "$.k", "state.$": "$$.State.Name"}})"_json;
    EXPECT_EQ(run(map_with(selector), kItems)["inspectionData"]["afterItemSelector"],
              Json(R"([{"at":0,"v":5,"k":8,"state":"StateName"},{"at":1,"v":6,"k":8,"state":"StateName"},)"
                   R"({"at":2,"v":7,"k":8,"state":"StateName"}])"));
    auto const jsonata = R"({"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $states.input.items %}",
        "ItemSelector": {"v": "{% $states.context.Map.Item.Value + $states.input.k %}"}, "End": true,
        "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}})"_json;
    EXPECT_EQ(run(jsonata, kItems)["inspectionData"]["afterItemSelector"], Json(R"([{"v":13},{"v":14},{"v":15}])"));
    EXPECT_FALSE(run(map_with(Json::object()), kItems)["inspectionData"].contains("afterItemSelector"));
}

TEST(TestState, ShowsTheMembersOfAnObjectAsItems) {
    auto const selector = R"({"ItemSelector": {"k.$": "$$.Map.Item.Key", "v.$": "$$.Map.Item.Value"}})"_json;
    auto const request = kItems.with("input", R"({"items": {"a": 1}})");
    EXPECT_EQ(run(map_with(selector), request)["inspectionData"]["afterItemSelector"], Json(R"([{"k":"a","v":1}])"));
}

TEST(TestState, FailsAMapBeyondAWrittenToleranceOnly) {
    auto const request = R"({"mock": {"result": "[0, 0, 1]"}, "input": "{\"items\": [1, 2, 3]}",
        "stateConfiguration": {"mapIterationFailureCount": 2}})"_json;
    EXPECT_EQ(run(map_with(Json::object()), request)["status"], Json("SUCCEEDED"));
    EXPECT_EQ(run(map_with(R"({"ToleratedFailureCount": 1})"_json), request)["error"],
              Json("States.ExceedToleratedFailureThreshold"));
    EXPECT_EQ(run(map_with(R"({"ToleratedFailurePercentage": 60})"_json), request)["error"],
              Json("States.ExceedToleratedFailureThreshold"));
    EXPECT_EQ(run(map_with(R"({"ToleratedFailurePercentage": 70})"_json), request)["status"], Json("SUCCEEDED"));
}

TEST(TestState, ShowsTheBatchesOfAMap) {
    auto const batcher = R"({"ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"k.$": "$.k"}}})"_json;
    auto const shown = run(map_with(batcher), kItems)["inspectionData"];
    EXPECT_EQ(shown["afterItemBatcher"],
              Json(R"([{"BatchInput":{"k":8},"Items":[5,6]},{"BatchInput":{"k":8},"Items":[7]}])"));
    EXPECT_FALSE(shown.contains("afterItemSelector"));
}

TEST(TestState, FailsAMapWhoseItemSelectorFails) {
    auto const response = run(map_with(R"({"ItemSelector": {"v.$": "$.nothing"}})"_json), kItems);
    EXPECT_EQ(response["status"], Json("FAILED"));
    EXPECT_EQ(response["error"], Json("States.Runtime"));
}

TEST(TestState, RefusesComputedNumbersThatAnExecutionRefuses) {
    auto const request = kItems.with("input", R"({"items": [1], "less": -1, "text": "x"})");
    auto const task = [](char const* field, char const* path) { return kLambda.with(field, path); };
    EXPECT_EQ(run(map_with(R"({"MaxConcurrencyPath": "$.less"})"_json), request)["error"], Json("States.Runtime"));
    EXPECT_EQ(run(map_with(R"({"ToleratedFailureCountPath": "$.less"})"_json), request)["error"],
              Json("States.Runtime"));
    auto const mocked = request.with("mock", R"({"result": "{\"StatusCode\": 200}"})"_json);
    EXPECT_EQ(run(task("TimeoutSecondsPath", "$.less"), mocked)["error"], Json("States.Runtime"));
    EXPECT_EQ(run(task("TimeoutSecondsPath", "$.nothing"), mocked)["error"], Json("States.Runtime"));
    EXPECT_EQ(run(task("HeartbeatSecondsPath", "$.text"), mocked)["error"], Json("States.Runtime"));
    EXPECT_EQ(run(task("TimeoutSecondsPath", "$.items[0]"), mocked)["status"], Json("SUCCEEDED"));
}

TEST(TestState, FollowsItemsPointerIntoTheDataOfAnItemReader) {
    auto const map = R"({"Type": "Map", "End": true, "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/a/b", "MaxItems": 2}, "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemSelector": {"v.$": "$$.Map.Item.Value"}, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}})"_json;
    auto const read = [](char const* data) {
        return kItems.with("stateConfiguration", Json::object({{"mapItemReaderData", data}}));
    };
    auto const shown = run(map, read(R"({"a": {"b": [1, 2, 3]}})"))["inspectionData"];
    EXPECT_EQ(shown["afterItemsPointer"], Json("[1,2,3]"));
    EXPECT_EQ(shown["afterItemSelector"], Json(R"([{"v":1},{"v":2}])"));
    EXPECT_EQ(run(map, read(R"({"a": 1})"))["error"], Json("States.ItemReaderFailed"));
}

TEST(Shapes, KnowTheValuesOfEnumerations) {
    auto const fault = [](char const* resource, char const* result, shapes::Mode mode) {
        return shapes::unfit_result(*parse_resource(resource), Json::parse(result), mode).value_or("fit");
    };
    char const* const get_function = "arn:aws:states:::aws-sdk:lambda:getFunction";
    for (auto const mode : {shapes::Mode::strict, shapes::Mode::present}) {
        EXPECT_EQ(fault(get_function, R"({"Configuration": {"State": "Sleeping"}})", mode),
                  "Field 'State' is not an expected value");
        EXPECT_EQ(fault(get_function, R"({"Configuration": {"State": "Active"}})", mode), "fit");
        EXPECT_EQ(fault(get_function, R"({"Configuration": {"State": 5}})", mode), "Field 'State' must be a string");
        EXPECT_EQ(fault(get_function, R"({"Configuration": {"Architectures": ["arm64", "z80"]}})", mode),
                  "Field 'Architectures' is not an expected value");
    }
    EXPECT_EQ(fault(get_function, R"({"Configuration": {"State": "Sleeping"}})", shapes::Mode::none), "fit");
}

TEST(Shapes, ThatRecurAreFollowedWithinBounds) {
    Json value = R"({"S": 5})"_json;
    for (int i = 0; i < 2'000; ++i)
        value = Json::object({{"L", Json::array({value})}});
    auto const resource = parse_resource("arn:aws:states:::dynamodb:getItem");
    auto const result = Json::object({{"Item", Json::object({{"k", value}})}});
    EXPECT_EQ(shapes::unfit_result(*resource, result, shapes::Mode::strict), std::nullopt);
    EXPECT_EQ(shapes::unfit_result(*resource, R"({"Item": {"k": {"L": [{"S": 5}]}}})"_json, shapes::Mode::present),
              "Field 'S' must be a string");
}

}  // namespace
}  // namespace coworks::asl
