#include "asl/map_run/items.hpp"

#include <gtest/gtest.h>

#include <map>

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

TEST(Items, AreReadFromCsvWithBackslashes) {
    char const* const config = R"({"InputType": "CSV", "CSVDelimiter": "PIPE"})";
    EXPECT_EQ(items(config, "path|size\nC:\\\\Program Files\\\\MyApp.exe|6534512"),
              R"([{"path":"C:\\Program Files\\MyApp.exe","size":"6534512"}])");
    EXPECT_EQ(items(config, "a|b\n1\\|2|\\\"x\\\"\n"), R"([{"a":"1|2","b":"\"x\""}])") << "delimiters and quotes";
    EXPECT_EQ(items(config, "a|b\n\"1\\\"|\"|\\,\\n\\"), R"([{"a":"1\"|","b":",n"}])") << "others are dropped";
}

TEST(Items, AreReadFromJsonAndJsonLines) {
    EXPECT_EQ(items(R"({"InputType": "JSON"})", "[1, 2]"), "[1,2]");
    EXPECT_EQ(items(R"({"InputType": "JSON", "ItemsPointer": "/a/0"})", R"({"a": [[3]]})"), "[3]");
    EXPECT_EQ(items(R"({"InputType": "JSON"})", R"({"a": 1})"), R"({"a":1})");
    EXPECT_EQ(items(R"({"InputType": "JSONL"})", "{\"a\": 1}\n\n2\r\n"), R"([{"a":1},2])");
    EXPECT_EQ(items(R"({"InputType": "JSONL"})", "{"), "error: Unable to parse JSON data.");
}

TEST(Items, AreReadFromTheFilesThatAManifestLists) {
    std::vector<std::string> fetched;
    Fetch const fetch = [&](Manifest::DataFile const& file) -> tl::expected<std::string, std::string> {
        fetched.push_back(file.bucket + "/" + file.key);
        if (file.key == "gone") return tl::unexpected(std::string("no such key"));
        return file.key.ends_with("two") ? "\"b\",\"k2\",\"2\"\n" : "\"b\",\"k0\",\"0\"\n\"b\",\"k1\",\"1\"\n";
    };
    auto const all = [&](char const* config, std::string_view manifest) {
        auto const read = read_all_items(Json::parse(config), manifest, fetch);
        return read ? read->items.dump() + " " + read->origins.dump() : "error: " + read.error();
    };
    EXPECT_EQ(all(R"({"InputType": "MANIFEST"})",
                  R"({"sourceBucket": "s", "destinationBucket": "arn:aws:s3:::d", "fileFormat": "CSV",
                      "fileSchema": "Bucket, Key, Size", "files": [{"key": "one", "size": 9}, {"key": "two"}]})"),
              R"([{"Bucket":"b","Key":"k0","Size":"0"},{"Bucket":"b","Key":"k1","Size":"1"},)"
              R"({"Bucket":"b","Key":"k2","Size":"2"}] [[0,"S3://d/one"],[2,"S3://d/two"]])");
    EXPECT_EQ(fetched, (std::vector<std::string>{"d/one", "d/two"}));
    EXPECT_EQ(all(R"({"ManifestType": "ATHENA_DATA", "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"})",
                  "s3://out/a/two\n\n"),
              "[] []");
    EXPECT_EQ(fetched.back(), "out/a/two");
    EXPECT_EQ(all(R"({"ManifestType": "ATHENA_DATA", "InputType": "JSONL"})", "s3://out/gone\n"), "error: no such key");
    EXPECT_EQ(all(R"({"InputType": "JSONL"})", "1"), "[1] null");
}

