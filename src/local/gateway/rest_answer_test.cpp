#include "local/gateway/rest_answer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace coworks::local::gateway {
namespace {

unsigned status(std::string_view payload) {
    auto const answer = rest_answer(payload);
    return answer ? answer->status : 0;
}

std::string fault(std::string_view payload) {
    auto const answer = rest_answer(payload);
    return answer ? "" : answer.error();
}

TEST(RestAnswer, HasAStatusThatMayBeANumberAsText) {
    EXPECT_EQ(201U, status(R"({"statusCode": 201})"));
    EXPECT_EQ(404U, status(R"({"statusCode": "404"})"));
    for (char const* payload : {R"({"statusCode": 99})", R"({"statusCode": "1e2"})", R"({"statusCode": 600})",
                                R"({"statusCode": "2000"})", R"({"statusCode": -200})"})
        EXPECT_EQ("statusCode is no status from 200 to 599", fault(payload)) << payload;
}

TEST(RestAnswer, MayLackEveryMember) {
    for (char const* payload : {"{}", R"({"statusCode": null})", R"({"headers": {"a": true}})", R"({"headers": null})",
                                R"({"multiValueHeaders": null, "body": null, "isBase64Encoded": false})"})
        EXPECT_EQ(200U, status(payload)) << payload;
    EXPECT_EQ("", rest_answer("{}")->body);
    EXPECT_EQ((net::HeaderFields{{"a", "true"}}), rest_answer(R"({"headers": {"a": true}})")->headers);
}

TEST(RestAnswer, HasNoOtherMember) {
    for (char const* payload : {R"({"statusCode": 200, "extra": 1})", R"({"extra": null})",
                                R"({"statusCode": 200, "extra": {}, "cookies": []})"})
        EXPECT_EQ("it has a member that no proxy response has: \"extra\"", fault(payload)) << payload;
    EXPECT_EQ(0U, status(R"({"statusCode": 200, "cookies": ["a=b"]})")) << "a member of HTTP APIs' answers";
}

TEST(RestAnswer, HasHeadersOfTextsNumbersAndBooleans) {
    auto const answer =
        rest_answer(R"({"statusCode": 200, "headers": {"A": "x", "b": 1}, "multiValueHeaders": {"A": ["y", true]}})");
    ASSERT_TRUE(answer);
    EXPECT_EQ((net::HeaderFields{{"A", "y"}, {"A", "true"}, {"b", "1"}}), answer->headers)
        << "multiValueHeaders win over headers";
}

TEST(RestAnswer, HasABodyOfTextOrOfBase64) {
    EXPECT_EQ("hi", rest_answer(R"({"statusCode": 200, "body": "hi"})")->body);
    EXPECT_EQ("hi", rest_answer(R"({"statusCode": 200, "body": "aGk=", "isBase64Encoded": true})")->body);
    EXPECT_EQ("", rest_answer(R"({"statusCode": 200, "body": null})")->body);
}

TEST(RestAnswer, SaysWhatIsWrongWithIt) {
    auto const with = [](std::string const& member) { return fault(R"({"statusCode": 200, )" + member + "}"); };
    EXPECT_EQ("it is no object", fault("[]"));
    EXPECT_EQ("it is no JSON: expected a value", fault("nonsense"));
    EXPECT_EQ("body is no text: JSON in it must be written as a text", with(R"("body": {"a": 1})"));
    EXPECT_EQ("isBase64Encoded is true, and body is no base64", with(R"("body": "?", "isBase64Encoded": true)"));
    EXPECT_EQ("headers is no object", with(R"("headers": [])"));
    EXPECT_EQ("multiValueHeaders is no object", with(R"("multiValueHeaders": "a")"));
    EXPECT_EQ("a member of multiValueHeaders is no list", with(R"("multiValueHeaders": {"a": "b"})"));
    EXPECT_EQ("the header a is no text, number or boolean", with(R"("headers": {"a": null})"));
    EXPECT_EQ("a header's name is none: \"a b\\n\"", with(R"("headers": {"a b\n": "x"})"));
}

}  // namespace
}  // namespace coworks::local::gateway
