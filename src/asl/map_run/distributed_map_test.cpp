/// Distributed Maps: their Map Runs, in virtual time.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "asl/test_play.hpp"

namespace coworks::asl {
namespace {

using namespace testing;

constexpr char const* kMapRun = R"~({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true,
    "MaxConcurrency": 2, "ToleratedFailureCount": 1,
    "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "I",
        "States": {"I": {"Type": "Pass", "End": true}}}}}})~";

TEST(DistributedMaps, TolerateAsManyFailuresAsTheySay) {
    auto const end_child = [](Play& run, std::uint32_t index, Status status) {
        run.tell(ChildEnded{.branch = 0, .index = index, .status = status, .output = index, .error = "E", .cause = {}});
    };
    Play tolerant = play(kMapRun, "[1, 2, 3]");
    ASSERT_EQ(tolerant.children().size(), 2U);
    end_child(tolerant, 0, Status::failed);
    ASSERT_EQ(tolerant.children().size(), 3U);
    end_child(tolerant, 2, Status::succeeded);
    end_child(tolerant, 1, Status::succeeded);
    EXPECT_EQ(tolerant.end(), "SUCCEEDED [1,2]");

    Play strict = play(kMapRun, "[1, 2, 3]");
    end_child(strict, 0, Status::failed);
    end_child(strict, 1, Status::timed_out);
    EXPECT_EQ(strict.end(),
              "FAILED States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold "
              "was exceeded");
    EXPECT_EQ(tail(strict, 3), "MapRunFailed MapStateFailed ExecutionFailed ");
}

TEST(DistributedMaps, IterateOverTheMembersOfAnObjectThatTheirReaderFinds) {
    std::string const definition = R"~({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemSelector": {"key.$": "$$.Map.Item.Key", "value.$": "$$.Map.Item.Value"},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}}}}}})~";
    Play run = play(definition);
    run.tell(ItemsArrived{.branch = 0, .items = Json::parse(R"({"a": 1, "b": [2]})"), .origins = {}});
    ASSERT_EQ(run.children().size(), 2U);
    EXPECT_EQ(run.children()[1].input.dump(), R"({"key":"b","value":[2]})");
    EXPECT_EQ(run.children()[1].map.dump(), R"({"Item":{"Index":1,"Key":"b","Value":[2],"Source":"S3://b/k"}})");
    Play plain = play(R"~({"StartAt": "D", "States": {"D": {"Type": "Map", "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "I",
            "States": {"I": {"Type": "Pass", "End": true}}}}}})~");
    plain.tell(ItemsArrived{.branch = 0, .items = Json::parse(R"({"a": 1})"), .origins = {}});
    ASSERT_EQ(plain.children().size(), 1U);
    EXPECT_EQ(plain.children()[0].input.dump(), R"({"Key":"a","Value":1})");
    Play broken = play(definition);
    broken.tell(ItemsArrived{.branch = 0, .items = 5, .origins = {}});
    EXPECT_EQ(broken.end(), "FAILED States.ItemReaderFailed: Attempting to map over non-iterable node.");
}

TEST(DistributedMaps, GoOnWithOtherBounds) {
    Play run = play(kMapRun, "[1, 2, 3, 4]");
    ASSERT_EQ(run.children().size(), 2U);
    run.tell(UpdateRun{.branch = 0, .max_concurrency = 0, .tolerated_count = {}, .tolerated_percentage = 50.0});
    EXPECT_EQ(run.children().size(), 4U);
    EXPECT_EQ(run.execution().branches.at(0).fork->map_run->settings["toleratedPercentage"], Json(50.0));
    run.tell(UpdateRun{.branch = 0, .max_concurrency = 1, .tolerated_count = 0, .tolerated_percentage = {}});
    run.tell(ChildEnded{.branch = 0, .index = 3, .status = Status::failed, .output = {}, .error = "E", .cause = {}});
    EXPECT_EQ(tail(run, 3), "MapRunFailed MapStateFailed ExecutionFailed ");
}

// The guide, "ItemsPath": an iteration for each key-value pair, and the pair is its input.
TEST(Maps, IterateOverTheMembersOfAnObjectWhereTheyAreDistributed) {
    auto const children = [](std::string const& fields, std::string const& input) {
        Play run =
            play(machine(R"("M": {"Type": "Map", )" + fields + R"("End": true, "ItemProcessor": {"ProcessorConfig":
            {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}})",
                         "M"),
                 input);
        std::string out;
        for (Action const& action : run.last().actions) {
            if (auto const* start = std::get_if<StartChildren>(&action)) {
                for (auto const& child : start->children)
                    out += child.input.dump() + " " + child.map["Item"].dump() + "\n";
            }
        }
        return out.empty() ? run.end() : out;
    };
    EXPECT_EQ(children("", R"({"b": 1, "a": {"x": 2}})"),
              R"({"Key":"b","Value":1} {"Index":0,"Key":"b","Value":1,"Source":"STATE_DATA"})"
              "\n"
              R"({"Key":"a","Value":{"x":2}} {"Index":1,"Key":"a","Value":{"x":2},"Source":"STATE_DATA"})"
              "\n");
    EXPECT_EQ(children(R"("ItemSelector": {"k.$": "$$.Map.Item.Key", "v.$": "$$.Map.Item.Value"}, )", R"({"a": 1})"),
              R"({"k":"a","v":1} {"Index":0,"Key":"a","Value":1,"Source":"STATE_DATA"})"
              "\n");
    EXPECT_EQ(children(R"("QueryLanguage": "JSONata", "Items": "{% $states.input.of %}", )"
                       R"("ItemSelector": "{% $states.context.Map.Item.Key %}", )",
                       R"({"of": {"a": 1}})"),
              R"("a" {"Index":0,"Key":"a","Value":1,"Source":"STATE_DATA"})"
              "\n");
    EXPECT_THAT(children(R"("ItemBatcher": {"MaxItemsPerBatch": 2}, )", R"({"a": 1, "b": 2})"),
                ::testing::StartsWith(
                    R"({"Items":[{"Key":"a","Value":1},{"Key":"b","Value":2}]} {"Index":0,"Value":{"Items")"));
    EXPECT_THAT(children("", "7"), ::testing::EndsWith(R"(Reference path "$" must point to array.)"));
}

