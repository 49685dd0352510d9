#include <gtest/gtest.h>

#include <algorithm>

#include "local/states/api/testing.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using namespace coworks::local::states::testing;

class ExecutionsApiTest : public ApiTest {};

TEST_F(ExecutionsApiTest, runs_an_execution_and_describes_it) {
    create("m", kPass);
    auto const execution =
        start(Json::object({{"stateMachineArn", kMachine}, {"name", "one"}, {"input", R"({"a": [1, 2]})"}}));
    EXPECT_EQ("arn:aws:states:us-east-1:000000000000:execution:m:one", execution);
    EXPECT_EQ(Json::parse(R"({"executionArn":"arn:aws:states:us-east-1:000000000000:execution:m:one",
                  "stateMachineArn":"arn:aws:states:us-east-1:000000000000:stateMachine:m","name":"one",
                  "status":"SUCCEEDED","startDate":1576800000.0,"stopDate":1576800000.0,"input":"{\"a\": [1, 2]}",
                  "inputDetails":{"included":true},"output":"{\"a\": [1, 2]}","outputDetails":{"included":true},
                  "redriveCount":0,"redriveStatus":"NOT_REDRIVABLE",
                  "redriveStatusReason":"Execution is SUCCEEDED and cannot be redriven"})"),
              describe(execution));
    auto const without = service->ok("DescribeExecution",
                                     Json::object({{"executionArn", execution}, {"includedData", "METADATA_ONLY"}}));
    EXPECT_FALSE(without.contains("input"));
    EXPECT_FALSE(without["outputDetails"]["included"].as_bool());
    EXPECT_EQ("{}", describe(start(Json::object({{"stateMachineArn", kMachine}})))["input"].as_string());
}

TEST_F(ExecutionsApiTest, gives_the_text_of_an_input_back_as_it_came) {
    create("m", kPass);
    for (char const* const input : {R"({"my": "data"})", "[1, 2]", "1e3", "1.50", "12345678901234567890.123", "-0",
                                    R"("\u00e9 \ud800")", " null\n"}) {
        auto const execution = start(Json::object({{"stateMachineArn", kMachine}, {"input", input}}));
        Json const described = describe(execution);
        EXPECT_EQ(Json(input), described["input"]);
        EXPECT_EQ(Json(input), described["output"]);
        Json const events = service->ok("GetExecutionHistory", Json::object({{"executionArn", execution}}))["events"];
        EXPECT_EQ(Json(input), events[0]["executionStartedEventDetails"]["input"]);
        EXPECT_EQ(Json(input), events[1]["stateEnteredEventDetails"]["input"]);
        EXPECT_EQ(Json(input), events[2]["stateExitedEventDetails"]["output"]);
        EXPECT_EQ(Json(input), events[3]["executionSucceededEventDetails"]["output"]);
    }
}

TEST_F(ExecutionsApiTest, has_details_of_the_output_that_a_failed_express_execution_has_not) {
    create("e", R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}})", "EXPRESS");
    auto const ended =
        service->ok("StartSyncExecution",
                    Json::object({{"stateMachineArn", "arn:aws:states:us-east-1:000000000000:stateMachine:e"}}));
    EXPECT_EQ(Json("FAILED"), ended["status"]);
    EXPECT_FALSE(ended.contains("output"));
    EXPECT_EQ(Json::parse(R"({"included":true})"), ended["outputDetails"]);
}

TEST_F(ExecutionsApiTest, starting_with_a_name_and_input_again_is_the_same_request_while_it_runs) {
    create("m", kWait);
    Json const request = Json::object({{"stateMachineArn", kMachine}, {"name", "one"}, {"input", R"({"a":1})"}});
    auto const first = service->ok("StartExecution", request);
    clock.advance(1s);
    EXPECT_EQ(first, service->ok("StartExecution", request));
    auto const taken =
        "ExecutionAlreadyExists: Execution Already Exists: '" + std::string(first["executionArn"].as_string()) + "'";
    EXPECT_EQ(taken, service->fault("StartExecution", request.with("input", "{}")));
    service->ok("StopExecution", Json::object({{"executionArn", first["executionArn"]}}));
    EXPECT_EQ(taken, service->fault("StartExecution", request));
}

