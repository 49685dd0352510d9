#include <gtest/gtest.h>

#include <fstream>

#include "local/states/tasks/testing.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using testing::LocalActionsTest;

TEST_F(LocalActionsTest, calls_a_function_by_its_arn) {
    auto const machine =
        definitions.add("m", task("arn:aws:lambda:us-east-1:000000000000:function:f", R"({"a.$":"$"})"));
    auto life = live();
    auto const record = life->start(machine, "one", 5);
    EXPECT_EQ(Json::parse(R"({"a":5})"), life->ended(record.arn).output);
}

TEST_F(LocalActionsTest, hands_an_invocation_on_as_the_sdk_answers) {
    auto const machine =
        definitions.add("m", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f","Payload.$":"$"})"));
    auto life = live();
    Json const output = life->ended(life->start(machine, "one", 5).arn).output;
    EXPECT_EQ(Json(5), output["Payload"]);
    EXPECT_EQ(Json(200), output["StatusCode"]);
    EXPECT_EQ(Json("$LATEST"), output["ExecutedVersion"]);
    // In the order of the recordings.
    std::string names;
    for (auto const& member : output["SdkHttpMetadata"]["AllHttpHeaders"].members())
        names += std::string(member.name()) + " ";
    EXPECT_EQ(
        "X-Amz-Executed-Version x-amzn-Remapped-Content-Length Connection x-amzn-RequestId Content-Length Date "
        "X-Amzn-Trace-Id Content-Type ",
        names);
    names.clear();
    for (auto const& member : output["SdkHttpMetadata"]["HttpHeaders"].members())
        names += std::string(member.name()) + " ";
    EXPECT_EQ(
        "Connection Content-Length Content-Type Date X-Amz-Executed-Version x-amzn-Remapped-Content-Length "
        "x-amzn-RequestId X-Amzn-Trace-Id ",
        names);
    Json const& headers = output["SdkHttpMetadata"]["HttpHeaders"];
    EXPECT_EQ(Json(life->functions.calls.at(0).trace_id), headers["X-Amzn-Trace-Id"]);
    EXPECT_TRUE(headers["X-Amzn-Trace-Id"].as_string().starts_with("Root=1-"));
    EXPECT_EQ(Json(life->functions.calls.at(0).request_id), output["SdkResponseMetadata"]["RequestId"]);
    EXPECT_FALSE(output["SdkResponseMetadata"]["RequestId"].as_string().empty());
    EXPECT_FALSE(output.contains("LogResult"));
}

TEST_F(LocalActionsTest, gives_a_function_its_input_as_it_came) {
    auto const machine = definitions.add(
        "m",
        R"({"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:1:function:f","End":true}}})");
    auto life = live();
    Json const input = Json::parse(R"({"my": 1.50})", {.keep_source = true});
    EXPECT_EQ(R"({"my": 1.50})", life->ended(life->start(machine, "one", input).arn).output.source());
    EXPECT_EQ(R"({"my": 1.50})", life->functions.calls.at(0).event);
}

