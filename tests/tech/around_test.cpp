// entries.md, "Around every call" and "Messages".

#include "closed.hpp"
#include "hooked.hpp"
#include "receivers.hpp"
#include "rules.hpp"
#include "testing.hpp"

namespace coworks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Hooks : public testing::Test {
protected:
    TestResponse get(std::string_view path) { return client.get(path).token("yes").send(); }
    Hooked& service() { return static_cast<Hooked&>(client.service()); }
    TestClient client = TestClient::of<Hooked>();
};

TEST_F(Hooks, StandAroundEachRequestAndOneBeforeTheFirst) {
    EXPECT_EQ(get("/").header("X-After"), "yes");
    get("/");
    EXPECT_THAT(service().steps, ElementsAre("first", "before", "entry", "after", "before", "entry", "after"));
}

TEST_F(Hooks, TryAgainBeforeTheNextRequestWhatFailedBeforeTheFirst) {
    service().faults = 1;
    EXPECT_EQ(get("/").status, 500);
    EXPECT_EQ(get("/").status, 200);
    EXPECT_EQ(get("/").status, 200);
    EXPECT_THAT(service().steps, ElementsAre("first", "exception", "after", "first", "before", "entry", "after",
                                             "before", "entry", "after"));
}

TEST_F(Hooks, StandAroundDirectCallsToo) {
    EXPECT_EQ(client.call("get").value, Json("nobody"));
    EXPECT_THAT(service().steps, ElementsAre("first", "before", "entry", "after"));
}

TEST_F(Hooks, ComeAfterAccess) {
    EXPECT_EQ(client.get("/").token("no").send().status, 403);
    EXPECT_EQ(client.get("/").token("broken").send().status, 500) << "the authorizer's own fault";
    EXPECT_THAT(service().steps, ElementsAre());
}

TEST_F(Hooks, MayAnswerInsteadOfTheEntry) {
    EXPECT_EQ(brief(get("/?stop=1")), "203 stopped");
    EXPECT_THAT(service().steps, ElementsAre("first", "before", "after"));
}

TEST_F(Hooks, MayChangeWhatIsBound) {
    EXPECT_EQ(get("/?rewrite=1").body, "rewritten");
}

TEST_F(Hooks, TurnExceptionsIntoResponses) {
    EXPECT_EQ(brief(get("/teapot")), "418 handled");
    EXPECT_EQ(get("/failure").status, 500);
    EXPECT_EQ(get("/failure").header("X-After"), "yes") << "whatever came out of it";
}

TEST_F(Hooks, AreNotForMessages) {
    EXPECT_THAT(client.queue("orders", {Json(1)}), ElementsAre());
    EXPECT_THAT(service().steps, ElementsAre("message 1"));
}

class Receiving : public testing::Test {
protected:
    std::vector<std::string> const& received() { return static_cast<Receivers&>(client.service()).received; }
    static Json restock(char const* sku, int count) { return Json::object({{"sku", sku}, {"count", count}}); }
    TestClient client = TestClient::of<Receivers>();
};

TEST_F(Receiving, CallsOncePerMessage) {
    EXPECT_THAT(client.queue("restock", {restock("a", 1), restock("b", 2)}), ElementsAre());
    EXPECT_THAT(received(), ElementsAre("a", "b"));
}

TEST_F(Receiving, FailsTheMessageThatThrewAlone) {
    EXPECT_THAT(client.queue("shop-dev-restock", {restock("a", -1), restock("b", 2), restock("c", 0), Json("text")}),
                ElementsAre(0U, 2U, 3U));
    EXPECT_THAT(received(), ElementsAre("b"));
}

TEST_F(Receiving, ReturnsTheFailedAndAllAfterItOfAFifoQueue) {
    EXPECT_THAT(client.queue("restock.fifo", {restock("a", 1), restock("b", -1), restock("c", 1)}),
                ElementsAre(1U, 2U));
    EXPECT_THAT(received(), ElementsAre("a")) << "to keep the order";
}

TEST_F(Receiving, GivesTheRawMessage) {
    client.queue("raw", {Json("x")});
    EXPECT_THAT(received(), ElementsAre("0 \"x\""));
}

