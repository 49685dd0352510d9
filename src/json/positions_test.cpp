#include "json/positions.hpp"

#include <gtest/gtest.h>

namespace coworks {
namespace {

TEST(Positions, knows_where_each_name_and_value_stands) {
    auto const read = parse_with_positions("{\n  \"é\": 1, \"a/b\": [true,\n {\"x\\n\": {}}]}");
    EXPECT_TRUE(read.faults.empty());
    EXPECT_EQ((SourcePosition{2, 3}), read.positions.find("/é").key);
    EXPECT_EQ((SourcePosition{2, 8}), read.positions.find("/é").value);
    EXPECT_EQ((SourcePosition{2, 18}), read.positions.find("/a~1b").value);
    EXPECT_EQ((SourcePosition{2, 19}), read.positions.find("/a~1b/0").key);
    EXPECT_EQ((SourcePosition{3, 3}), read.positions.find("/a~1b/1/x\n").key);
}

TEST(Positions, falls_back_to_the_nearest_value_around) {
    auto const read = parse_with_positions(R"( {"a": {"b": 1}})");
    EXPECT_EQ((SourcePosition{1, 8}), read.positions.find("/a/missing/deeper").value);
    EXPECT_EQ((SourcePosition{1, 2}), read.positions.find("/nothing").value);
    EXPECT_EQ((SourcePosition{1, 2}), read.positions.find("/~").value);
}

TEST(Positions, tells_two_members_of_one_name_and_texts_that_are_no_json) {
    auto const twice = parse_with_positions("{\"a\": 1,\n \"a\": 2}", "x.json");
    ASSERT_EQ(1U, twice.faults.size());
    EXPECT_EQ((SourcePosition{2, 2}), twice.faults[0].position);
    EXPECT_EQ("x.json", twice.faults[0].file);
    auto const broken = parse_with_positions("{\"a\":\n 1,}", "x.json");
    ASSERT_EQ(1U, broken.faults.size());
    EXPECT_EQ((SourcePosition{2, 4}), broken.faults[0].position);
}

TEST(Positions, need_memory_in_proportion_to_the_text) {
    std::string const name(500'000, 'k');
    std::string text = "{\"" + name + "\":[1";
    for (int i = 0; i < 100'000; ++i)
        text += ",1";
    text += "]}";
    auto const read = parse_with_positions(text);
    EXPECT_EQ((SourcePosition{1, 500'008}), read.positions.find("/" + name + "/1").value);
}

TEST(Positions, of_a_member_that_stands_twice_are_those_of_the_last) {
    auto const read = parse_with_positions("{\"a\": {\"b\": 1},\n \"a\": 2}");
    EXPECT_EQ((SourcePosition{2, 7}), read.positions.find("/a").value);
}

}  // namespace
}  // namespace coworks