TEST_F(LocalActionsTest, takes_a_payload_that_is_a_text_for_the_event_itself) {
    auto life = live();
    int count = 0;
    auto const end = [&](std::string const& payload) {
        auto const machine = definitions.add(
            "m" + std::to_string(++count),
            task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f","Payload":)" + payload + "}"));
        return life->ended(life->start(machine, "one", 5).arn);
    };
    EXPECT_EQ(Json("HelloWorld"), end(R"("\"HelloWorld\"")").output["Payload"]);
    EXPECT_EQ(R"("HelloWorld")", life->functions.calls.back().event);
    EXPECT_EQ(Json::parse(R"({"a":1})"), end(R"("{ \"a\": 1 }")").output["Payload"]);
    EXPECT_EQ(R"({ "a": 1 })", life->functions.calls.back().event);
    EXPECT_EQ(Json::object(), end("null").output["Payload"]);
    EXPECT_EQ("{}", life->functions.calls.back().event);
    EXPECT_EQ(3U, life->functions.calls.size());
    auto const refused = end(R"("hello")").failure;
    EXPECT_EQ(3U, life->functions.calls.size());
    EXPECT_EQ(Json("Lambda.InvalidRequestContentException"), refused.error);
    EXPECT_TRUE(refused.cause.as_string().starts_with("Could not parse request body into json: "))
        << refused.cause.dump();
}

TEST_F(LocalActionsTest, has_the_end_of_the_log_where_the_task_asks_for_it) {
    auto const machine =
        definitions.add("m", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f","LogType":"Tail"})"));
    auto life = live();
    life->functions.answer = [](Invoke const& call) {
        return InvokeResult{.payload = "{}", .log_tail = call.tail ? "a line\n" : ""};
    };
    Json const output = life->ended(life->start(machine, "one", 5).arn).output;
    EXPECT_EQ(Json("YSBsaW5lCg=="), output["LogResult"]);
    EXPECT_EQ(Json("YSBsaW5lCg=="), output["SdkHttpMetadata"]["HttpHeaders"]["X-Amz-Log-Result"]);
}

TEST_F(LocalActionsTest, tells_a_functions_own_error_and_one_that_has_no_type) {
    auto const machine = definitions.add("m", task("arn:aws:lambda:us-east-1:000000000000:function:f", "{}"));
    auto life = live();
    life->functions.answer = [](Invoke const&) {
        return InvokeResult{.kind = InvokeResult::Kind::function_error,
                            .payload = R"({"errorMessage":"no","errorType":"NotFound"})"};
    };
    auto const failure = life->ended(life->start(machine, "one", 5).arn).failure;
    EXPECT_EQ(Json("NotFound"), failure.error);
    EXPECT_EQ(Json(R"({"errorMessage":"no","errorType":"NotFound"})"), failure.cause);
    life->functions.answer = [](Invoke const&) {
        return InvokeResult{.kind = InvokeResult::Kind::function_error, .payload = "7"};
    };
    EXPECT_EQ(Json("Lambda.Unknown"), life->ended(life->start(machine, "two", 5).arn).failure.error);
}

TEST_F(LocalActionsTest, tells_a_function_that_is_not_there) {
    auto const machine = definitions.add("m", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"nobody"})"));
    auto life = live();
    auto const failure = life->ended(life->start(machine, "one", 5).arn).failure;
    EXPECT_EQ(Json("Lambda.ResourceNotFoundException"), failure.error);
    std::string const said =
        "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST (Service: ";
    EXPECT_TRUE(failure.cause.as_string().starts_with(
        said + "AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: "))
        << failure.cause.dump();
    EXPECT_EQ(std::string_view::npos, failure.cause.as_string().find("Request ID: ;"));
    auto const direct = definitions.add("n", task("arn:aws:lambda:us-east-1:000000000000:function:nobody", "{}"));
    auto const cause = life->ended(life->start(direct, "one", 5).arn).failure.cause;
    EXPECT_TRUE(cause.as_string().starts_with(said + "Lambda, Status Code: 404, Request ID: ")) << cause.dump();
    auto const other = definitions.add("o", task("arn:aws:states:::lambda:invoke",
                                                 R"({"FunctionName":"arn:aws:lambda:eu-west-1:1:function:nobody:7"})"));
    EXPECT_TRUE(life->ended(life->start(other, "one", 5).arn)
                    .failure.cause.as_string()
                    .starts_with("Function not found: arn:aws:lambda:eu-west-1:1:function:nobody:7 (Service: "));
}

TEST_F(LocalActionsTest, invokes_later_and_not_at_all) {
    auto life = live();
    auto const event = definitions.add(
        "m", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f","InvocationType":"Event"})"));
    EXPECT_EQ(Json(202), life->ended(life->start(event, "one", 5).arn).output["StatusCode"]);
    EXPECT_EQ(1U, life->later.all.size());
    auto const dry = definitions.add(
        "n", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f","InvocationType":"DryRun"})"));
    EXPECT_EQ(Json(204), life->ended(life->start(dry, "one", 5).arn).output["StatusCode"]);
    EXPECT_TRUE(life->functions.calls.empty());
}

