#include "cli/json_argument.hpp"

#include <gtest/gtest.h>

#include "project/testing.hpp"

namespace coworks::cli {
namespace {

TEST(JsonArgument, IsJsonOrAFileWithOrWithoutItsSign) {
    project::testing::Folder const folder;
    folder.write("order.json", "{\"n\": 1.0}");
    std::string const file = (folder.path() / "order.json").string();
    for (std::string const& value : {file, "@" + file, std::string("{\"n\": 1.0}")}) {
        auto const read = read_argument(value, "--input");
        ASSERT_TRUE(read) << value;
        EXPECT_EQ(read->text, "{\"n\": 1.0}") << "as it was written";
        EXPECT_EQ(read->value, Json::object({{"n", 1.0}}));
    }
}

TEST(JsonArgument, WhatIsNoneIsToldWithItsPlace) {
    auto const typed = read_argument("{\"n\": }", "--input");
    ASSERT_FALSE(typed);
    EXPECT_EQ(typed.error().fault.file, "--input");
    EXPECT_EQ(typed.error().fault.position, (SourcePosition{1, 7}));
    EXPECT_FALSE(typed.error().fault.remedy.empty());
    project::testing::Folder const folder;
    folder.write("order.json", "{}\n}");
    std::string const file = (folder.path() / "order.json").string();
    auto const read = read_argument(file, "--input");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fault.file, file);
    EXPECT_EQ(read.error().fault.position, (SourcePosition{2, 1}));
    EXPECT_NE(read_argument("@missing.json", "--input").error().fault.message.find("missing.json"), std::string::npos);
}

TEST(JsonArgument, HalfOfASurrogatePairIsTakenWhereItIsWanted) {
    EXPECT_FALSE(parse_argument("\"\\ud800\"", "--input"));
    EXPECT_TRUE(parse_argument("\"\\ud800\"", "--input", Surrogates::lone));
}

}  // namespace
}  // namespace coworks::cli