TEST_F(ExecutionsApiTest, tells_why_an_input_is_no_json) {
    create("m", kPass);
    auto const refused = [&](std::string_view input) {
        return service->fault("StartExecution", Json::object({{"stateMachineArn", kMachine}, {"input", input}}));
    };
    std::string const before = "InvalidExecutionInput: Invalid State Machine Execution Input: '";
    EXPECT_EQ(before + "Invalid execution input.'", refused(""));
    EXPECT_EQ(before +
                  "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', "
                  "'true' or 'false')'",
              refused("not some json"));
    EXPECT_EQ(before + "Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
              refused("{'not': 'json'"));
    EXPECT_EQ(before + "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries'",
              refused("[1 2]"));
    EXPECT_EQ(before + "Unexpected character ('}' (code 125)): was expecting double-quote to start field name'",
              refused(R"({"a":1,})"));
    EXPECT_EQ("InvalidName: Invalid Name: 'a/b'",
              service->fault("StartExecution", Json::object({{"stateMachineArn", kMachine}, {"name", "a/b"}})));
}

TEST_F(ExecutionsApiTest, stops_executions_and_redrives_those_that_failed) {
    create("m", kWait);
    auto const execution = start(Json::object({{"stateMachineArn", kMachine}}));
    Json const arn = Json::object({{"executionArn", execution}});
    EXPECT_EQ("ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven",
              service->fault("RedriveExecution", arn));
    clock.advance(2s);
    auto const stopped = service->ok("StopExecution", arn.with("error", "E").with("cause", "C"));
    clock.advance(2s);
    EXPECT_EQ(stopped, service->ok("StopExecution", arn));
    auto described = describe(execution);
    EXPECT_EQ("ABORTED", described["status"].as_string());
    EXPECT_EQ("E", described["error"].as_string());
    EXPECT_EQ("C", described["cause"].as_string());
    EXPECT_EQ("REDRIVABLE", described["redriveStatus"].as_string());
    EXPECT_EQ(stopped["stopDate"], described["stopDate"]);

    actions.ends.clear();
    clock.advance(24h);
    auto const redriven = service->ok("RedriveExecution", arn);
    described = describe(execution);
    EXPECT_EQ("RUNNING", described["status"].as_string());
    EXPECT_EQ(1, described["redriveCount"].as_int64());
    EXPECT_EQ(redriven["redriveDate"], described["redriveDate"]);
    auto const listed =
        service->ok("ListExecutions", Json::object({{"stateMachineArn", kMachine}, {"redriveFilter", "REDRIVEN"}}));
    EXPECT_EQ(1U, listed["executions"].size());
    clock.advance(60s);
    service->life.executor.look_at_clock();
    service->life.settle();
    described = describe(execution);
    EXPECT_EQ("SUCCEEDED", described["status"].as_string());
    EXPECT_FALSE(described.contains("error"));
    EXPECT_EQ("ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven",
              service->fault("RedriveExecution", arn));
}

TEST_F(ExecutionsApiTest, redrives_once_for_a_client_token) {
    create("m", kWait);
    auto const execution = start(Json::object({{"stateMachineArn", kMachine}}));
    Json const arn = Json::object({{"executionArn", execution}});
    auto const stop = [&] {
        actions.ends.clear();
        service->ok("StopExecution", arn);
    };
    auto const redrive = [&](std::string_view token) {
        return service->ok("RedriveExecution", arn.with("clientToken", token))["redriveDate"];
    };
    stop();
    clock.advance(1s);
    Json const first = redrive("t1");
    clock.advance(1s);
    EXPECT_EQ(first, redrive("t1"));
    EXPECT_EQ("ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven",
              service->fault("RedriveExecution", arn.with("clientToken", "T1")));
    stop();
    EXPECT_EQ(first, redrive("t1"));
    EXPECT_EQ("ABORTED", describe(execution)["status"].as_string());
    Json const second = redrive("t2");
    EXPECT_NE(first, second);
    EXPECT_EQ(first, redrive("t1"));
    EXPECT_EQ(second, redrive("t2"));
    EXPECT_EQ(2, describe(execution)["redriveCount"].as_int64());
    stop();
    clock.advance(16min);
    EXPECT_NE(first, redrive("t1"));
    EXPECT_EQ(3, describe(execution)["redriveCount"].as_int64());
    for (int i = 0; i < 10; ++i) {
        stop();
        redrive("many" + std::to_string(i));
    }
    stop();
    redrive("t1");
    EXPECT_EQ(14, describe(execution)["redriveCount"].as_int64());
}

