#include "project/mocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coworks::project {
namespace {

using Kind = MockableState::Kind;

/// "LINE:COLUMN CODE: remedy" of each fault.
std::vector<std::string> told(std::vector<Diagnostic> const& faults) {
    std::vector<std::string> out;
    for (Diagnostic const& fault : faults) {
        EXPECT_EQ("m.yml", fault.file);
        out.push_back(std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column) + " " +
                      fault.code + ": " + fault.remedy);
    }
    return out;
}

std::vector<std::string> faults_of(std::string_view text) {
    return told(read_mocks(text, "m.yml").faults);
}

TEST(Mocks, AResultAndAnErrorAnswerEveryInvocation) {
    auto const read =
        read_mocks("Notify:\n  Return: {id: 7}\nCharge:\n  Throw: {Error: Bank.Busy, Cause: no line}\n", "m.yml");
    ASSERT_THAT(told(read.faults), ::testing::IsEmpty());
    for (std::int64_t const invocation : {0, 1, 1'000'000}) {
        EXPECT_EQ(read.mocks.states.at("Notify").answer(invocation)->result, Json::object({{"id", 7}}));
        EXPECT_EQ(read.mocks.states.at("Charge").answer(invocation)->error, "Bank.Busy");
        EXPECT_EQ(read.mocks.states.at("Charge").answer(invocation)->cause, "no line");
    }
}

TEST(Mocks, InvocationsHaveAnswersOfTheirOwn) {
    auto const read =
        read_mocks("Poll:\n  0: {Return: null}\n  1-2: {Throw: {Error: E}}\n  \"4-\": {Return: done}\n", "m.yml");
    ASSERT_THAT(told(read.faults), ::testing::IsEmpty());
    MockedState const& poll = read.mocks.states.at("Poll");
    EXPECT_EQ(poll.answer(0)->result, Json());
    EXPECT_EQ(poll.answer(1)->error, "E");
    EXPECT_EQ(poll.answer(2)->error, "E");
    EXPECT_EQ(poll.answer(2)->cause, std::nullopt);
    EXPECT_EQ(poll.answer(3), nullptr);
    EXPECT_EQ(poll.answer(400)->result, Json("done"));
}

TEST(Mocks, EveryMistakeIsToldWithItsPlaceAndARemedy) {
    using ::testing::ElementsAre;
    EXPECT_THAT(faults_of("A: {Retrun: 1}\n"), ElementsAre("1:5 unknown-key: did you mean 'Return'?"));
    EXPECT_THAT(faults_of("A:\n  Return: 1\n  Throw: {Error: E}\n"),
                ElementsAre("3:3 conflicting-keys: one invocation has one answer: remove one of them"));
    EXPECT_THAT(faults_of("A:\n  0: {Throw: {Error: E}, Return: 1}\n"),
                ElementsAre("2:26 conflicting-keys: one invocation has one answer: remove one of them"));
    EXPECT_THAT(faults_of("A:\n  Return: 1\n  0: {Return: 1}\n"),
                ElementsAre("3:3 conflicting-keys: give it a range: 0-1: {Return: …}"));
    EXPECT_THAT(faults_of("A:\n  0: {Return: 1}\n  Return: 1\n"),
                ElementsAre("3:3 conflicting-keys: give it a range: 3-: {Return: …}"));
    EXPECT_THAT(faults_of("A: {Throw: {Eror: E}}\n"), ElementsAre("1:13 unknown-key: did you mean 'Error'?"));
    EXPECT_THAT(faults_of("A: {Throw: {Cause: x}}\n"), ElementsAre("1:5 missing-key: write Throw: {Error: NAME}"));
    EXPECT_THAT(faults_of("A: {Throw: E}\n"), ElementsAre("1:12 wrong-type: write `key: value` lines below it"));
    EXPECT_THAT(faults_of("A: {Throw: {Error: 4}}\n"), ElementsAre("1:20 wrong-type: put it in quotes"));
    EXPECT_THAT(faults_of("A: {2-1: {Return: 1}}\n"),
                ElementsAre("1:5 bad-range: invocations are counted from 0: 1-2 are the second and the third"));
    EXPECT_THAT(faults_of("A: {0-2: {Return: 1}, 2-: {Return: 2}}\n"),
                ElementsAre("1:23 overlap: each invocation has one answer"));
    EXPECT_THAT(faults_of("A: {-1: {Return: 1}}\n"),
                ElementsAre("1:5 unknown-key: known here: Return, Throw, 0, 1-2, 3-"));
    EXPECT_THAT(faults_of("A:\nB: {}\nC: {0: }\n"),
                ElementsAre("1:1 no-answer: write Return: RESULT, or Throw: {Error: NAME, Cause: TEXT}",
                            "2:1 no-answer: write Return: RESULT, or Throw: {Error: NAME, Cause: TEXT}",
                            "3:5 no-answer: write Return: RESULT, or Throw: {Error: NAME, Cause: TEXT}"));
    EXPECT_THAT(faults_of("- A\n"), ElementsAre("1:1 wrong-type: write `key: value` lines below it"));
    EXPECT_THAT(faults_of("A: [1\n"), ::testing::SizeIs(1)) << "what is no YAML";
    EXPECT_THAT(faults_of("A: {Return: 1}\nA: {Return: 2}\n"),
                ElementsAre("2:1 duplicate-key: remove or rename one of them"));
    EXPECT_THAT(faults_of(""), ::testing::IsEmpty());
}

TEST(Mocks, AMockIsForATaskThatIsThereAndWhoseServiceIsNot) {
    auto const read =
        read_mocks("Notfy: {Return: 1}\nPrice: {Return: 1}\nSort: {Return: 1}\nNotify: {Return: 1}\n", "m.yml");
    auto faults = check_mocks(read.mocks, {{.name = "Notify", .kind = Kind::missing, .resource = "sns:publish"},
                                           {.name = "Price", .kind = Kind::here, .resource = "lambda:invoke"},
                                           {.name = "Sort", .kind = Kind::no_task}});
    std::ranges::sort(faults, {}, &Diagnostic::position);
    EXPECT_THAT(
        told(faults),
        ::testing::ElementsAre("1:1 unknown-state: did you mean 'Notify'?",
                               "2:1 not-missing: remove it; `cws step --mock` runs one state with an answer of yours",
                               "3:1 no-task: only Tasks call something that can be mocked: remove it"));
}

}  // namespace
}  // namespace coworks::project
