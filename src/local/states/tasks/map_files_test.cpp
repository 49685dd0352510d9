#include "local/states/tasks/map_files.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "local/states/testing.hpp"

namespace coworks::local::states {
namespace {

class MapFilesTest : public ::testing::Test {
protected:
    /// BUCKET/KEY.
    void put(std::string const& name, std::string_view text) {
        auto const slash = name.find('/');
        ASSERT_TRUE(objects.put(name.substr(0, slash), name.substr(slash + 1), text));
    }
    std::string get(std::string const& name) {
        auto const slash = name.find('/');
        return objects.get(name.substr(0, slash), name.substr(slash + 1)).value();
    }
    Storage::Items read_set(std::string const& action, std::string const& arguments, std::string const& config) {
        auto const resource = asl::parse_resource("arn:aws:states:::s3:" + action).value();
        std::optional<Storage::Items> items;
        files.read({.resource = &resource, .arguments = Json::parse(arguments), .config = Json::parse(config)},
                   [&](Storage::Items const& found) { items = found; });
        while (!items) {
            loop.restart();
            loop.run_one();
        }
        return *items;
    }
    tl::expected<Json, std::string> read(std::string const& action, std::string const& arguments,
                                         std::string const& config = "{}") {
        return read_set(action, arguments, config).map([](asl::ItemSet const& set) { return set.items; });
    }
    Json write(std::string const& config) {
        Json const one = Json::parse(R"({"Status":"SUCCEEDED","Output":"[1,2]"})");
        Json const two = Json::parse(R"({"Status":"FAILED","Error":"E"})");
        std::optional<tl::expected<Json, std::string>> written;
        files.write({.arguments = Json::parse(R"({"Bucket":"out","Prefix":"a/b"})"),
                     .config = Json::parse(config),
                     .run_arn = "arn:aws:states:us-east-1:0:mapRun:m/l:1234",
                     .children = {{.description = one, .output = Json::array({1, 2})},
                                  {.status = asl::Status::failed, .description = two, .output = {}}}},
                    [&](auto const& result) { written = result; });
        while (!written) {
            loop.restart();
            loop.run_one();
        }
        return written->value();
    }

    boost::asio::io_context loop{1};
    testing::MemoryObjects objects;
    MapFiles files{loop, objects};
};

TEST_F(MapFilesTest, reads_the_items_of_a_file) {
    put("in/orders/1.json", "[1,2]");
    put("in/rows.csv", "a,b\n1,2\n");
    EXPECT_EQ(Json::array({1, 2}),
              read("getObject", R"({"Bucket":"in","Key":"orders/1.json"})", R"({"InputType":"JSON"})"));
    EXPECT_EQ(Json::parse(R"([{"a":"1","b":"2"}])"), read("getObject", R"({"Bucket":"in","Key":"rows.csv"})",
                                                          R"({"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"})"));
}

TEST_F(MapFilesTest, reads_the_items_of_all_files_below_a_prefix) {
    put("in/orders/2.json", "[3]");
    put("in/orders/1.json", "[1,2]");
    put("in/orders/deep/4.json", "[]");
    put("in/others.json", "nonsense");
    auto const config = R"({"InputType":"JSON","Transformation":"LOAD_AND_FLATTEN"})";
    auto const read = read_set("listObjectsV2", R"({"Bucket":"in","Prefix":"orders/"})", config).value();
    EXPECT_EQ(Json::array({1, 2, 3}), read.items);
    EXPECT_EQ(Json::parse(R"([[0,"S3://in/orders/1.json"],[2,"S3://in/orders/2.json"]])"), read.origins);
    EXPECT_FALSE(read_set("listObjectsV2", R"({"Bucket":"in","Prefix":"others"})", config));
}

TEST_F(MapFilesTest, unpacks_a_file_but_lists_it_as_it_is) {
    using namespace std::string_view_literals;
    auto const packed =  // gzip of "a,b\n1,2\n"
        "\037\213\010\000\000\000\000\000\002\003\113\324\111\342\062\324\061\342\002\000\173\007\227\012\010\000\000\000"sv;
    put("in/rows.csv.gz", packed);
    EXPECT_EQ(Json::parse(R"([{"a":"1","b":"2"}])"), read("getObject", R"({"Bucket":"in","Key":"rows.csv.gz"})",
                                                          R"({"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"})"));
    EXPECT_EQ(read("listObjectsV2", R"({"Bucket":"in"})")->at(0)["Size"], Json(packed.size()));
    put("in/rows.csv.gz", packed.substr(0, 20));
    EXPECT_EQ(read("getObject", R"({"Bucket":"in","Key":"rows.csv.gz"})", R"({"InputType":"CSV"})").error(),
              "The file begins as GZIP and can't be unpacked: it is damaged or cut.");
}

TEST_F(MapFilesTest, lists_the_objects_of_a_bucket) {
    put("in/b/2.json", "22");
    put("in/b/1.json", "1");
    put("in/c.json", "3");
    auto const items = read("listObjectsV2", R"({"Bucket":"in","Prefix":"b/"})");
    ASSERT_TRUE(items);
    ASSERT_EQ(2U, items->size());
    EXPECT_EQ(Json("b/1.json"), (*items)[0]["Key"]);
    EXPECT_EQ(Json(2), (*items)[1]["Size"]);
    EXPECT_EQ(Json("\"c4ca4238a0b923820dcc509a6f75849b\""), (*items)[0]["Etag"]);
}

TEST_F(MapFilesTest, says_which_file_is_not_there) {
    put("in/x", "");
    EXPECT_NE(std::string::npos, read("getObject", R"({"Bucket":"in","Key":"y"})").error().find("/in/y"));
    EXPECT_NE(std::string::npos, read("getObject", R"({"Bucket":"no","Key":"y"})").error().find("bucket"));
    EXPECT_FALSE(read("getObject", R"({"Bucket":"in","Key":""})"));
}

TEST_F(MapFilesTest, writes_results_and_a_manifest_that_names_them) {
    Json const result = write("{}");
    EXPECT_EQ(Json("a/b/1234/manifest.json"), result["ResultWriterDetails"]["Key"]);
    Json const manifest = Json::parse(get("out/a/b/1234/manifest.json"));
    EXPECT_EQ(Json("out"), manifest["DestinationBucket"]);
    EXPECT_EQ(0U, manifest["ResultFiles"]["PENDING"].size());
    EXPECT_EQ(Json("a/b/1234/SUCCEEDED_0.json"), manifest["ResultFiles"]["SUCCEEDED"][0]["Key"]);
    EXPECT_EQ(R"([{"Status":"SUCCEEDED","Output":"[1,2]"}])", get("out/a/b/1234/SUCCEEDED_0.json"));
    EXPECT_EQ(R"([{"Status":"FAILED","Error":"E"}])", get("out/a/b/1234/FAILED_0.json"));
}

TEST_F(MapFilesTest, writes_outputs_alone_if_asked_to) {
    write(R"({"Transformation":"COMPACT","OutputType":"JSON"})");
    EXPECT_EQ("[[1,2]]", get("out/a/b/1234/SUCCEEDED_0.json"));
    write(R"({"Transformation":"FLATTEN","OutputType":"JSONL"})");
    EXPECT_EQ("1\n2\n", get("out/a/b/1234/SUCCEEDED_0.jsonl"));
}

}  // namespace
}  // namespace coworks::local::states
