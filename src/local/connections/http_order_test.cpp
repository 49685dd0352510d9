#include "local/connections/http_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coworks::local::connections {
namespace {

using namespace coworks::literals;
using ::testing::HasSubstr;

Connection shop() {
    return {.name = "shop", .arn = "arn", .base = "https://shop.example.com/v1", .headers = {{"X-Shop", "ours"}}};
}

/// The request of arguments that are right but for what is changed.
tl::expected<net::ClientRequest, std::string> order(Json const& change) {
    Json arguments = R"({"ApiEndpoint": "https://shop.example.com/v1/items", "Method": "POST"})"_json;
    for (auto const& member : change.members())
        arguments = std::move(arguments).with(member.name(), member.value);
    return http_request(arguments, shop(), "eu-west-1");
}

std::string header(net::ClientRequest const& order, std::string_view name) {
    for (auto const& [each, value] : order.headers) {
        if (each == name) return value;
    }
    return "(none)";
}

TEST(ClientRequest, has_the_query_behind_the_one_of_the_address) {
    auto const made = order(R"({"ApiEndpoint": "https://shop.example.com/v1/items?a=1",
                                "QueryParameters": {"b": "x y", "c": [1, 2]}})"_json);
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(made->address.target(), "/v1/items?a=1&b=x%20y&c[0]=1&c[1]=2");
}

TEST(ClientRequest, has_its_own_headers_and_the_connections_before_the_definitions) {
    auto const made =
        order(R"({"Headers": {"X-Mine": ["a", "b"], "X-Shop": "theirs", "User-Agent": "me", "Range": "all"}})"_json);
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(header(*made, "X-Mine"), "a,b");
    EXPECT_EQ(header(*made, "X-Shop"), "ours");
    EXPECT_EQ(header(*made, "User-Agent"), "Amazon|StepFunctions|HttpInvoke|eu-west-1");
    EXPECT_EQ(header(*made, "Range"), "bytes=0-262144");
    EXPECT_EQ(header(*made, "Content-Type"), "(none)") << "there is no body";
}

TEST(ClientRequest, sends_a_body_as_json_or_as_a_form) {
    auto const json = order(R"({"RequestBody": {"a": [1]}})"_json);
    EXPECT_EQ(json->body, R"({"a":[1]})");
    EXPECT_EQ(header(*json, "Content-Type"), "application/json; charset=UTF-8");
    auto const form = order(R"({"RequestBody": {"a": [1, 2]},
        "Transform": {"RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": {"ArrayFormat": "COMMAS"}}})"_json);
    EXPECT_EQ(form->body, "a=1,2");
    EXPECT_EQ(header(*form, "Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(order(R"({"RequestBody": "plain", "Headers": {"Content-Type": "text/plain"}})"_json)->body, "plain");
}

TEST(ClientRequest, says_why_there_is_none) {
    struct {
        char const* change;
        char const* why;
    } const cases[] = {
        {R"({"ApiEndpoint": "https://shop.example.com/v2/items"})", "not below https://shop.example.com/v1"},
        {R"({"ApiEndpoint": "https://other.example.com/v1/items"})", "not below"},
        {R"({"ApiEndpoint": "http://shop.example.com/v1/items"})", "not below"},
        {R"({"ApiEndpoint": 7})", "ApiEndpoint"},
        {R"({"Method": "TRACE"})", "Method is GET"},
        {R"({"Headers": {"Authorization": "mine"}})", "'Authorization' can't be set"},
        {R"({"Headers": {"X-Amz-Date": "now"}})", "'X-Amz-Date' can't be set"},
        {R"({"Headers": {"a b": "c"}})", "is no header"},
        {R"({"Headers": {"a": "b\r\nc: d"}})", "is no header"},
        {R"({"Headers": []})", "Headers must be an object"},
        {R"({"QueryParameters": "a=1"})", "QueryParameters must be an object"},
        {R"({"Transform": {"RequestBodyEncoding": "XML"}})", "RequestBodyEncoding is NONE or URL_ENCODED"},
        {R"({"Transform": {"RequestEncodingOptions": {"ArrayFormat": "X"}}})", "ArrayFormat is"},
    };
    for (auto const& each : cases) {
        auto const made = order(Json::parse(each.change));
        ASSERT_FALSE(made) << each.change;
        EXPECT_THAT(made.error(), HasSubstr(each.why));
    }
}

TEST(ConnectionArn, is_found_under_either_name) {
    EXPECT_EQ(connection_arn_of(R"({"InvocationConfig": {"ConnectionArn": "a"}})"_json), "a");
    EXPECT_EQ(connection_arn_of(R"({"Authentication": {"ConnectionArn": "b"}})"_json), "b");
    EXPECT_EQ(connection_arn_of(R"({"InvocationConfig": {"ConnectionArn": 7}})"_json), "");
    EXPECT_EQ(connection_arn_of("{}"_json), "");
}

}  // namespace
}  // namespace coworks::local::connections
