// entries.md, "Access".

#include "closed.hpp"
#include "guarded.hpp"
#include "testing.hpp"

namespace coworks {
namespace {

class Guard : public testing::Test {
protected:
    int status(std::string_view path, std::string_view token) { return client.get(path).token(token).send().status; }
    TestClient client = TestClient::of<Guarded>();
};

TEST(Closing, IsTheDefault) {
    auto client = TestClient::of<Closed>();
    EXPECT_EQ(client.get("/").send().status, 200) << "marked as open";
    EXPECT_EQ(client.get("/secret").send().status, 401);
    EXPECT_EQ(client.get("/secret").token("anything").send().status, 401);
    EXPECT_EQ(client.get("/admin/routes").token("anything").send().status, 401);
}

TEST_F(Guard, AsksForATokenAndRefusesWrongOnes) {
    EXPECT_EQ(client.get("/counters").send().status, 401);
    EXPECT_EQ(status("/counters", "wrong"), 403);
    EXPECT_EQ(status("/counters", "unknown"), 401);
    EXPECT_EQ(status("/counters", "all"), 200);
    EXPECT_EQ(status("/counters", "broken"), 503);
}

TEST_F(Guard, TellsHowToProveOneself) {
    EXPECT_NE(client.get("/counters").send().header("WWW-Authenticate"), "") << "RFC 9110 section 11.6.1";
}

TEST_F(Guard, LetsPatternsThroughAlone) {
    EXPECT_EQ(status("/product/7", "some"), 200);
    EXPECT_EQ(status("/product/stock/x", "some"), 200);
    EXPECT_EQ(status("/counters", "some"), 200);
    EXPECT_EQ(client.put("/counters").token("some").send().status, 403);
    EXPECT_EQ(status("/name/x", "some"), 403);
}

TEST_F(Guard, MatchesPatternsWithSegmentsNotWithSlashesInThem) {
    EXPECT_EQ(status("/name/product%2F7", "some"), 403);
    EXPECT_EQ(status("/product%2F7", "some"), 403);
    EXPECT_EQ(status("/%63ounters", "some"), 200) << "encoded or not, it is the same path";
}

TEST_F(Guard, KeepsTheOrderOfTheGateway) {
    EXPECT_EQ(client.get("/%zz").send().status, 400) << "a broken URL before 401";
    EXPECT_EQ(client.get("/nowhere").send().status, 401) << "401 before 404";
    EXPECT_EQ(status("/nowhere", "wrong"), 403) << "403 before 404";
    EXPECT_EQ(status("/nowhere", "all"), 404);
    EXPECT_EQ(client.post("/counters").send().status, 401) << "401 before 405";
    EXPECT_EQ(client.post("/counters").token("all").send().status, 405);
    EXPECT_EQ(client.get("/product/x").send().status, 401) << "401 before 400 of binding";
    EXPECT_EQ(status("/product/x", "all"), 400);
}

TEST_F(Guard, LetsOpenEntriesThroughBeforeAllOfThem) {
    EXPECT_EQ(client.get("/open").send().status, 200);
    EXPECT_EQ(status("/open", "wrong"), 200);
    EXPECT_EQ(status("/open", "broken"), 200);
    EXPECT_EQ(client.head("/open").send().status, 200);
    EXPECT_EQ(client.get("/open?n=x").send().status, 400);
    EXPECT_EQ(client.post("/open").send().status, 405) << "nothing there asks for a token";
    EXPECT_EQ(client.request("TRACE", "/open").token("wrong").send().status, 405);
}

TEST_F(Guard, HandsPrincipalAndClaimsOn) {
    EXPECT_EQ(client.get("/who").token("all").send().body, " nobody");
    auto const event = [](Json authorizer) {
        auto const context = Json::object({{"authorizer", std::move(authorizer)}});
        return Json::object({{"httpMethod", "GET"}, {"path", "/who"}, {"requestContext", context}});
    };
    auto const decided = client.invoke(
        event(Json::object({{"principalId", "bob"}, {"coworks", "1"}, {"claims", R"({"role":"chef"})"}})));
    EXPECT_EQ(decided.value["body"], Json("bob chef")) << "our own authorizer has already decided";
    auto const others = client.invoke(event(Json::object({{"principalId", "bob"}})));
    EXPECT_EQ(others.value["statusCode"], Json(401)) << "somebody else's has not";
}

/// A question about `request` of the REQUEST type, in payload format 1.0 or 2.0, with this token.
Json question(char const* token, bool is_two) {
    Json const headers = Json::object({{"authorization", token}});
    if (!is_two) {
        return Json::object({{"type", "REQUEST"},
                             {"methodArn", "arn:aws:execute-api:us-east-1:1:api/prod/PUT/counters"},
                             {"httpMethod", "PUT"},
                             {"path", "/counters"},
                             {"headers", headers},
                             {"requestContext", Json::object({{"stage", "prod"}})}});
    }
    Json const http = Json::object({{"method", "PUT"}, {"path", "/counters"}});
    return Json::object({{"version", "2.0"},
                         {"type", "REQUEST"},
                         {"routeArn", "arn:aws:execute-api:us-east-1:1:api/prod/PUT/counters"},
                         {"identitySource", Json::array({token})},
                         {"rawPath", "/counters"},
                         {"headers", headers},
                         {"requestContext", Json::object({{"http", http}, {"stage", "prod"}})}});
}

TEST_F(Guard, AnswersRequestAuthorizersAndNeverExecutesTheRequest) {
    for (bool const is_two : {false, true}) {
        auto const decide = [&](char const* token) { return client.invoke(question(token, is_two)); };
        auto const effect = [&](char const* token) {
            return decide(token).value["policyDocument"]["Statement"][0]["Effect"];
        };
        EXPECT_EQ(effect("all"), Json("Allow"));
        EXPECT_EQ(effect("wrong"), Json("Deny"));
        EXPECT_EQ(decide("some").value["context"]["principal"], Json("ann"));
        EXPECT_EQ(decide("unknown").error_message, "Unauthorized");
        EXPECT_EQ(decide("").error_message, "Unauthorized") << "without a token nobody is asked";
        EXPECT_FALSE(decide("all").value.contains("statusCode"));
    }
    auto const unclear =
        client.invoke(Json::object({{"type", "REQUEST"}, {"httpMethod", "PUT"}, {"path", "/counters"}}));
    EXPECT_EQ(unclear.error_type, "BadRequest");
}

TEST_F(Guard, IsTheGatewaysTokenAuthorizerToo) {
    auto const decide = [this](char const* token) {
        return client.invoke(Json::object({{"type", "TOKEN"},
                                           {"authorizationToken", token},
                                           {"methodArn", "arn:aws:execute-api:us-east-1:1:api/prod/GET/counters"}}));
    };
    auto const statement = [](TestResult const& result) { return result.value["policyDocument"]["Statement"][0]; };
    EXPECT_EQ(statement(decide("all"))["Effect"], Json("Allow"));
    EXPECT_EQ(statement(decide("wrong"))["Effect"], Json("Deny"));
    EXPECT_EQ(statement(decide("some"))["Resource"].size(), 3U)
        << "the whole Access, not the one route, and with a slash at the end";
    EXPECT_EQ(decide("some").value["principalId"], Json("ann"));
    auto const unknown = decide("unknown");
    EXPECT_TRUE(unknown.failed);
    EXPECT_EQ(unknown.error_message, "Unauthorized") << "the word that makes API Gateway answer 401";
}

TEST(Patterns, OfAListOrATextAreNeverFullAccess) {
    EXPECT_FALSE((std::is_convertible_v<char const*, Access>));
    EXPECT_FALSE((std::is_convertible_v<std::string, Access>));
    EXPECT_FALSE((std::is_convertible_v<std::vector<std::string>, Access>));
    EXPECT_FALSE((std::is_constructible_v<Access, std::initializer_list<std::string_view>>));
    EXPECT_FALSE((std::is_convertible_v<int, Access>));
    EXPECT_EQ(Access(true).kind(), Access::Kind::all);
    EXPECT_EQ(Access(false).kind(), Access::Kind::denied);
}

TEST(Patterns, AreCheckedWhenTheyAreMade) {
    for (char const* pattern : {"a*b", "*/b", "FETCH a", "a?", "${x}"})
        EXPECT_THROW(static_cast<void>(Access::to({pattern})), std::invalid_argument) << pattern;
}

}  // namespace
}  // namespace coworks
