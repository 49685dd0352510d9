#include "interface/router.hpp"

#include <gtest/gtest.h>

namespace coworks::interface {
namespace {

Entry entry(Verb verb, std::string_view path) {
    Entry made;
    made.verb = verb;
    made.name = std::string(verb_text(verb)) + " " + std::string(path);
    auto const segments = split_path(path);
    for (std::string const& segment : *segments) {
        bool const parameter = segment.starts_with('{');
        made.path.push_back({parameter, parameter ? segment.substr(1, segment.size() - 2) : segment});
    }
    return made;
}

std::string found(Router const& router, std::optional<Verb> verb, std::string_view path) {
    auto const match = router.find(verb, *split_path(path));
    if (match.entry != nullptr) return match.entry->name;
    std::string allowed;
    for (Verb const each : match.allowed)
        allowed += std::string(verb_text(each)) + ",";
    return allowed;
}

class RouterTest : public ::testing::Test {
protected:
    std::vector<Entry> const entries_{entry(Verb::get, "/"),        entry(Verb::get, "/a/{x}"),
                                      entry(Verb::put, "/a/{x}"),   entry(Verb::get, "/a/b"),
                                      entry(Verb::get, "/{y}/c"),   entry(Verb::delete_, "/a/b/c"),
                                      entry(Verb::head, "/a/b/{z}")};
    Router const router_{entries_};
};

TEST_F(RouterTest, a_literal_segment_wins_over_a_parameter) {
    EXPECT_EQ("GET /a/b", found(router_, Verb::get, "/a/b"));
    EXPECT_EQ("GET /a/{x}", found(router_, Verb::get, "/a/c"));
    EXPECT_EQ("GET /{y}/c", found(router_, Verb::get, "/x/c"));
}

TEST_F(RouterTest, falls_back_to_the_parameter_where_the_literal_has_no_such_verb) {
    EXPECT_EQ("PUT /a/{x}", found(router_, Verb::put, "/a/b"));
}

TEST_F(RouterTest, a_trailing_slash_is_ignored) {
    EXPECT_EQ("GET /", found(router_, Verb::get, ""));
    EXPECT_EQ("GET /a/b", found(router_, Verb::get, "/a/b/"));
    EXPECT_EQ("", found(router_, Verb::get, "/a//"));
}

TEST_F(RouterTest, head_is_answered_by_get) {
    EXPECT_EQ("GET /a/b", found(router_, Verb::head, "/a/b"));
    EXPECT_EQ("HEAD /a/b/{z}", found(router_, Verb::head, "/a/b/c"));
}

TEST_F(RouterTest, tells_the_verbs_of_a_path_that_exists_under_others) {
    EXPECT_EQ("DELETE,HEAD,", found(router_, Verb::post, "/a/b/c"));
    EXPECT_EQ("DELETE,HEAD,", found(router_, verb_of("TRACE"), "/a/b/c"));
    EXPECT_EQ("", found(router_, Verb::get, "/nothing/here"));
}

TEST_F(RouterTest, finds_a_path_open_whose_every_entry_is) {
    std::vector<Entry> entries{entry(Verb::get, "/a"), entry(Verb::put, "/a"), entry(Verb::get, "/b")};
    entries[0].open = entries[2].open = true;
    Router const router(entries);
    auto const is_open = [&router](Verb verb, char const* path) {
        return router.find(verb, *split_path(path)).is_open;
    };
    EXPECT_TRUE(is_open(Verb::get, "/a"));
    EXPECT_FALSE(is_open(Verb::put, "/a"));
    EXPECT_FALSE(is_open(Verb::post, "/a")) << "PUT is guarded there";
    EXPECT_TRUE(is_open(Verb::post, "/b"));
    EXPECT_FALSE(is_open(Verb::get, "/nowhere"));
}

TEST(SplitPath, decodes_each_segment_once) {
    EXPECT_EQ((std::vector<std::string>{"a/b", "%2F", "é"}), *split_path("/a%2Fb/%252F/%C3%A9"));
    EXPECT_FALSE(split_path("/%zz"));
    EXPECT_FALSE(split_path("/%2"));
}

}  // namespace
}  // namespace coworks::interface
