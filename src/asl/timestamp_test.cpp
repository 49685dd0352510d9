#include "asl/timestamp.hpp"

#include <gtest/gtest.h>

#include "asl/check/check.hpp"
#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using testing::play;

/// "yes" if a Choice with this comparison of `$.at` takes its rule.
std::string chosen(std::string const& comparison, char const* at) {
    std::string const definition = R"({"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
        {"Variable": "$.at", )" + comparison +
                                   R"(, "Next": "Y"}], "Default": "N"},
        "Y": {"Type": "Pass", "Result": "yes", "End": true}, "N": {"Type": "Pass", "Result": "no", "End": true}}})";
    return play(definition, Json::object({{"at", at}, {"min", "0001-01-01T00:00:00Z"}}).dump()).end();
}

TEST(Timestamps, ReachFromTheYear0To9999) {
    EXPECT_EQ(chosen(R"("TimestampGreaterThan": "2026-01-01T00:00:00Z")", "9999-12-31T23:59:59Z"), "SUCCEEDED \"yes\"");
    EXPECT_EQ(chosen(R"("TimestampLessThan": "9999-12-31T23:59:59Z")", "2026-01-01T00:00:00Z"), "SUCCEEDED \"yes\"");
    EXPECT_EQ(chosen(R"("TimestampGreaterThanPath": "$.min")", "0001-01-01T00:00:00.000000001Z"), "SUCCEEDED \"yes\"");
    EXPECT_EQ(chosen(R"("TimestampEquals": "0000-01-01T01:00:00+01:00")", "0000-01-01T00:00:00Z"), "SUCCEEDED \"yes\"");
    EXPECT_EQ(chosen(R"("TimestampLessThan": "9999-12-31T23:59:59.9Z")", "9999-12-31T23:59:59.95Z"),
              "SUCCEEDED \"no\"");
    EXPECT_EQ(chosen(R"("IsTimestamp": true)", "9999-12-31T23:59:59-23:59"), "SUCCEEDED \"yes\"");
}

TEST(Timestamps, HaveACapitalTAndACapitalZOrAnOffset) {
    for (auto const* const good : {"2026-01-01T00:00:00Z", "2026-01-01T00:00Z", "2026-01-01T00:00:00.123456789+00:00",
                                   "2026-01-01T00:00:00-01:30"})
        EXPECT_EQ(chosen(R"("IsTimestamp": true)", good), "SUCCEEDED \"yes\"") << good;
    for (auto const* const bad : {"2026-01-01 00:00:00Z", "2026-01-01t00:00:00Z", "2026-01-01T00:00:00z",
                                  "2026-01-01T00:00:00", "2026-01-01T00:00:00+0100", "2026-01-01", "2026-01-01T", "T",
                                  "", "2026-02-30T00:00:00Z", "10000-01-01T00:00:00Z"}) {
        EXPECT_EQ(chosen(R"("IsTimestamp": true)", bad), "SUCCEEDED \"no\"") << bad;
        EXPECT_EQ(chosen(R"("TimestampLessThan": "9999-12-31T23:59:59Z")", bad), "SUCCEEDED \"no\"") << bad;
    }
}

TEST(Timestamps, OfADefinitionAreCheckedAsThoseOfData) {
    auto const faults = [](std::string const& at) {
        auto const state = Json::object({{"Type", "Wait"}, {"Timestamp", at}, {"End", true}});
        return validate_state(state, "W", QueryLanguage::jsonpath).size();
    };
    EXPECT_EQ(faults("9999-12-31T23:59:59Z"), 0U);
    EXPECT_EQ(faults("0001-01-01T00:00:00Z"), 0U);
    EXPECT_EQ(faults("2026-01-01 00:00:00Z"), 1U);
    EXPECT_EQ(faults("2026-01-01T00:00:00z"), 1U);
}

std::string waited(std::string const& members, char const* input) {
    return play(R"({"StartAt": "W", "States": {"W": {"Type": "Wait", "End": true, )" + members + "}}}", input)
        .wait_to_the_end()
        .end();
}

TEST(Timestamps, ThatWaitCantReadFailIt) {
    std::string const preamble = "An error occurred while executing the state 'W' (entered at the event id #2). The ";
    EXPECT_EQ(waited(R"("TimestampPath": "$.at")", R"({"at": "2026-01-01 00:00:00Z"})"),
              "FAILED States.Runtime: " + preamble +
                  "TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format "
                  "string: $.at == 2026-01-01 00:00:00Z");
    EXPECT_EQ(waited(R"("QueryLanguage": "JSONata", "Timestamp": "{% $states.input.at %}")", R"({"at": "tomorrow"})"),
              "FAILED States.QueryEvaluationError: " + preamble +
                  "Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: tomorrow");
}

TEST(Timestamps, AreWaitedForUpTo24855DaysAndPastOnesNotAtAll) {
    // The clock of a play stands at 2025-06-15T15:06:40Z.
    EXPECT_EQ(waited(R"("TimestampPath": "$.at")", R"({"at": "0001-01-01T00:00:00Z"})"),
              R"(SUCCEEDED {"at":"0001-01-01T00:00:00Z"})");
    auto const far = [](char const* at) {
        return play(R"({"StartAt": "W", "States": {"W": {"Type": "Wait", "End": true, "TimestampPath": "$.at"}}})",
                    Json::object({{"at", at}}).dump());
    };
    EXPECT_TRUE(far("2093-07-03T15:06:40Z").execution().running());
    for (auto const* const at : {"2093-07-04T15:06:40Z", "9999-12-31T23:59:59Z"})
        EXPECT_EQ(far(at).end(),
                  "FAILED States.Runtime: An error occurred while executing the state 'W' (entered at the event id "
                  "#2). Wait state delay is too long.");
}

}  // namespace
}  // namespace coworks::asl