TEST_F(ExecutionsApiTest, gives_the_history_in_pages_in_both_orders_with_and_without_data) {
    create("m", kPass);
    Json const arn =
        Json::object({{"executionArn", start(Json::object({{"stateMachineArn", kMachine}, {"input", "7"}}))}});
    auto const types = [](Json const& events) { return texts(events["events"], "type"); };
    auto const whole = service->ok("GetExecutionHistory", arn);
    std::vector<std::string> const expected{"ExecutionStarted", "PassStateEntered", "PassStateExited",
                                            "ExecutionSucceeded"};
    EXPECT_EQ(expected, types(whole));
    EXPECT_EQ("7", whole["events"][0]["executionStartedEventDetails"]["input"].as_string());
    auto reversed = types(service->ok("GetExecutionHistory", arn.with("reverseOrder", true)));
    std::ranges::reverse(reversed);
    EXPECT_EQ(expected, reversed);
    EXPECT_FALSE(service
                     ->ok("GetExecutionHistory",
                          arn.with("includeExecutionData", false))["events"][0]["executionStartedEventDetails"]
                     .contains("input"));
    std::vector<std::string> paged;
    Json request = arn.with("maxResults", 3);
    while (true) {
        auto const page = service->ok("GetExecutionHistory", request);
        for (auto const& type : types(page))
            paged.push_back(type);
        if (!page.contains("nextToken")) break;
        EXPECT_TRUE(
            service->fault("GetExecutionHistory", arn.with("reverseOrder", true).with("nextToken", page["nextToken"]))
                .starts_with("InvalidToken"));
        request = request.with("nextToken", page["nextToken"]);
    }
    EXPECT_EQ(expected, paged);
}

TEST_F(ExecutionsApiTest, lists_executions_newest_first_by_status) {
    create("m", kWait);
    for (char const* const name : {"a", "b", "c"}) {
        clock.advance(1s);
        start(Json::object({{"stateMachineArn", kMachine}, {"name", name}}));
    }
    service->ok("StopExecution",
                Json::object({{"executionArn", "arn:aws:states:us-east-1:000000000000:execution:m:b"}}));
    Json const arn = Json::object({{"stateMachineArn", kMachine}});
    auto const names = [&](Json const& request) {
        return texts(service->ok("ListExecutions", request)["executions"], "name");
    };
    EXPECT_EQ((std::vector<std::string>{"c", "b", "a"}), names(arn));
    EXPECT_EQ((std::vector<std::string>{"c", "a"}), names(arn.with("statusFilter", "RUNNING")));
    EXPECT_EQ((std::vector<std::string>{"b"}), names(arn.with("statusFilter", "ABORTED")));
    EXPECT_TRUE(names(arn.with("statusFilter", "PENDING_REDRIVE")).empty());
    EXPECT_TRUE(names(arn.with("redriveFilter", "REDRIVEN")).empty());
    auto const page = service->ok("ListExecutions", arn.with("maxResults", 2));
    EXPECT_EQ((std::vector<std::string>{"a"}), names(arn.with("nextToken", page["nextToken"])));
    EXPECT_EQ(
        "ValidationException: 1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy "
        "constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, "
        "RUNNING]",
        service->fault("ListExecutions", arn.with("statusFilter", "succeeded")));
    EXPECT_TRUE(service->fault("ListExecutions", Json::object()).starts_with("ValidationException"));
}

