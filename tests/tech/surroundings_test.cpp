// tech.md, "Behind an API of your own".

#include <stdlib.h>

#include <stdexcept>

#include "closed.hpp"
#include "guarded.hpp"
#include "testing.hpp"

namespace coworks {
namespace {

/// A variable of the environment for as long as a test needs it.
class Variable {
public:
    Variable(char const* name, char const* value) : name_(name) { ::setenv(name, value, 1); }
    ~Variable() { ::unsetenv(name_); }
    Variable(Variable const&) = delete;
    Variable& operator=(Variable const&) = delete;

private:
    char const* name_;
};

constexpr char const* kTrusted = "COWORKS_TRUSTED_AUTHORIZERS";

Json request(std::string_view path, Json authorizer, char const* token = "") {
    Json const http = Json::object({{"method", "GET"}, {"path", path}});
    Json const context = Json::object({{"http", http}, {"stage", "$default"}, {"authorizer", std::move(authorizer)}});
    return Json::object({{"version", "2.0"},
                         {"rawPath", path},
                         {"rawQueryString", ""},
                         {"headers", Json::object({{"authorization", token}})},
                         {"requestContext", context}});
}

Json jwt() {
    Json const claims = Json::object({{"sub", "bob"}, {"role", "chef"}});
    return Json::object({{"jwt", Json::object({{"claims", claims}, {"scopes", Json()}})}});
}

std::string brief(TestResult const& result) {
    return result.value["statusCode"].dump() + " " + std::string(result.value["body"].as_string());
}

TEST(AnAuthorizerOfTheApi, IsTrustedWhereTheProjectSaysSo) {
    EXPECT_EQ(TestClient::of<Guarded>().invoke(request("/who", jwt())).value["statusCode"], Json(401));
    Variable const trusted(kTrusted, "iam, jwt");
    EXPECT_EQ(brief(TestClient::of<Guarded>().invoke(request("/who", jwt()))), "200 bob chef");
    Json const lambda = Json::object({{"lambda", Json::object({{"role", "chef"}})}});
    EXPECT_EQ(TestClient::of<Guarded>().invoke(request("/who", lambda)).value["statusCode"], Json(401))
        << "only those that are named";
    EXPECT_EQ(brief(TestClient::of<Closed>().invoke(request("/secret", jwt()))), "200 3")
        << "also for a service without an authorizer of its own";
    EXPECT_EQ(TestClient::of<Closed>().invoke(request("/secret", Json())).value["statusCode"], Json(401));
}

TEST(AnAuthorizerOfTheApi, TellsItsClaimsAlsoWhereTheServiceDecides) {
    EXPECT_EQ(brief(TestClient::of<Guarded>().invoke(request("/who", jwt(), "all"))), "200 bob chef");
    EXPECT_EQ(TestClient::of<Guarded>().invoke(request("/counters", jwt(), "some")).value["statusCode"], Json(200));
}

TEST(ABasePath, IsNoPartOfTheServicesPaths) {
    Variable const base("COWORKS_BASE_PATH", "/shop/v1/");
    auto client = TestClient::of<Guarded>();
    EXPECT_EQ(client.get("/shop/v1/open").send().body, "open0");
    EXPECT_EQ(client.get("/open").send().body, "open0");
    EXPECT_EQ(client.get("/shop/open").token("all").send().status, 404);
    EXPECT_EQ(client.get("/shop/v1/counters").send().status, 401);
}

TEST(Variables, ThatMeanNothingKeepAServiceFromStarting) {
    {
        Variable const trusted(kTrusted, "jwt,cognito");
        EXPECT_THROW(TestClient::of<Guarded>(), std::invalid_argument);
    }
    Variable const base("COWORKS_BASE_PATH", "/shop?x");
    EXPECT_THROW(TestClient::of<Guarded>(), std::invalid_argument);
}

}  // namespace
}  // namespace coworks
