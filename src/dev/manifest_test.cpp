#include "dev/manifest.hpp"

#include <gtest/gtest.h>

#include "project/testing.hpp"

namespace coworks::dev {
namespace {

/// A folder with one input, and a manifest that has noted it.
class Built : public ::testing::Test {
protected:
    Built() {
        folder.write("input", "one");
        manifest.add(input);
        manifest.add(folder.path() / "missing");
    }

    project::testing::Folder folder;
    std::filesystem::path const input = folder.path() / "input";
    std::filesystem::path const file = folder.path() / "manifest";
    Manifest manifest{"settings\nof two lines"};
};

TEST_F(Built, holds_while_settings_and_files_are_the_same) {
    EXPECT_TRUE(manifest.holds("settings\nof two lines"));
    EXPECT_FALSE(manifest.holds("settings"));
    folder.write("input", "one more");
    EXPECT_FALSE(manifest.holds("settings\nof two lines")) << "another size";
}

TEST_F(Built, sees_a_file_that_was_written_again_with_the_same_size) {
    auto const before = std::filesystem::last_write_time(input);
    folder.write("input", "two");
    std::filesystem::last_write_time(input, before + std::chrono::nanoseconds(1000));
    EXPECT_FALSE(manifest.holds(manifest.settings()));
}

TEST_F(Built, sees_a_file_that_was_not_there_before) {
    folder.write("missing", "");
    EXPECT_FALSE(manifest.holds(manifest.settings()));
}

TEST_F(Built, is_read_as_it_was_written) {
    ASSERT_TRUE(manifest.save(file));
    auto const read = Manifest::load(file);
    EXPECT_EQ(read.settings(), manifest.settings());
    EXPECT_EQ(read.files(), manifest.files());
    EXPECT_TRUE(read.holds("settings\nof two lines"));
}

TEST_F(Built, never_holds_where_it_can_not_be_read) {
    EXPECT_FALSE(Manifest::load(file).holds("")) << "there is none";
    for (char const* text :
         {"", "cws-manifest 0\n0 \n\n", "cws-manifest 1\n", "cws-manifest 1\n-1 \n\n", "cws-manifest 1\n99 \nshort\n",
          "cws-manifest 1\n0 \n\nno numbers\n", "cws-manifest 1\n0 \n\n1 2\n"}) {
        folder.write("manifest", text);
        EXPECT_FALSE(Manifest::load(file).holds("")) << text;
    }
    EXPECT_FALSE(manifest.save(folder.path() / "nowhere/manifest"));
}

}  // namespace
}  // namespace coworks::dev
