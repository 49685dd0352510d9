#include <gtest/gtest.h>

#include "local/states/tasks/testing.hpp"
#include "project/mocks.hpp"

namespace coworks::local::states {
namespace {

using namespace std::chrono_literals;
using testing::LocalActionsTest;

project::Mocks mocks_of(std::string_view text) {
    auto read = project::read_mocks(text, "biz/m.mocks.yml");
    EXPECT_TRUE(read.faults.empty());
    return read.mocks;
}

TEST_F(LocalActionsTest, answers_a_task_whose_service_is_not_here_by_its_mock_and_marks_it) {
    auto life = live();
    life->actions.mocked().put("m", mocks_of("T: {Return: {MessageId: 7}}"));
    std::pair<std::string, std::string> const tasks[] = {
        {"sqs:sendMessage", R"({"QueueUrl":"q","MessageBody":"b"})"},
        {"sqs:sendMessage.waitForTaskToken", R"({"QueueUrl":"q","MessageBody":"b"})"},
        {"ecs:runTask.sync", R"({"TaskDefinition":"t"})"}};
    std::string name = "one";
    for (auto const& [pattern, parameters] : tasks) {
        auto const machine = definitions.add("m", task("arn:aws:states:::" + pattern, parameters));
        auto const execution = life->ended(life->start(machine, name, {}).arn);
        EXPECT_EQ(Json::parse(R"({"MessageId":7})"), execution.output) << pattern;
        EXPECT_EQ(std::set<std::string>{"T"}, execution.mocked) << "the history says it";
        name += "more";
    }
    EXPECT_TRUE(life->functions.calls.empty());
}

TEST_F(LocalActionsTest, says_what_to_write_where_a_missing_service_has_no_mock) {
    auto const machine = definitions.add("m", R"({"StartAt":"Say: it","States":{"Say: it":{"Type":"Task",
        "Resource":"arn:aws:states:::sns:publish","Parameters":{"Message":"m"},"End":true,
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Lost"}]},"Lost":{"Type":"Succeed"}}})");
    auto life = live();
    asl::Execution const execution = life->ended(life->start(machine, "one", {}).arn);
    EXPECT_EQ(asl::Status::failed, execution.status) << "no Catch hides it";
    EXPECT_EQ(Json("States.Runtime"), execution.failure.error);
    EXPECT_TRUE(execution.failure.cause.as_string().ends_with(
        "The local cloud has no sns:publish. Write what it shall answer into biz/m.mocks.yml:\n\"Say: it\":\n  Return: "
        "{}\n"
        "or an error:\n\"Say: it\":\n  Throw: {Error: NAME, Cause: TEXT}"))
        << execution.failure.cause.dump();
    EXPECT_TRUE(execution.mocked.empty());
}

TEST_F(LocalActionsTest, counts_the_invocations_of_a_state_in_one_execution_across_iterations_and_restarts) {
    auto const machine =
        definitions.add("m", R"({"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":1,"Next":"Last",
        "Iterator":{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sns:publish",
            "Parameters":{"Message":"m"},"End":true,"Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":5}]}}}},
        "Last":{"Type":"Pass","End":true}}})");
    auto const mocks =
        mocks_of("T:\n  0: {Return: zero}\n  1-2: {Throw: {Error: Busy, Cause: wait}}\n  3: {Return: three}\n");
    Json const input = Json::parse("[1,2,3]");
    std::string arn;
    {
        auto life = live();
        life->actions.mocked().put("m", mocks);
        arn = life->start(machine, "one", input).arn;
        EXPECT_EQ(1U, life->executor.open_executions()) << "the retry of the second item waits";
    }
    auto life = live();
    life->actions.mocked().put("m", mocks);
    for (int i = 0; i < 2; ++i) {
        clock.advance(20s);
        life->executor.look_at_clock();
        life->settle();
    }
    asl::Execution const execution = life->ended(arn);
    EXPECT_EQ(asl::Status::failed, execution.status) << "the third item is the fifth invocation";
    std::string_view const cause = execution.failure.cause.as_string();
    EXPECT_NE(std::string_view::npos, cause.find("no answer to invocation 4 of this state")) << cause;
    EXPECT_TRUE(cause.ends_with("T:\n  4-: {Return: {}}")) << cause;
}

TEST_F(LocalActionsTest, tells_of_machines_of_clients_alone_that_a_service_is_missing) {
    auto life = live();
    asl::Finding const warning{.severity = asl::Finding::Severity::warning,
                               .code = "SERVICE_NOT_HERE",
                               .message = "the local cloud has no sns:publish (state T)",
                               .location = {},
                               .pointer = {}};
    life->actions.mocked().put("project's", {.file = "biz/x.mocks.yml", .states = {}});
    life->actions.mocked().put("client's", {.file = "biz/y.mocks.yml", .of_client = true, .states = {}});
    life->actions.warn_of("project's", warning);
    EXPECT_TRUE(life->lines.lines.empty());
    life->actions.warn_of("client's", warning);
    ASSERT_EQ(1U, life->lines.lines.size());
    EXPECT_EQ(Json(warning.message), Json::parse(life->lines.lines.front())["message"]);
}

}  // namespace
}  // namespace coworks::local::states
