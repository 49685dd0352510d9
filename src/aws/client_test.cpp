#include "aws/client.hpp"

#include <gtest/gtest.h>

namespace coworks::aws {
namespace {

/// What came of a call that was answered so.
Result<Json> answered(unsigned status, std::string body) {
    Client const client(model::service("sfn"), [&](std::string const&, Client::Headers const&) {
        return Result<Client::HttpAnswer>({.status = status, .body = body});
    });
    return client.call("ListStateMachines", Json::object());
}

TEST(ClientTest, names_the_operation_and_sends_its_input) {
    std::string sent;
    Client::Headers headers;
    Client const client(model::service("sfn"), [&](std::string const& body, Client::Headers const& with) {
        sent = body;
        headers = with;
        return Result<Client::HttpAnswer>({.status = 200, .body = "{}"});
    });
    EXPECT_TRUE(client.call("ListStateMachines", R"({"maxResults":1})"_json));
    EXPECT_EQ(sent, R"({"maxResults":1})");
    EXPECT_EQ(headers, (Client::Headers{{"X-Amz-Target", "AWSStepFunctions.ListStateMachines"},
                                        {"Content-Type", "application/x-amz-json-1.0"}}));
}

TEST(ClientTest, tells_faults_by_their_names) {
    EXPECT_EQ(answered(400, R"({"__type":"a.b#InvalidArn","message":"no"})").error().code, "InvalidArn");
    EXPECT_EQ(answered(400, R"({"__type":"InvalidArn","message":"no"})").error().message, "no");
    EXPECT_EQ(answered(500, R"({"__type":"InternalFailure"})").error().message, "InternalFailure");
    EXPECT_EQ(answered(502, "<html>").error().code, "no_answer");
}

}  // namespace
}  // namespace coworks::aws
