#include "dev/ninja.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dev/workspace.hpp"

namespace coworks::dev {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Heard final : public BuildListener {
public:
    void progress(int done, int total, std::string_view what) override {
        steps.push_back(std::to_string(done) + " of " + std::to_string(total) + ": " + std::string(what));
    }
    void line(std::string_view text) override { lines.emplace_back(text); }

    std::vector<std::string> steps;
    std::vector<std::string> lines;
};

class Ninja : public ::testing::Test {
protected:
    void take(std::initializer_list<std::string_view> lines) {
        for (auto const line : lines)
            output.take(line);
    }

    Heard heard;
    NinjaOutput output{heard, "/home/ann/shop"};
};

TEST_F(Ninja, tells_its_progress_from_what_tools_say) {
    take({"@cws 3/7 Building CXX object a.o", "/home/ann/shop/tech/a.hpp:3:5: error: no", "@cws 7/7 Linking"});
    EXPECT_THAT(heard.steps, ElementsAre("3 of 7: Building CXX object a.o", "7 of 7: Linking"));
    EXPECT_THAT(heard.lines, ElementsAre("tech/a.hpp:3:5: error: no"));
}

TEST_F(Ninja, leaves_out_the_commands_that_failed) {
    take({"FAILED: a.o ", "/usr/bin/g++ -c a.cpp", "a.cpp:1:1: error: x", "ninja: build stopped: subcommand failed."});
    output.finish_failed();
    EXPECT_THAT(heard.lines, ElementsAre("a.cpp:1:1: error: x"));
}

TEST_F(Ninja, says_itself_what_no_tool_has_said) {
    take({"ninja: error: 'x', needed by 'y', missing and no known rule to make it", "-- Configuring done"});
    EXPECT_THAT(heard.lines, IsEmpty());
    output.finish_failed();
    EXPECT_THAT(heard.lines, ElementsAre("ninja: error: 'x', needed by 'y', missing and no known rule to make it"));
}

TEST_F(Ninja, keeps_apart_what_the_machine_lacks) {
    take({"cws-entries: there is no libclang", "cws-entries: error: 'a' has no type"});
    EXPECT_EQ(output.lacking(), "there is no libclang");
    EXPECT_THAT(heard.lines, ElementsAre("cws-entries: error: 'a' has no type"));
}

TEST_F(Ninja, takes_a_broken_mark_for_nothing) {
    take({"@cws ", "@cws 3", "@cws 3/", "@cws x/y z", "@cws 3-7 z"});
    EXPECT_THAT(heard.steps, IsEmpty());
    EXPECT_THAT(heard.lines, IsEmpty());
}

TEST(FileOfANinjaLine, is_what_stands_behind_the_blanks) {
    EXPECT_EQ(file_of_ninja_line("    /usr/include/stdio.h"), "/usr/include/stdio.h");
    EXPECT_EQ(file_of_ninja_line("    a file"), "a file");
    for (char const* line : {"a.o: #deps 3, deps mtime 17 (VALID)", "ninja: no work to do.", "", "   "})
        EXPECT_EQ(file_of_ninja_line(line), "") << line;
}

TEST(CmakeMessages, begin_at_the_first_error_and_have_no_remarks) {
    EXPECT_THAT(cmake_messages({"-- The CXX compiler", "CMake Error at CMakeLists.txt:3 (find_package):", "", "",
                                "  no package", "-- Configuring incomplete, errors occurred!", "See also \"log\"."}),
                ElementsAre("CMake Error at CMakeLists.txt:3 (find_package):", "", "  no package"));
    EXPECT_THAT(cmake_messages({"-- x", "", "make: not found"}), ElementsAre("make: not found"));
    EXPECT_THAT(cmake_messages({}), IsEmpty());
}

}  // namespace
}  // namespace coworks::dev