TEST(Items, OfAListOfObjectsAreReadOneFileAfterTheOther) {
    std::map<std::string, std::string, std::less<>> const kept{
        {"a", "[1,2]"}, {"b", "[]"}, {"c", R"([{"x":3}])"}, {"d", R"({"x":4})"}, {"e", "["}};
    auto const all = [&](char const* config, std::initializer_list<char const*> keys) {
        std::vector<Manifest::DataFile> files;
        for (char const* const key : keys)
            files.push_back({.bucket = "in", .key = key});
        auto const read = read_files(Json::parse(config), files,
                                     [&](Manifest::DataFile const& file) { return kept.find(file.key)->second; });
        return read ? read->items.dump() + " " + read->origins.dump() : "error: " + read.error();
    };
    char const* const json = R"({"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"})";
    EXPECT_EQ(all(json, {"a", "b", "c"}), R"([1,2,{"x":3}] [[0,"S3://in/a"],[2,"S3://in/c"]])");
    EXPECT_EQ(all(json, {}), "[] []");
    EXPECT_EQ(all(json, {"a", "d"}), "error: Attempting to map over non-iterable node.");
    EXPECT_EQ(all(json, {"a", "e"}), "error: Unable to parse JSON data.");
    EXPECT_EQ(all(R"({"Transformation": "LOAD_AND_FLATTEN"})", {"a"}),
              "error: The InputType of the files must be given: CSV, JSON or JSONL.");
}

TEST(Items, KnowTheFileTheyAreFrom) {
    Json const origins = Json::parse(R"([[0,"a"],[2,"c"],[5,"d"]])");
    std::string all;
    for (std::size_t i = 0; i < 7; ++i)
        all += origin_of(origins, i);
    EXPECT_EQ(all, "aacccdd");
    EXPECT_EQ(origin_of(Json::array(), 3), "");
    EXPECT_EQ(origin_of(Json(), 3), "");
}

TEST(Items, AreNotGuessedFromWhatIsNoManifestOrCannotBeRead) {
    auto const error = [](char const* config, std::string_view manifest) {
        auto const read = read_manifest(Json::parse(config), manifest);
        return read ? "none" : read.error();
    };
    for (char const* const wrong :
         {"", "{", "[]", R"({"fileFormat": "CSV"})",
          R"({"fileFormat": "CSV", "fileSchema": "", "destinationBucket": "b", "files": [1]})"})
        EXPECT_EQ(error(R"({"InputType": "MANIFEST"})", wrong), "Unable to parse manifest.") << wrong;
    EXPECT_EQ(error(R"({"InputType": "MANIFEST"})", R"({"fileFormat": "ORC"})"),
              "An inventory in the format ORC is not supported here: use CSV.");
    EXPECT_EQ(error(R"({"ManifestType": "ATHENA_DATA"})", "nonsense"), "Unable to parse manifest.");
    EXPECT_EQ(items(R"({"InputType": "PARQUET"})", "PAR1"),
              "error: The InputType PARQUET is not supported here: use CSV, JSON or JSONL.");
    EXPECT_EQ(items(R"({"InputType": "MANIFEST"})", "{}"), "error: A manifest lists files and has no items itself.");
}

TEST(Sizes, AreThoseOfTheShortestText) {
    for (char const* text :
         {"null", "true", "false", "0", "-7", "18446744073709551615", "1.5", "\"\"", "\"a\\\"\\n\\u0001é\"", "[]", "{}",
          "[1,[2],{\"a\":{\"b\":null}}]", "{\"a\":1,\"b\":[true,\"x\"]}"}) {
        Json const value = Json::parse(text);
        EXPECT_EQ(json_size(value, 1'000), value.dump().size()) << text;
    }
}

TEST(Sizes, StopCountingBeyondTheLimit) {
    Json const large = Json::array(std::vector<Json>(100'000, Json(1)));
    EXPECT_GT(json_size(large, 100), 100U);
}

TEST(Sizes, OfLargePartsAreRememberedAndTheSame) {
    KnownSizes known;
    Json const large = Json::array(std::vector<Json>(10'000, Json(1)));
    Json const around = Json::object({{"a", large}, {"b", Json::array({large, "x"})}});
    EXPECT_EQ(json_size(around, 1'000'000, &known), around.dump().size());
    EXPECT_EQ(known.find(large), large.dump().size());
    EXPECT_EQ(known.find(around), around.dump().size());
    // An equal value is not the same one, and what was cut off at the limit is not remembered.
    EXPECT_EQ(known.find(Json::parse(large.dump())), 0U);
    Json const other = Json::array(std::vector<Json>(10'000, Json(2)));
    json_size(other, 5'000, &known);
    EXPECT_EQ(known.find(other), 0U);
    EXPECT_EQ(json_size(Json::object({{"c", around}}), 1'000'000, &known), around.dump().size() + 6);
}

TEST(Sizes, ForgetWhatWasUnusedForLongest) {
    KnownSizes known;
    std::vector<Json> values;
    for (int i = 0; i < 5; ++i) {
        values.push_back(Json::array(std::vector<Json>(2'000, Json(i))));
        json_size(values.back(), 1'000'000, &known);
        EXPECT_GT(known.find(values.front()), 0U);
    }
    EXPECT_EQ(known.find(values[1]), 0U);
    EXPECT_GT(known.find(values[4]), 0U);
}

}  // namespace
}  // namespace coworks::asl
