#include "lambda/authorizer.hpp"

#include <gtest/gtest.h>

namespace coworks::lambda {
namespace {

using namespace coworks::literals;

std::string token_in(char const* members) {
    Json const event = Json::parse(std::string(R"({"type": "REQUEST", "methodArn": "arn", )") + members + "}");
    return read_authorizer_call(event).token;
}

TEST(AuthorizerCall, OfARestApiHasItsTokenInTheHeader) {
    EXPECT_EQ(token_in(R"("headers": {"X": "no", "authorization": "yes"})"), "yes");
    EXPECT_EQ(token_in(R"("headers": {"Authorization": "b"}, "multiValueHeaders": {"Authorization": ["a", "b"]})"),
              "a, b");
    EXPECT_EQ(token_in(R"("headers": {"X": "no"})"), "");
    EXPECT_EQ(token_in(R"("headers": null, "multiValueHeaders": null)"), "");
}

TEST(AuthorizerCall, OfAnHttpApiHasTheTokenForWhichADecisionIsKept) {
    constexpr char const* kHeader = R"("headers": {"authorization": "header"}, )";
    auto const token = [](char const* source) {
        return token_in((std::string(kHeader) + R"("identitySource": )" + source).c_str());
    };
    EXPECT_EQ(token(R"(["header"])"), "header");
    EXPECT_EQ(token(R"(["key"])"), "key") << "whoever has the key gets the decision, whatever else is sent";
    EXPECT_EQ(token(R"(["key", "header"])"), "header");
    EXPECT_EQ(token(R"(["key", "other"])"), "");
    EXPECT_EQ(token("null"), "header") << "nothing is kept";
    EXPECT_EQ(token(R"("header")"), "header") << "format 1.0 has one text";
    EXPECT_EQ(token(R"("key,header")"), "header");
    EXPECT_EQ(token(R"("key")"), "key");
    EXPECT_EQ(token(R"("a header")"), "a header");
}

TEST(AuthorizerCall, NamesTheRouteInEitherFormat) {
    EXPECT_EQ(read_authorizer_call(R"({"type": "REQUEST", "routeArn": "route"})"_json).method_arn, "route");
    EXPECT_EQ(read_authorizer_call(R"({"type": "TOKEN", "authorizationToken": "t", "methodArn": "m"})"_json).method_arn,
              "m");
}

TEST(Policy, IsForTheWholeStageOfTheApi) {
    Json const made = policy(Access(true), "arn:aws:execute-api:us-east-1:1:api/$default/GET/items");
    EXPECT_EQ(made["policyDocument"]["Statement"][0]["Resource"][0],
              Json("arn:aws:execute-api:us-east-1:1:api/$default/*"));
    EXPECT_EQ(made["context"]["principal"], made["principalId"]) << "format 2.0 passes on the context alone";
}

}  // namespace
}  // namespace coworks::lambda
