// docs/tech.md says what is true, and quotes code that compiles.

#include "guide.hpp"

#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "testing.hpp"

namespace coworks {
namespace {

using testing::ElementsAre;

class Guided : public testing::Test {
protected:
    Guided() { ::setenv("ADMIN_TOKEN", "sesame", 1); }
};

TEST_F(Guided, ItemsComeAndGo) {
    auto client = TestClient::of<Guide>();
    auto const made = client.put("/items/apple").token("sesame").object({{"count", 3}}).send();
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.json()["count"], Json(3));
    EXPECT_EQ(client.get("/items/apple").token("guest").send().status, 200);
    EXPECT_EQ(client.delete_("/items/apple").token("guest").send().status, 403);
    EXPECT_EQ(client.delete_("/items/apple").token("sesame").send().status, 204);
    EXPECT_EQ(client.get("/items/apple").token("sesame").send().status, 404);
    EXPECT_EQ(client.call("delete_items", Json::object({{"name", "apple"}})).error_type, "NotFound");
}

TEST_F(Guided, RestocksByMessage) {
    auto client = TestClient::of(std::make_unique<Guide>());
    auto const good = Json::object({{"item", "pear"}, {"count", 2}});
    auto const bad = Json::object({{"item", "pear"}, {"count", 0}});
    EXPECT_THAT(client.queue("restock", {good, bad}), ElementsAre(1U));
    EXPECT_EQ(client.call("get_items", Json::object({{"name", "pear"}})).value["count"], Json(2));
}

TEST_F(Guided, EverythingElseOfTheGuide) {
    auto client = TestClient::of<Guide>();
    EXPECT_EQ(client.get("/health/ping").send().body, "pong");
    auto const label = client.get("/label/pear").token("guest").send();
    EXPECT_EQ(label.header("Cache-Control"), "max-age=60");
    EXPECT_EQ(label.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(client.get("/label/pear").token("guest").header("X-Maintenance", "1").send().status, 503);
}

std::string text_of(std::string const& path) {
    std::ostringstream text;
    text << std::ifstream(std::string(COWORKS_SOURCE_DIR) + path).rdbuf();
    return text.str();
}

/// Without blanks, so that indentation does not count.
std::string squeezed(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

TEST(Guide, QuotesThisCode) {
    auto const code = squeezed(text_of("/tests/tech/guide.hpp") + text_of("/tests/tech/guide_test.cpp"));
    std::string const guide = text_of("/docs/tech.md");
    std::size_t blocks = 0;
    for (auto at = guide.find("```cpp\n"); at != std::string::npos; at = guide.find("```cpp\n", at + 1), ++blocks) {
        auto const begin = at + 7;
        auto const block = guide.substr(begin, guide.find("```", begin) - begin);
        EXPECT_NE(code.find(squeezed(block)), std::string::npos) << block;
    }
    EXPECT_GE(blocks, 5U);
}

}  // namespace
}  // namespace coworks
