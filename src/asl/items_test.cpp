#include "asl/items.hpp"

#include <gtest/gtest.h>

#include "asl/size.hpp"

namespace coworks::asl {
namespace {

std::string items(char const* config, std::string_view file) {
    auto const read = read_items(Json::parse(config), file);
    return read ? read->dump() : "error: " + read.error();
}

TEST(Items, AreReadFromCsvWithAHeader) {
    EXPECT_EQ(items(R"({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"})", "a,b\n1,\"x, \"\"y\"\"\nz\"\n2\n"),
              R"([{"a":"1","b":"x, \"y\"\nz"},{"a":"2","b":""}])");
    EXPECT_EQ(
        items(R"({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["h"], "CSVDelimiter": "PIPE"})",
              "1|2\r\n,3"),
        R"([{"h":"1"},{"h":",3"}])");
    EXPECT_EQ(items(R"({"InputType": "CSV"})", ""), "[]");
    EXPECT_EQ(items(R"({"InputType": "CSV"})", "a,a\n1,2"), "error: CSV headers cannot contain duplicates.");
}

TEST(Items, AreReadFromJsonAndJsonLines) {
    EXPECT_EQ(items(R"({"InputType": "JSON"})", "[1, 2]"), "[1,2]");
    EXPECT_EQ(items(R"({"InputType": "JSON", "ItemsPointer": "/a/0"})", R"({"a": [[3]]})"), "[3]");
    EXPECT_EQ(items(R"({"InputType": "JSON"})", R"({"a": 1})"), R"({"a":1})");
    EXPECT_EQ(items(R"({"InputType": "JSONL"})", "{\"a\": 1}\n\n2\r\n"), R"([{"a":1},2])");
    EXPECT_EQ(items(R"({"InputType": "JSONL"})", "{"), "error: Unable to parse JSON data.");
}

TEST(Sizes, AreThoseOfTheShortestText) {
    for (char const* text :
         {"null", "true", "false", "0", "-7", "18446744073709551615", "1.5", "\"\"", "\"a\\\"\\n\\u0001é\"", "[]", "{}",
          "[1,[2],{\"a\":{\"b\":null}}]", "{\"a\":1,\"b\":[true,\"x\"]}"}) {
        Json const value = Json::parse(text);
        EXPECT_EQ(json_size(value, 1'000), value.dump().size()) << text;
    }
}

TEST(Sizes, StopCountingBeyondTheLimitAndTakeKnownPartsAsTheyAre) {
    Json const large = Json::array(std::vector<Json>(100'000, Json(1)));
    EXPECT_GT(json_size(large, 100), 100U);
    Json const around = Json::object({{"a", large}});
    EXPECT_EQ(json_size(around, 1'000'000, large, large.dump().size()), around.dump().size());
}

}  // namespace
}  // namespace coworks::asl
