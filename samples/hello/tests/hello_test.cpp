#include "hello.hpp"

#include <gtest/gtest.h>
#include <coworks/test_client.hpp>

TEST(Hello, greets_the_world_or_whom_you_name) {
    auto client = coworks::TestClient::of<Hello>();
    EXPECT_EQ(client.get("/").send().body, "Hello world!\n");
    EXPECT_EQ(client.get("/?name=Ann%20Lee").send().body, "Hello Ann Lee!\n");
}

TEST(Hello, adds_what_stands_in_the_path) {
    auto client = coworks::TestClient::of<Hello>();
    EXPECT_EQ(client.get("/sum/2/40").send().body, "42");
    EXPECT_EQ(client.get("/sum/two/40").send().status, 400);
}
