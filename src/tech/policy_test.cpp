#include <gtest/gtest.h>

#include <coworks/access.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lambda/authorizer.hpp"

namespace coworks::lambda {
namespace {

constexpr std::string_view kArn = "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request";
constexpr std::string_view kStage = "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test";

TEST(Policy, CoversEveryRouteWhateverWasAskedFor) {
    auto const statement = [](Access const& access) { return policy(access, kArn)["policyDocument"]["Statement"][0]; };
    EXPECT_EQ(statement(true)["Effect"], Json("Allow"));
    EXPECT_EQ(statement(true)["Resource"], Json::array({Json(std::string(kStage) + "/*")}));
    EXPECT_EQ(statement(false)["Effect"], Json("Deny"));
    EXPECT_EQ(statement(false)["Resource"], Json::array({Json(std::string(kStage) + "/*")}));
    auto const some = statement(Access::to({"product/*", "GET counters"}));
    EXPECT_EQ(some["Effect"], Json("Allow"));
    EXPECT_EQ(some["Resource"],
              Json::array({Json(std::string(kStage) + "/*/product/*"), Json(std::string(kStage) + "/GET/counters"),
                           Json(std::string(kStage) + "/GET/counters/")}))
        << "a slash at the end is ignored";
    EXPECT_EQ(statement(Access::to({"caf\u00e9/*"}))["Resource"],
              Json::array({Json(std::string(kStage) + "/*/caf\u00e9/*"), Json(std::string(kStage) + "/*/caf%C3%A9/*")}))
        << "paths come as they were sent";
    EXPECT_EQ(statement(Access::to(std::vector<std::string>()))["Effect"], Json("Deny"));
}

TEST(Policy, NamesThePrincipalAndHandsTheClaimsOn) {
    auto const made = policy(Access(true).as("ann").with_claims(Json::object({{"role", "admin"}})), kArn);
    EXPECT_EQ(made["principalId"], Json("ann"));
    EXPECT_EQ(made["context"]["coworks"], Json("1"));
    EXPECT_EQ(made["context"]["claims"], Json(R"({"role":"admin"})"));
    EXPECT_EQ(made["policyDocument"]["Version"], Json("2012-10-17"));
}

}  // namespace
}  // namespace coworks::lambda
