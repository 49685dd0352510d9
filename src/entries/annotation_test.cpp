#include "entries/annotation.hpp"

#include <gtest/gtest.h>

namespace coworks::entries {
namespace {

using namespace std::chrono_literals;

TEST(CoworksEntry, carries_the_few_things_that_a_signature_cannot_say) {
    auto const all = parse_annotation(R"(no_auth, binary = "image/png", path="openapi.json" ,timeout = "10 s")");
    ASSERT_TRUE(all) << all.error().text();
    EXPECT_TRUE(all->no_auth);
    EXPECT_FALSE(all->ignore);
    EXPECT_EQ(all->binary, "image/png");
    EXPECT_EQ(all->path, "openapi.json");
    EXPECT_EQ(all->timeout, 10s);
    EXPECT_TRUE(parse_annotation("ignore")->ignore);
    EXPECT_TRUE(parse_annotation(""));
    EXPECT_EQ(parse_annotation(R"(path = "a\"\\b")")->path, R"(a"\b)");
    EXPECT_EQ(parse_annotation(R"(binary = "text/plain; charset=utf-8")")->binary, "text/plain; charset=utf-8");
}

TEST(CoworksEntry, refuses_everything_else_and_says_what) {
    struct {
        char const* text;
        char const* message;
    } const cases[] = {
        {"no_aut", "COWORKS_ENTRY knows no 'no_aut'"},
        {"no_auth no_auth", "COWORKS_ENTRY can't be read from 'no_auth' on: a comma is missing"},
        {"no_auth, no_auth", "COWORKS_ENTRY says 'no_auth' twice"},
        {"no_auth = true", "'no_auth' of COWORKS_ENTRY takes no value"},
        {"path = 3", "'path' of COWORKS_ENTRY needs a text in quotes"},
        {"path", "'path' of COWORKS_ENTRY needs a text in quotes"},
        {"path = \"x", "'path' of COWORKS_ENTRY needs a text in quotes"},
        {"binary = \"png\"", "'png' is no media type"},
        {"binary = \"image/\"", "'image/' is no media type"},
        {"timeout = \"10\"", "'10' is no timeout"},
        {"timeout = \"10 h\"", "'10 h' is no timeout"},
        {"timeout = \"-1 s\"", "the timeout '-1 s' is out of range"},
        {"timeout = \"0 s\"", "the timeout '0 s' is out of range"},
        {"timeout = \"16 min\"", "the timeout '16 min' is out of range"},
        {"timeout = \"nan s\"", "the timeout 'nan s' is out of range"},
        {"ignore, no_auth", "COWORKS_ENTRY(ignore) stands alone: what is no entry has nothing else"},
        {"\"x\"", "COWORKS_ENTRY can't be read from '\"x\"' on"},
        {",", "COWORKS_ENTRY can't be read from ',' on"},
    };
    for (auto const& [text, message] : cases) {
        auto const result = parse_annotation(text);
        ASSERT_FALSE(result) << text;
        EXPECT_EQ(result.error().message, message) << text;
        EXPECT_FALSE(result.error().cause.empty()) << text;
    }
}

TEST(CoworksEntry, timeouts_have_a_unit_and_lambdas_limit) {
    EXPECT_EQ(parse_timeout("500 ms").value(), 500ms);
    EXPECT_EQ(parse_timeout("1.5s").value(), 1500ms);
    EXPECT_EQ(parse_timeout("15 min").value(), 15min);
    EXPECT_FALSE(parse_timeout("1e999 s"));
    EXPECT_FALSE(parse_timeout(""));
}

}  // namespace
}  // namespace coworks::entries
