#include "project/environment.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "project/testing.hpp"

namespace coworks::project {
namespace {

TEST(EnvFile, ReadsNamesAndValues) {
    auto const file = parse_env_file(
        "# secrets of the shop\n"
        "TOKEN=abc\n"
        "  export NAME = Ann Lee   # a person\n"
        "HASH=a#b\n"
        "EMPTY=\n"
        "SINGLE='as $it \\n stands'\n"
        "DOUBLE=\"two\\nlines and \\\"quotes\\\"\"\n"
        "KEY=\"-----BEGIN\n-----END\"\r\n"
        "TOKEN=last",
        ".env");
    EXPECT_TRUE(file.faults.empty());
    Variables const expected{{"TOKEN", "last"},
                             {"NAME", "Ann Lee"},
                             {"HASH", "a#b"},
                             {"EMPTY", ""},
                             {"SINGLE", "as $it \\n stands"},
                             {"DOUBLE", "two\nlines and \"quotes\""},
                             {"KEY", "-----BEGIN\n-----END"}};
    EXPECT_EQ(file.variables, expected);
}

TEST(EnvFile, TellsEveryFaultWithItsPlace) {
    auto const file = parse_env_file("A=1\nnonsense\n1X=2\n  B='x' y\nC=\"open\nD=4\n", ".env");
    ASSERT_EQ(file.faults.size(), 4U);
    EXPECT_EQ(file.faults[0].position, (SourcePosition{2, 1}));
    EXPECT_EQ(file.faults[1].position, (SourcePosition{3, 1}));
    EXPECT_EQ(file.faults[2].position, (SourcePosition{4, 9}));
    EXPECT_EQ(file.faults[3].position, (SourcePosition{5, 3}));
    EXPECT_EQ(file.variables, (Variables{{"A", "1"}, {"D", "4"}}));
}

TEST(Environment, TheProcessThenTheStagesFileThenTheFileThenTheProject) {
    testing::Folder const folder;
    folder.write(".env", "A=env\nB=env\nC=env\n");
    folder.write(".env.prod", "A=stage\nB=stage\n");
    Variables const from_file{{"A", "project"}, {"B", "project"}, {"C", "project"}, {"D", "project"}};

    Environment const prod({{"A", "process"}}, folder.path(), "prod");
    EXPECT_EQ(prod.find("A", from_file), "process");
    EXPECT_EQ(prod.find("B", from_file), "stage");
    EXPECT_EQ(prod.find("C", from_file), "env");
    EXPECT_EQ(prod.find("D", from_file), "project");
    EXPECT_FALSE(prod.find("E", from_file));
    EXPECT_EQ(prod.all(from_file), (Variables{{"A", "process"}, {"B", "stage"}, {"C", "env"}, {"D", "project"}}));

    Environment const dev({}, folder.path(), "dev");
    EXPECT_EQ(dev.find("B", from_file), "env");
}

}  // namespace
}  // namespace coworks::project
