#include "local/states/tasks/result_format.hpp"

#include <gtest/gtest.h>

namespace coworks::local::states {
namespace {

std::string formatted(char const* config) {
    std::vector<ChildResult> const children{
        {.description = R"({"Status":"SUCCEEDED","Output":"[1,2]"})"_json, .output = R"([1,2])"_json},
        {.status = asl::Status::failed, .description = R"({"Status":"FAILED"})"_json, .output = {}},
        {.description = R"({"Status":"SUCCEEDED","Output":"3"})"_json, .output = 3}};
    return formatted_results(Json::parse(config), children).dump();
}

TEST(ResultFormat, goes_to_the_next_state_as_the_config_says) {
    EXPECT_EQ(formatted(R"({"Transformation":"FLATTEN","OutputType":"JSON"})"), R"([1,2,{"Status":"FAILED"},3])");
    EXPECT_EQ(formatted(R"({"Transformation":"COMPACT"})"), R"([[1,2],{"Status":"FAILED"},3])");
    EXPECT_EQ(formatted(R"({"OutputType":"JSON"})"), R"([[1,2],{"Status":"FAILED"},3])");
    EXPECT_EQ(formatted(R"({"Transformation":"NONE"})"),
              R"([{"Status":"SUCCEEDED","Output":"[1,2]"},{"Status":"FAILED"},{"Status":"SUCCEEDED","Output":"3"}])");
    EXPECT_EQ(formatted(R"({"Transformation":"FLATTEN","OutputType":"JSONL"})"),
              R"("1\n2\n{\"Status\":\"FAILED\"}\n3\n")");
}

}  // namespace
}  // namespace coworks::local::states