TEST_F(LocalActionsTest, waits_for_a_token_through_a_restart) {
    auto const machine = definitions.add("m", task("arn:aws:states:::lambda:invoke.waitForTaskToken",
                                                   R"({"FunctionName":"f","Payload":{"token.$":"$$.Task.Token"}})"));
    std::string token;
    std::string arn;
    {
        auto life = live();
        arn = life->start(machine, "one", 5).arn;
        token = Json::parse(life->functions.calls.at(0).event)["token"].as_string();
    }
    auto life = live();
    life->settle();
    EXPECT_TRUE(life->functions.calls.empty()) << "that call's result is recorded";
    std::vector<TokenAnswer> answers;
    auto const note = [&](Result<TokenAnswer> answer) { answers.push_back(answer.value()); };
    life->actions.tokens().heartbeat(token, note);
    life->actions.tokens().succeed(token, "yes", note);
    life->settle();
    life->actions.tokens().succeed(token, "again", note);
    life->actions.tokens().succeed("never", "x", note);
    life->settle();
    EXPECT_EQ((std::vector{TokenAnswer::accepted, TokenAnswer::accepted, TokenAnswer::over, TokenAnswer::malformed}),
              answers);
    EXPECT_EQ(Json("yes"), life->ended(arn).output);
}

TEST_F(LocalActionsTest, wants_no_queued_call_of_a_task_that_its_token_ended) {
    auto const machine = definitions.add("m", task("arn:aws:states:::lambda:invoke.waitForTaskToken",
                                                   R"({"FunctionName":"f","Payload":{"token.$":"$$.Task.Token"}})"));
    auto life = live();
    life->functions.busy = true;
    auto const record = life->begin(machine, "one", 5);
    std::string const token(Json::parse(life->functions.calls.at(0).event)["token"].as_string());
    auto const& call = life->functions.queue.at(0);
    life->actions.tokens().heartbeat(token, [](auto const&) {});
    life->settle_executor();
    EXPECT_FALSE(call.abandoned());
    bool wanted_when_told = true;
    life->actions.tokens().succeed(token, "yes", [&](auto const&) { wanted_when_told = !call.abandoned(); });
    life->settle_executor();
    EXPECT_FALSE(wanted_when_told) << "who is told that the task is over must not see it called any more";
    EXPECT_TRUE(call.abandoned());
    life->functions.queue.clear();
    EXPECT_EQ(Json("yes"), life->ended(record.arn).output);
}

TEST_F(LocalActionsTest, wants_no_queued_call_of_a_task_that_timed_out) {
    auto const machine =
        definitions.add("m", task("arn:aws:states:::lambda:invoke", R"({"FunctionName":"f"})",
                                  R"(,"TimeoutSeconds":5,"Retry":[{"ErrorEquals":["States.Timeout"]}])"));
    auto life = live();
    life->functions.busy = true;
    life->begin(machine, "one", 5);
    for (int i = 0; i < 2; ++i) {
        clock.set(clock.now() + 6s);
        life->executor.look_at_clock();
        life->settle_executor();
    }
    ASSERT_EQ(2U, life->functions.queue.size());
    EXPECT_TRUE(life->functions.queue[0].abandoned());
    EXPECT_FALSE(life->functions.queue[1].abandoned()) << "the second attempt is another call";
    life->functions.queue.clear();
}

TEST_F(LocalActionsTest, cuts_the_calls_of_services_that_nobody_waits_for) {
    auto const machine =
        definitions.add("m", task("arn:aws:states:::http:invoke",
                                  R"({"ApiEndpoint":"https://example.com","Method":"GET"})", R"(,"TimeoutSeconds":5)"));
    auto life = live();
    auto const stopped = life->begin(machine, "stopped", 5);
    life->begin(machine, "late", 5);
    auto const answered = life->begin(machine, "answered", 5);
    life->service.waiting.at(2)({.output = "yes"});
    life->settle_executor();
    EXPECT_EQ(0, life->service.cuts);
    life->executor.tell(stopped.id, asl::Stop{});
    life->settle_executor();
    EXPECT_EQ(1, life->service.cuts);
    clock.set(clock.now() + 6s);
    life->executor.look_at_clock();
    life->settle_executor();
    EXPECT_EQ(2, life->service.cuts) << "what was answered is not cut";
    life->service.waiting.clear();
    EXPECT_EQ(Json("yes"), life->ended(answered.arn).output);
    EXPECT_FALSE(life->actions.busy());
}

TEST_F(LocalActionsTest, gives_each_task_of_an_activity_to_one_worker) {
    std::string const activity = "arn:aws:states:us-east-1:000000000000:activity:a";
    auto const machine = definitions.add("m", task(activity, R"({"n.$":"$"})"));
    auto life = live();
    std::vector<ActivityTask> tasks;
    auto const poll = [&](bool gone) {
        life->actions.tokens().poll(
            activity, "w", [&](ActivityTask task) { tasks.push_back(std::move(task)); }, [gone] { return gone; });
        life->settle();
    };
    poll(true);
    poll(false);
    auto const first = life->start(machine, "one", 1);
    auto const second = life->start(machine, "two", 2);
    ASSERT_EQ(1U, tasks.size());
    poll(false);
    ASSERT_EQ(2U, tasks.size());
    EXPECT_EQ(Json::parse(R"({"n":2})"), tasks[1].input);
    life->actions.tokens().fail(tasks[0].token, "E", "C",
                                [](Result<TokenAnswer> answer) { EXPECT_EQ(TokenAnswer::accepted, answer.value()); });
    life->settle();
    EXPECT_EQ(Json("E"), life->ended(first.arn).failure.error);
}

constexpr char const* kChild =
    R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":10,"Next":"P"},
        "P":{"Type":"Pass","Result":{"x":1},"End":true}}})";