TEST_F(ExecutionsApiTest, runs_express_executions_to_their_end_in_one_call) {
    create("e", kPass, "EXPRESS");
    create("m", kPass);
    std::string const arn = "arn:aws:states:us-east-1:000000000000:stateMachine:e";
    auto const ended = service->ok(
        "StartSyncExecution", Json::object({{"stateMachineArn", arn}, {"name", "one"}, {"input", R"({ "a": 1 })"}}));
    EXPECT_TRUE(ended["executionArn"].as_string().starts_with("arn:aws:states:us-east-1:000000000000:express:e:one:"));
    EXPECT_EQ("SUCCEEDED", ended["status"].as_string());
    EXPECT_EQ(R"({ "a": 1 })", ended["input"].as_string());
    EXPECT_EQ(R"({ "a": 1 })", ended["output"].as_string());
    EXPECT_EQ(Json::parse(R"({"billedMemoryUsedInMB":64,"billedDurationInMilliseconds":100})"),
              ended["billingDetails"]);
    std::string const refused =
        "StateMachineTypeNotSupported: This operation is not supported by this type of state machine";
    EXPECT_EQ(refused, service->fault("StartSyncExecution", Json::object({{"stateMachineArn", kMachine}})));
    EXPECT_EQ(refused, service->fault("ListExecutions", Json::object({{"stateMachineArn", arn}})));
    std::string const express = "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";
    for (char const* const operation :
         {"DescribeExecution", "GetExecutionHistory", "StopExecution", "RedriveExecution"})
        EXPECT_EQ(express, service->fault(operation, Json::object({{"executionArn", ended["executionArn"]}})));
}

TEST_F(ExecutionsApiTest, shows_map_runs_and_their_children) {
    create("m", R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each","MaxConcurrency":2,"ItemProcessor":{
        "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
        "StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10,"End":true}}},"End":true}}})");
    auto const execution = start(Json::object({{"stateMachineArn", kMachine}, {"input", "[1,2,3]"}}));
    auto const runs = service->ok("ListMapRuns", Json::object({{"executionArn", execution}}))["mapRuns"];
    ASSERT_EQ(1U, runs.size());
    EXPECT_EQ(std::string(kMachine) + "/each", runs[0]["stateMachineArn"].as_string());
    Json const run = Json::object({{"mapRunArn", runs[0]["mapRunArn"]}});
    auto described = service->ok("DescribeMapRun", run);
    EXPECT_EQ("RUNNING", described["status"].as_string());
    EXPECT_EQ(2, described["maxConcurrency"].as_int64());
    EXPECT_EQ(2, described["executionCounts"]["running"].as_int64());
    EXPECT_EQ(1, described["itemCounts"]["pending"].as_int64());
    EXPECT_EQ(3, described["itemCounts"]["total"].as_int64());
    auto const children = service->ok("ListExecutions", run)["executions"];
    ASSERT_EQ(2U, children.size());
    EXPECT_EQ(run["mapRunArn"], children[0]["mapRunArn"]);
    EXPECT_EQ(1, children[0]["itemCount"].as_int64());
    EXPECT_EQ(run["mapRunArn"], describe(std::string(children[0]["executionArn"].as_string()))["mapRunArn"]);
    EXPECT_EQ("each", service
                          ->ok("DescribeStateMachineForExecution",
                               Json::object({{"executionArn", children[0]["executionArn"]}}))["label"]
                          .as_string());
    service->ok("UpdateMapRun", run.with("maxConcurrency", 3).with("toleratedFailurePercentage", 12.5));
    described = service->ok("DescribeMapRun", run);
    EXPECT_EQ(3, described["maxConcurrency"].as_int64());
    EXPECT_DOUBLE_EQ(12.5, described["toleratedFailurePercentage"].as_double());
    EXPECT_EQ(3, described["executionCounts"]["running"].as_int64());
    EXPECT_TRUE(service->fault("UpdateMapRun", run).starts_with("ValidationException: "));
    while (service->life.executor.open_executions() > 0) {
        clock.advance(10s);
        service->life.executor.look_at_clock();
        service->life.settle();
    }
    described = service->ok("DescribeMapRun", run);
    EXPECT_EQ("SUCCEEDED", described["status"].as_string());
    EXPECT_EQ(3, described["itemCounts"]["succeeded"].as_int64());
    EXPECT_EQ("ValidationException: Map Run has completed and cannot be updated",
              service->fault("UpdateMapRun", run.with("maxConcurrency", 5)));
    std::string const unknown = "arn:aws:states:us-east-1:000000000000:mapRun:m/each:x";
    EXPECT_EQ("ResourceNotFound: Resource not found: '" + unknown + "'",
              service->fault("DescribeMapRun", Json::object({{"mapRunArn", unknown}})));
}

}  // namespace
}  // namespace coworks::local::states
