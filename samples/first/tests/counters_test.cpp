#include "counters.hpp"

#include <gtest/gtest.h>
#include <coworks/test_client.hpp>
#include <cstdlib>

namespace {

class CountersTest : public testing::Test {
protected:
    CountersTest() : client_((::setenv("TOKEN", "open-sesame", 1), coworks::TestClient::of<Counters>())) {}

    coworks::TestResponse owner(std::string_view method, std::string_view path, coworks::Json const& body = {}) {
        auto request = client_.request(method, path);
        if (!body.is_null()) request.json(body);
        return request.token("open-sesame").send();
    }

    coworks::TestClient client_;
};

TEST_F(CountersTest, count_from_where_they_were_set) {
    EXPECT_EQ(owner("PUT", "/counters/visits", coworks::Json::object({{"value", 3}})).status, 200);
    EXPECT_EQ(owner("POST", "/counters/increment/visits").body, R"({"name":"visits","value":4})");
    EXPECT_EQ(owner("GET", "/counters/visits").body, R"({"name":"visits","value":4})");
}

TEST_F(CountersTest, are_added_once) {
    auto const counter = coworks::Json::object({{"name", "a"}});
    EXPECT_EQ(owner("POST", "/counters", counter).status, 201);
    EXPECT_EQ(owner("POST", "/counters", counter).status, 409);
    EXPECT_EQ(owner("POST", "/counters", coworks::Json::object({{"name", ""}})).status, 422);
    EXPECT_EQ(owner("DELETE", "/counters/a").status, 204);
    EXPECT_EQ(owner("DELETE", "/counters/a").status, 404);
}

TEST_F(CountersTest, are_guarded) {
    EXPECT_EQ(client_.get("/counters").send().status, 401);
    EXPECT_EQ(client_.get("/counters").token("wrong").send().status, 403);
    EXPECT_EQ(client_.get("/counters").token("reader").send().status, 200);
    EXPECT_EQ(client_.delete_("/counters/a").token("reader").send().status, 403);
    EXPECT_EQ(client_.get("/").send().status, 200);
}

}  // namespace
