#include "local/gateway/rest_event.hpp"

#include <gtest/gtest.h>

namespace coworks::local::gateway {
namespace {

using namespace std::chrono_literals;

Json context_at(std::chrono::system_clock::time_point time) {
    net::HttpRequest request;
    request.method_string("GET");
    return Json::parse(rest_event(request, {.stage = "dev", .path = "/shop", .time = time}))["requestContext"];
}

TEST(RestEvent, RequestTimeIsInTheCommonLogFormat) {
    Json const context =
        context_at(std::chrono::sys_days{std::chrono::year{2000} / 10 / 10} + 13h + 55min + 36s + 70ms);
    EXPECT_EQ(context["requestTime"].as_string(), "10/Oct/2000:13:55:36 +0000");
    EXPECT_EQ(context["requestTimeEpoch"].as_int64(), 971'186'136'070);
}

TEST(RestEvent, RequestTimeHasTwoDigitsOfEachPart) {
    Json const context = context_at(std::chrono::sys_days{std::chrono::year{2027} / 2 / 3} + 4h + 5min + 6s);
    EXPECT_EQ(context["requestTime"].as_string(), "03/Feb/2027:04:05:06 +0000");
}

Json event_of(net::HttpRequest& request, std::string_view path) {
    request.method_string("GET");
    return Json::parse(
        rest_event(request, {.stage = "dev", .source_ip = "203.0.113.9", .trace = "Root=1-a", .path = path}));
}

TEST(RestEvent, HasTheHeadersThatTheGatewayAdds) {
    net::HttpRequest request;
    request.set("Host", "shop.example.com:8000");
    Json const headers = event_of(request, "/items")["headers"];
    EXPECT_EQ(headers["X-Forwarded-For"], Json("203.0.113.9"));
    EXPECT_EQ(headers["X-Forwarded-Port"], Json("8000"));
    EXPECT_EQ(headers["X-Forwarded-Proto"], Json("http"));
    EXPECT_EQ(headers["X-Amzn-Trace-Id"], Json("Root=1-a"));
    EXPECT_EQ(headers["Host"], Json("shop.example.com:8000"));
}

TEST(RestEvent, GoesOnWithTheClientsAddressesAndReplacesTheRest) {
    net::HttpRequest request;
    request.insert("x-forwarded-for", "198.51.100.1");
    request.insert("X-Forwarded-For", "198.51.100.2, 198.51.100.3");
    request.insert("x-forwarded-proto", "https");
    request.insert("X-FORWARDED-PORT", "1");
    request.insert("x-amzn-trace-id", "mine");
    request.insert("X-Forwarded-Host", "elsewhere");
    Json const event = event_of(request, "/items");
    EXPECT_EQ(event["multiValueHeaders"],
              Json::object({{"X-Amzn-Trace-Id", Json::array({"Root=1-a"})},
                            {"X-Forwarded-For", Json::array({"198.51.100.1, 198.51.100.2, 198.51.100.3, 203.0.113.9"})},
                            {"X-Forwarded-Host", Json::array({"elsewhere"})},
                            {"X-Forwarded-Port", Json::array({"80"})},
                            {"X-Forwarded-Proto", Json::array({"http"})}}));
}

TEST(RestEvent, NamesTheAddressThatTheClientUsed) {
    struct {
        char const* host;
        char const* domain;
        char const* prefix;
        char const* port;
    } const cases[] = {
        {"id.execute-api.us-east-1.amazonaws.com", "id.execute-api.us-east-1.amazonaws.com", "id", "80"},
        {"localhost:8000", "localhost", "localhost", "8000"},
        {"[::1]:8000", "[::1]", "[::1]", "8000"},
        {"[::1]", "[::1]", "[::1]", "80"},
        {"a:", "a", "a", "80"},
        {"", "localhost", "localhost", "80"},
    };
    for (auto const& each : cases) {
        net::HttpRequest request;
        request.set("Host", each.host);
        Json const event = event_of(request, "/");
        EXPECT_EQ(event["requestContext"]["domainName"], Json(each.domain)) << each.host;
        EXPECT_EQ(event["requestContext"]["domainPrefix"], Json(each.prefix)) << each.host;
        EXPECT_EQ(event["headers"]["X-Forwarded-Port"], Json(each.port)) << each.host;
    }
}

TEST(RestEvent, OfTheRootIsTheRootResources) {
    net::HttpRequest request;
    Json const root = event_of(request, "/");
    EXPECT_EQ(root["resource"], Json("/"));
    EXPECT_EQ(root["requestContext"]["resourcePath"], Json("/"));
    EXPECT_EQ(root["pathParameters"], Json());
    Json const below = event_of(request, "/items/7");
    EXPECT_EQ(below["resource"], Json("/{proxy+}"));
    EXPECT_EQ(below["requestContext"]["resourcePath"], Json("/{proxy+}"));
    EXPECT_EQ(below["pathParameters"]["proxy"], Json("items/7"));
}

TEST(RestEvent, HasThePathThatTheServiceSeesAndTheOneThatWasAskedFor) {
    net::HttpRequest request;
    request.method_string("GET");
    Json const event = Json::parse(rest_event(request, {.service = "shop", .stage = "dev", .path = "/items"}));
    EXPECT_EQ(event["path"], Json("/items"));
    EXPECT_EQ(event["requestContext"]["path"], Json("/shop/items"));
}

}  // namespace
}  // namespace coworks::local::gateway
