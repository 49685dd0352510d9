#include "local/connections/form.hpp"

#include <gtest/gtest.h>

namespace coworks::local::connections {
namespace {

using namespace coworks::literals;

TEST(Form, names_the_items_of_an_array_as_its_format_says) {
    Json const value = R"({"a": ["x", "y"], "b": 1})"_json;
    EXPECT_EQ(to_form(value, ArrayFormat::indices), "a[0]=x&a[1]=y&b=1");
    EXPECT_EQ(to_form(value, ArrayFormat::repeat), "a=x&a=y&b=1");
    EXPECT_EQ(to_form(value, ArrayFormat::commas), "a=x,y&b=1");
    EXPECT_EQ(to_form(value, ArrayFormat::brackets), "a[]=x&a[]=y&b=1");
}

TEST(Form, names_members_of_members_in_brackets) {
    EXPECT_EQ(to_form(R"({"to": {"city": "Köln", "lines": [{"n": 1}]}})"_json, ArrayFormat::indices),
              "to[city]=K%C3%B6ln&to[lines][0][n]=1");
}

TEST(Form, encodes_what_would_end_a_field) {
    EXPECT_EQ(to_form(R"({"a&b": "c=d&e f+%"})"_json, ArrayFormat::repeat), "a%26b=c%3Dd%26e%20f%2B%25");
    EXPECT_EQ(to_form(R"({"a": ["x,y", "z"]})"_json, ArrayFormat::commas), "a=x%2Cy,z")
        << "a comma of an item is none between two";
}

TEST(Form, has_an_empty_text_for_null_and_nothing_for_nothing) {
    EXPECT_EQ(to_form(R"({"a": null, "b": true, "c": 1.5})"_json, ArrayFormat::indices), "a=&b=true&c=1.5");
    EXPECT_EQ(to_form(R"({"a": [], "b": {}})"_json, ArrayFormat::indices), "");
    EXPECT_EQ(to_form(Json::object(), ArrayFormat::indices), "");
}

TEST(ArrayFormat, is_one_of_four_words) {
    EXPECT_EQ(array_format("INDICES"), ArrayFormat::indices);
    EXPECT_EQ(array_format("REPEAT"), ArrayFormat::repeat);
    EXPECT_EQ(array_format("COMMAS"), ArrayFormat::commas);
    EXPECT_EQ(array_format("BRACKETS"), ArrayFormat::brackets);
    for (char const* word : {"", "NONE", "indices"})
        EXPECT_FALSE(array_format(word)) << word;
}

}  // namespace
}  // namespace coworks::local::connections
