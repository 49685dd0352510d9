#include <coworks/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "json/text_of.hpp"

namespace coworks {
namespace {

Json kept(std::string_view text) {
    return Json::parse(text, {.keep_source = true});
}

constexpr std::string_view kTexts[] = {
    R"({"my": "data"})",
    R"(["a", "b"])",
    "1e3",
    "1.50",
    "12345678901234567890.123",
    "-0",
    " 7\n",
    " true",
    "null ",
    R"("\u00e9")",
    R"("a long text with a \/ in it")",
    "[ ]",
    "{ }",
    R"({"a":1,"a":2})",
    R"([1.0,{"deep": [null]}])",
};

TEST(JsonSource, is_the_text_that_a_value_came_as) {
    for (std::string_view const text : kTexts) {
        Json const value = kept(text);
        EXPECT_EQ(text, value.source());
        EXPECT_EQ(text, source_text(value));
        Json const copy = value;  // NOLINT(performance-unnecessary-copy-initialization): the copy is what is tested
        EXPECT_EQ(text, copy.source());
    }
}

TEST(JsonSource, is_not_kept_where_printing_gives_the_same) {
    for (std::string_view const text : {"null", "true", "-1", "1.5", "\"\"", "[]", "{}", R"({"a":[1,"b"]})"}) {
        EXPECT_EQ("", kept(text).source());
        EXPECT_EQ(text, source_text(kept(text)));
    }
    EXPECT_EQ("", Json::parse("[1, 2]").source());
}

TEST(JsonSource, changes_nothing_else_about_a_value) {
    for (std::string_view const text : kTexts) {
        Json const value = kept(text);
        Json const plain = Json::parse(text);
        EXPECT_EQ(plain.kind(), value.kind());
        EXPECT_EQ(plain, value);
        EXPECT_EQ(plain.dump(), value.dump());
        EXPECT_EQ(plain.size(), value.size());
        EXPECT_EQ("", value.without_source().source());
        EXPECT_EQ(plain.dump(), value.without_source().dump());
    }
    EXPECT_EQ(1000, kept("1e3").as_int64());
    EXPECT_EQ(0, kept("-0").as_int64());
    EXPECT_EQ(1000U, kept("1e3").as_uint64());
    EXPECT_EQ(7, kept(" 7").as_int64());
    EXPECT_EQ(18446744073709551615U, kept(" 18446744073709551615").as_uint64());
    EXPECT_TRUE(kept(" true").as_bool());
    EXPECT_EQ("é", kept(R"("\u00e9")").as_string());
    EXPECT_EQ(Json("data"), kept(R"({"my": "data"})")["my"]);
    EXPECT_EQ(Json(1), Json::object({{kept(R"("\u0061")").as_string(), 1}})["a"]);
}

TEST(JsonSource, belongs_to_the_whole_document_not_to_its_parts) {
    Json const value = kept(R"({"a": {"b": 1.50}})");
    EXPECT_EQ("", value["a"].source());
    EXPECT_EQ(R"({"b":1.5})", source_text(value["a"]));
}

TEST(JsonSource, is_gone_from_what_is_made_of_a_value) {
    Json const object = kept(R"({"a": 1})");
    EXPECT_EQ("", object.with("a", 2).source());
    EXPECT_EQ("", Json(object).without("a").source());
    EXPECT_EQ(R"({"a":2})", source_text(kept(R"({"a": 1})").with("a", 2)));
    EXPECT_EQ("", kept(R"({"a": 1})").without("a").source());
    EXPECT_EQ(R"([1,2])", source_text(kept("[ 1]").appended(2)));
    EXPECT_EQ(R"([2])", source_text(kept("[ 1]").with_item(0, 2)));
    Json::ArrayBuilder builder = kept("[ 1]").to_array_builder();
    builder.push_back(2);
    EXPECT_EQ("[1,2]", source_text(builder.finish()));
    EXPECT_EQ(R"({"a": 1})", object.source());
}

TEST(JsonSource, can_be_given) {
    Json const value = Json::array({1, "two"});
    Json const told = value.with_source("[1, \"two\"]");
    EXPECT_EQ("[1, \"two\"]", told.source());
    EXPECT_EQ(value, told);
    EXPECT_EQ("[ 1,\"two\"]", told.with_source("[ 1,\"two\"]").source());
    EXPECT_EQ("", told.with_source("").source());
}

TEST(JsonSource, outlives_the_value_that_it_was_shared_from) {
    Json part;
    {
        Json value = kept("[ [1, 2], 3 ]");
        part = value[0];
        value = Json::array({std::move(value)});
        EXPECT_EQ("[ [1, 2], 3 ]", value[0].source());
    }
    EXPECT_EQ("[1,2]", part.dump());
}

}  // namespace
}  // namespace coworks