TEST_F(LocalActionsTest, waits_for_an_execution_that_it_started_and_starts_it_once) {
    auto const child = definitions.add("child", kChild);
    auto const machine = definitions.add("m", task("arn:aws:states:::states:startExecution.sync:2",
                                                   R"({"StateMachineArn":")" + child->machine_arn + R"("})"));
    std::string arn;
    {
        auto life = live();
        arn = life->start(machine, "one", {}).arn;
        EXPECT_EQ(2U, life->executor.open_executions());
    }
    auto life = live();
    life->settle();
    EXPECT_EQ(2U, life->executor.open_executions());
    clock.advance(10s);
    life->executor.look_at_clock();
    life->settle();
    Json const output = life->ended(arn).output;
    EXPECT_EQ(Json::parse(R"({"x":1})"), output["Output"]);
    EXPECT_EQ(Json("SUCCEEDED"), output["Status"]);
    EXPECT_EQ(Json(0), output["RedriveCount"]);
    EXPECT_EQ(Json("NOT_REDRIVABLE"), output["RedriveStatus"]);
    EXPECT_EQ(Json("Execution is SUCCEEDED and cannot be redriven"), output["RedriveStatusReason"]);
}

TEST_F(LocalActionsTest, starts_an_execution_with_a_text_as_it_is_and_with_an_empty_object_for_null) {
    auto const child = definitions.add("child", R"({"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}})");
    auto life = live();
    int count = 0;
    auto const end = [&](std::string const& input) {
        auto const machine =
            definitions.add("m" + std::to_string(++count),
                            task("arn:aws:states:::states:startExecution.sync",
                                 R"({"StateMachineArn":")" + child->machine_arn + R"(","Input":)" + input + "}"));
        return life->ended(life->start(machine, "one", 5).arn).output;
    };
    EXPECT_EQ(Json("{}"), end("null")["Input"]);
    EXPECT_EQ(Json(R"({"a":1.5})"), end(R"({"a": 1.50})")["Input"]);
    EXPECT_EQ(Json(R"({"a": 1.50})"), end(R"("{\"a\": 1.50}")")["Input"]);
    EXPECT_EQ(Json(R"("text")"), end(R"("\"text\"")")["Output"]);
}

TEST_F(LocalActionsTest, tells_of_the_execution_that_it_started_as_the_sdk_answers) {
    auto const child = definitions.add("child", kChild);
    auto const machine =
        definitions.add("m", task("arn:aws:states:::states:startExecution",
                                  R"({"StateMachineArn":")" + child->machine_arn + R"(","Name":"c"})"));
    auto life = live();
    clock.advance(123ms);
    Json const output = life->ended(life->start(machine, "one", {}).arn).output;
    Json const& headers = output["SdkHttpMetadata"]["AllHttpHeaders"];
    std::string names;
    for (auto const& member : headers.members())
        names += std::string(member.name()) + " ";
    EXPECT_EQ("x-amzn-RequestId connection Content-Length Date Content-Type ", names);
    EXPECT_EQ(headers["x-amzn-RequestId"][0], output["SdkResponseMetadata"]["RequestId"]);
    EXPECT_EQ(Json("application/x-amz-json-1.0"), headers["Content-Type"][0]);
    std::string const answer =
        R"({"executionArn":")" + std::string(output["ExecutionArn"].as_string()) + R"(","startDate":1.576800000123E9})";
    EXPECT_EQ(Json(std::to_string(answer.size())), headers["Content-Length"][0]);
    EXPECT_EQ(Json(1'576'800'000'123), output["StartDate"]);
}

TEST_F(LocalActionsTest, hears_of_an_execution_that_ends_while_it_is_looked_for_after_a_restart) {
    auto const child = definitions.add("child", kChild);
    auto const machine = definitions.add("m", task("arn:aws:states:::states:startExecution.sync:2",
                                                   R"({"StateMachineArn":")" + child->machine_arn + R"("})"));
    std::string const arn = live()->start(machine, "one", {}).arn;
    clock.advance(10s);
    auto life = live();
    life->settle();
    EXPECT_EQ(0U, life->executor.open_executions());
    EXPECT_EQ(Json::parse(R"({"x":1})"), life->ended(arn).output["Output"]);
}

TEST_F(LocalActionsTest, stops_the_execution_whose_starter_is_stopped) {
    auto const child = definitions.add("child", kChild);
    auto const machine =
        definitions.add("m", task("arn:aws:states:::states:startExecution.sync",
                                  R"({"StateMachineArn":")" + child->machine_arn + R"(","Name":"c"})"));
    auto life = live();
    auto const record = life->start(machine, "one", {});
    life->executor.tell(record.id, asl::Stop{});
    life->settle();
    EXPECT_EQ(0U, life->executor.open_executions());
    auto const stopped = life->ended("arn:aws:states:us-east-1:000000000000:execution:child:c");
    EXPECT_EQ(asl::Status::aborted, stopped.status);
    EXPECT_NE(std::string_view::npos, stopped.failure.cause.as_string().find(record.arn));
}

TEST_F(LocalActionsTest, tells_a_machine_that_is_not_there) {
    auto const machine =
        definitions.add("m", task("arn:aws:states:::states:startExecution", R"({"StateMachineArn":"arn:none"})"));
    auto life = live();
    auto const failure = life->ended(life->start(machine, "one", {}).arn).failure;
    EXPECT_EQ(Json("StepFunctions.StateMachineDoesNotExistException"), failure.error);
}

TEST_F(LocalActionsTest, maps_over_a_file_and_writes_the_results_to_another) {
    auto const machine = definitions.add("m", R"({"StartAt":"M","States":{"M":{"Type":"Map","Label":"each",
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},
            "Parameters":{"Bucket":"in","Key":"items.json"}},
        "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
            "StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f",
                "End":true}}},
        "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"out","Prefix":"p"}},
        "End":true}}})");
    auto life = live();
    ASSERT_TRUE(life->objects.put("in", "items.json", "[10,20,30]"));
    auto const record = life->start(machine, "one", {});
    while (life->executor.open_executions() > 0) {
        life->loop.restart();
        life->loop.run_one_for(10ms);
    }
    Json const output = life->ended(record.arn).output;
    std::string const manifest(output["ResultWriterDetails"]["Key"].as_string());
    std::string const folder_of_results = manifest.substr(0, manifest.rfind('/') + 1);
    Json const results = Json::parse(life->objects.get("out", folder_of_results + "SUCCEEDED_0.json").value());
    ASSERT_EQ(3U, results.size());
    EXPECT_EQ(Json("20"), results[1]["Output"]);
    EXPECT_EQ(Json("arn:aws:states:us-east-1:000000000000:stateMachine:m/each"), results[1]["StateMachineArn"]);
}

TEST_F(LocalActionsTest, logs_express_executions_as_their_machine_says) {
    auto life = live();
    auto const machine = definitions.add("m", R"({"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}})",
                                         asl::ExecutionType::express);
    life->start(machine, "one", 5);
    ASSERT_EQ(4U, life->lines.lines.size());
    Json const last = Json::parse(life->lines.lines.back());
    EXPECT_EQ(Json("ExecutionSucceeded"), last["type"]);
    EXPECT_EQ(Json("5"), last["details"]["output"]);
}

}  // namespace
}  // namespace coworks::local::states
