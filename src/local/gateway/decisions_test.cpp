#include "local/gateway/decisions.hpp"

#include <gtest/gtest.h>

namespace coworks::local::gateway {
namespace {

Json statement(char const* effect, Json const& resource, Json const& action = "execute-api:Invoke") {
    return Json::object({{"Action", action}, {"Effect", effect}, {"Resource", resource}});
}

std::optional<Decision> decision_of(Json const& statements) {
    return Decision::from(
        Json::object({{"principalId", "ann"},
                      {"policyDocument", Json::object({{"Version", "2012-10-17"}, {"Statement", statements}})}}));
}

TEST(Fits, KnowsStarsAndQuestionMarks) {
    for (auto const& [pattern, text] : {std::pair("*", ""),
                                        {"*", "anything"},
                                        {"a*c", "abbc"},
                                        {"a*c*", "abcd"},
                                        {"a?c", "abc"},
                                        {"**", "a"},
                                        {"*abc", "ababc"}})
        EXPECT_TRUE(fits(pattern, text)) << pattern << " " << text;
    for (auto const& [pattern, text] :
         {std::pair("", "a"), {"a", ""}, {"a?c", "ac"}, {"a*c", "abd"}, {"abc", "abcd"}, {"?", ""}})
        EXPECT_FALSE(fits(pattern, text)) << pattern << " " << text;
    EXPECT_FALSE(fits("*a*a*a*a*a*a*a*a*b", std::string(10'000, 'a'))) << "and does not take for ever";
}

TEST(Decision, AllowsWhatSomeStatementAllowsAndNoneDenies) {
    auto const made = decision_of(
        Json::array({statement("Allow", Json::array({"arn:x/GET/*", "arn:x/PUT/a"})),
                     statement("Deny", "arn:x/*/secret"), statement("Allow", "arn:x/DELETE/a", "s3:GetObject")}));
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->allows("arn:x/GET/b"));
    EXPECT_TRUE(made->allows("arn:x/PUT/a"));
    EXPECT_FALSE(made->allows("arn:x/PUT/b"));
    EXPECT_FALSE(made->allows("arn:x/GET/secret"));
    EXPECT_FALSE(made->allows("arn:x/DELETE/a")) << "of another action";
    EXPECT_EQ(made->authorizer()["principalId"], Json("ann"));
}

TEST(Decision, IsNothingOfWhatIsNoPolicy) {
    EXPECT_TRUE(decision_of(statement("Allow", "*"))) << "one statement needs no list";
    EXPECT_FALSE(decision_of(Json::array({statement("Maybe", "*")})));
    EXPECT_FALSE(decision_of(Json::array({statement("Allow", 7)})));
    EXPECT_FALSE(decision_of("Allow"));
    EXPECT_FALSE(Decision::from(Json::object({{"policyDocument", Json::object({{"Statement", Json::array({})}})}})))
        << "of nobody";
    EXPECT_FALSE(Decision::from(Json()));
}

TEST(Decisions, AreKeptFiveMinutesForTheServiceAndTheToken) {
    Decisions decisions;
    auto const made = std::make_shared<Decision const>(*decision_of(statement("Allow", "*")));
    Decisions::Time const begun{};
    decisions.keep("shop", "token", made, begun);
    EXPECT_EQ(made, decisions.find("shop", "token", begun + std::chrono::seconds(299)));
    EXPECT_EQ(nullptr, decisions.find("shop", "other", begun));
    EXPECT_EQ(nullptr, decisions.find("other", "token", begun));
    EXPECT_EQ(nullptr, decisions.find("shop", "token", begun + std::chrono::seconds(300)));
    EXPECT_EQ(nullptr, decisions.find("shop", "token", begun)) << "it was dropped";
}

TEST(Decisions, AreForgottenWithTheVersionThatMadeThem) {
    Decisions decisions;
    auto const made = std::make_shared<Decision const>(*decision_of(statement("Allow", "*")));
    decisions.keep("shop", "token", made, {});
    decisions.keep("other", "token", made, {});
    decisions.forget("shop");
    EXPECT_EQ(nullptr, decisions.find("shop", "token", {}));
    EXPECT_EQ(made, decisions.find("other", "token", {}));
}

TEST(Decisions, AreBounded) {
    Decisions decisions;
    auto const made = std::make_shared<Decision const>(*decision_of(statement("Allow", "*")));
    for (std::size_t i = 0; i <= Decisions::kMax; ++i)
        decisions.keep("shop", std::to_string(i), made, {});
    EXPECT_EQ(nullptr, decisions.find("shop", "0", {}));
    EXPECT_EQ(made, decisions.find("shop", std::to_string(Decisions::kMax), {}));
}

}  // namespace
}  // namespace coworks::local::gateway