// The guide's example ("Context object data for Map states").
TEST(Maps, TellWhereTheirItemsComeFrom) {
    std::string const definition = R"~({"Type": "Map", "ItemSelector": {"ContextIndex.$": "$$.Map.Item.Index",
        "ContextValue.$": "$$.Map.Item.Value", "ContextSource.$": "$$.Map.Item.Source"}, READER "End": true,
        "ItemProcessor": {MODE "StartAt": "TestPass", "States": {"TestPass": {"Type": "Pass", "End": true}}}})~";
    auto const with = [&](std::string const& reader, std::string const& mode) {
        std::string state = definition;
        state.replace(state.find("READER"), 6, reader);
        state.replace(state.find("MODE"), 4, mode);
        return machine(R"("M": )" + state, "M");
    };
    EXPECT_EQ(play(with("", ""), R"([{"who": "bob"}])").end(),
              R"(SUCCEEDED [{"ContextIndex":0,"ContextValue":{"who":"bob"},"ContextSource":"STATE_DATA"}])");
    auto const source = [&](std::string const& call, std::string const& config, Json const& origins = {}) {
        Play run = play(with(R"("ItemReader": {"Resource": "arn:aws:states:::s3:)" + call + R"(", "ReaderConfig": )" +
                                 config + R"(, "Parameters": {"Bucket": "b", "Key": "k.json"}},)",
                             R"("ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},)"),
                        "{}");
        run.tell(ItemsArrived{.branch = 0, .items = Json::array({1, 2}), .origins = origins});
        for (Action const& action : run.last().actions) {
            if (auto const* start = std::get_if<StartChildren>(&action))
                return start->children.back().input["ContextSource"].dump() + " " +
                       start->children.back().map["Item"]["Source"].dump();
        }
        return run.end().substr(0, 23);
    };
    EXPECT_EQ(source("getObject", R"({"InputType": "JSON"})"), R"("S3://b/k.json" "S3://b/k.json")");
    EXPECT_EQ(source("listObjectsV2", "{}"), R"("S3://b" "S3://b")");
    Json const origins = Json::parse(R"([[0, "S3://b/one"], [1, "S3://b/two"]])");
    EXPECT_EQ(source("getObject", R"({"InputType": "MANIFEST"})", origins), R"("S3://b/two" "S3://b/two")");
    EXPECT_EQ(source("listObjectsV2", R"({"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"})", origins),
              R"("S3://b/two" "S3://b/two")");
}

TEST(DistributedMaps, GiveNoChildMoreDataThanTheServiceAllows) {
    Play run = play(kMapRun, "[\"" + std::string(140'000, 'x') + "\", 1]");
    EXPECT_TRUE(run.execution().running());
    std::string batched = kMapRun;
    batched.insert(batched.find("\"ToleratedFailureCount\""), R"("ItemSelector": {"a.$": "$$.Map.Item.Value",
        "b.$": "$$.Map.Item.Value"}, )");
    EXPECT_TRUE(play(batched, "[\"" + std::string(140'000, 'x') + "\", 1]")
                    .end()
                    .starts_with("FAILED States.DataLimitExceeded: The state/task"));
}

TEST(DistributedMaps, HaveTheirResultsWrittenOnce) {
    std::string definition = kMapRun;
    definition.insert(
        definition.find("\"ToleratedFailureCount\""),
        R"("ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}}, )");
    Play run = play(definition, "[7]");
    run.tell(ChildEnded{.branch = 0, .index = 0, .output = "a", .error = {}, .cause = {}});
    ASSERT_EQ(run.last().actions.size(), 1U);
    auto const& write = std::get<WriteResults>(run.last().actions[0]);
    EXPECT_EQ(write.results, Json::array({"a"}));
    EXPECT_EQ(write.arguments, Json::object({{"Bucket", "b"}}));
    EXPECT_EQ(outstanding(run.execution()).size(), 1U);
    run.tell(ResultsWritten{.branch = 0, .output = "there"});
    EXPECT_EQ(run.end(), R"(SUCCEEDED "there")");
}

TEST(DistributedMaps, HaveTheirResultsFormattedForTheNextState) {
    std::string definition = kMapRun;
    definition.insert(definition.find("\"ToleratedFailureCount\""), R"("ResultWriter": {"WriterConfig": {}}, )");
    Play run = play(definition, "[7]");
    run.tell(ChildEnded{.branch = 0, .index = 0, .output = "a", .error = {}, .cause = {}});
    EXPECT_EQ(std::get<WriteResults>(run.last().actions.at(0)).resource, nullptr);
}

}  // namespace
}  // namespace coworks::asl
