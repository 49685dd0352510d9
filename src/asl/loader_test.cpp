#include "asl/loader.hpp"

#include <gtest/gtest.h>

#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using namespace testing;

std::string error_of(std::string_view definition) {
    auto const loaded = load(Json::parse(definition));
    return loaded ? "none" : loaded.error().where + ": " + loaded.error().message;
}

TEST(Loading, NamesTheFaultAndItsPlace) {
    struct {
        char const* definition;
        char const* error;
    } const cases[] = {
        {"[]", ": a definition is an object"},
        {R"({"StartAt": "A"})", "/States: States is an object"},
        {R"({"StartAt": "A", "States": {}})", "/States: States is an object"},
        {R"({"StartAt": "B", "States": {"A": {"Type": "Pass", "End": true}}})", "/StartAt: there is no state 'B'"},
        {R"({"StartAt": "A", "States": {"A": 1}})", "/States/A: a state is an object"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Pas"}}})", "/States/A/Type: there is no such type of state"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}})",
         "/States/A/Next: there is no state 'B'"},
        {R"({"StartAt": "A/b", "States": {"A/b": {"Type": "Task"}}})", "/States/A~1b/Resource: a Task has a Resource"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "x"}}})",
         "/States/A/Resource: no Task can have this Resource"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$"}]}}})",
         "/States/A/Choices/0: a choice rule has an operator"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": 1}}})",
         "/States/A/ItemProcessor: a workflow is an object with StartAt and States"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Wait"}}})", "/States/A: a Wait has Seconds or Timestamp"},
        {R"({"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [null]}}})",
         "/States/A/Branches/0: a workflow is an object with StartAt and States"},
    };
    for (auto const& test : cases)
        EXPECT_EQ(error_of(test.definition), test.error) << test.definition;
}

TEST(Loading, BoundsWhatADefinitionHolds) {
    std::string states;
    for (int i = 0; i <= 10'000; ++i) {
        if (i > 0) states += ',';
        states += "\"S" + std::to_string(i) + R"(": {"Type": "Succeed"})";
    }
    EXPECT_EQ(error_of(R"({"StartAt": "S0", "States": {)" + states + "}}"), "/States: too many states");

    std::string nested = R"({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})";
    for (int i = 0; i < 100; ++i)
        nested =
            R"({"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [)" + nested + "]}}}";
    EXPECT_NE(error_of(nested).find("nested too deeply"), std::string::npos);

    std::string rule = R"({"Variable": "$", "IsNull": true})";
    for (int i = 0; i < 100; ++i)
        rule = R"({"Not": )" + rule + "}";
    EXPECT_NE(error_of(R"({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [)" + rule + "]}}}")
                  .find("nested too deeply"),
              std::string::npos);
}

TEST(Loading, TakesTenThousandStates) {
    std::string states;
    for (int i = 0; i < 9'999; ++i)
        states += "\"S" + std::to_string(i) + R"(": {"Type": "Pass", "Next": "S)" + std::to_string(i + 1) + "\"},";
    Play run = play(R"({"StartAt": "S0", "States": {)" + states + R"("S9999": {"Type": "Succeed"}}})");
    EXPECT_EQ(run.end(), "SUCCEEDED {}");
}

TEST(Resources, SayWhoDoesTheWorkAndHow) {
    auto const lambda = parse_resource("arn:aws:lambda:us-east-1:1:function:f:$LATEST");
    ASSERT_TRUE(lambda);
    EXPECT_EQ(lambda->via, Resource::Via::lambda);
    auto const sync = parse_resource("arn:aws:states:::states:startExecution.sync:2");
    ASSERT_TRUE(sync);
    EXPECT_EQ(sync->service, "states");
    EXPECT_EQ(sync->action, "startExecution.sync:2");
    EXPECT_EQ(sync->pattern, Resource::Pattern::sync);
    auto const sdk = parse_resource("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken");
    ASSERT_TRUE(sdk);
    EXPECT_EQ(sdk->service, "aws-sdk:sqs");
    EXPECT_EQ(sdk->pattern, Resource::Pattern::wait_for_task_token);
    for (std::string_view const wrong :
         {"", "arn", "arn:aws:states", "arn:aws:states:::", "arn:aws:states:::sqs", "arn:aws:s3:::a"})
        EXPECT_FALSE(parse_resource(wrong)) << wrong;
}

TEST(LoadingOneState, NeedsNoTargets) {
    auto const machine = load_state(Json::parse(R"({"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true,
        "Next": "Elsewhere"}], "Default": "There"})"),
                                    "Only");
    ASSERT_TRUE(machine);
    EXPECT_NE((*machine)->find("Elsewhere"), nullptr);
    EXPECT_EQ((*machine)->find("Only")->kind, StateKind::choice);
}

}  // namespace
}  // namespace coworks::asl