TEST_F(Receiving, OfAQueueThatNobodyReceivesFails) {
    EXPECT_THAT(client.queue("nobody", {Json(1)}), ElementsAre(0U));
}

TEST_F(Receiving, OfEventsAndSchedules) {
    EXPECT_FALSE(client.event("placed", restock("a", 1)).failed);
    EXPECT_FALSE(client.schedule("nightly").failed);
    EXPECT_THAT(received(), ElementsAre("event a", "tick on_schedule_nightly"));
    EXPECT_TRUE(client.schedule("broken").failed);
    EXPECT_TRUE(client.schedule("never").failed);
    EXPECT_TRUE(client.event("placed", Json(1)).failed);
}

TEST_F(Receiving, TakesATickOfEventBridgeSchedulerForNoEvent) {
    auto const tick = [this](char const* schedule) {
        std::string const arn = std::string("arn:aws:scheduler:us-east-1:1:schedule/default/") + schedule;
        return client.invoke(Json::object({{"version", "0"},
                                           {"id", "d3b1"},
                                           {"detail-type", "Scheduled Event"},
                                           {"source", "aws.scheduler"},
                                           {"resources", Json::array({arn})},
                                           {"detail", "{}"}}));
    };
    EXPECT_FALSE(tick("nightly").failed);
    EXPECT_FALSE(tick("shop-dev-nightly").failed);
    EXPECT_THAT(received(), ElementsAre("tick on_schedule_nightly", "tick on_schedule_nightly"));
    EXPECT_EQ(tick("weekly").error_type, "NotFound");
}

class Mounted : public testing::Test {
protected:
    TestClient client = TestClient::of<Closed>();
};

TEST_F(Mounted, EntriesAreCalledByTheirDottedName) {
    auto const routes = client.call("admin.get_routes");
    ASSERT_FALSE(routes.failed) << routes.error_message;
    auto const text = routes.value.dump();
    EXPECT_THAT(text, HasSubstr("/secret"));
    EXPECT_THAT(text, HasSubstr("Tells nobody."));
    EXPECT_THAT(text, HasSubstr("/admin/routes"));
}

TEST_F(Mounted, AdminShowsTheContextAndTheOpenApiDocument) {
    EXPECT_EQ(client.call("admin.get_context").value["service"], Json("closed"));
    auto const document = client.call("admin.get_openapi_json");
    ASSERT_FALSE(document.failed) << document.error_message;
    EXPECT_EQ(document.value["openapi"], Json("3.1.0"));
    auto const& parameter = document.value["paths"]["/secret"]["get"]["parameters"][0];
    EXPECT_EQ(parameter["schema"]["default"], Json(3)) << "defaults are values";
    EXPECT_TRUE(document.value["paths"].contains("/admin/openapi.json"));
}

TEST(Admin, SaysInTheDocumentWhereTheRequestFoundTheService) {
    auto client = TestClient::of<Rules>();
    auto const server = [&client](Json event) {
        event = std::move(event).with("headers", Json::object({{"authorization", "all"}}));
        auto const answer = client.invoke(event);
        return Json::parse(answer.value.at("body").as_string())["servers"][0]["url"];
    };
    auto const one = Json::object({{"httpMethod", "GET"}, {"path", "/admin/openapi.json"}});
    auto const at = [&one](char const* path) { return one.with("requestContext", Json::object({{"path", path}})); };
    EXPECT_EQ(server(at("/prod/admin/openapi.json")), Json("/prod"));
    EXPECT_EQ(server(at("/admin/openapi.json")), Json("/"));
    EXPECT_EQ(server(one), Json("/"));
    auto const http = Json::object({{"method", "GET"}, {"path", "/prod/admin/openapi.json"}});
    EXPECT_EQ(server(Json::object({{"version", "2.0"},
                                   {"rawPath", "/prod/admin/openapi.json"},
                                   {"rawQueryString", ""},
                                   {"requestContext", Json::object({{"stage", "prod"}, {"http", http}})}})),
              Json("/prod"));
}

}  // namespace
}  // namespace coworks
