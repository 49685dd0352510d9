#include "entries/cache.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entries/translation_unit.hpp"

namespace coworks::entries {
namespace {

namespace fs = std::filesystem;

class Cache : public testing::Test {
protected:
    Cache() : folder_(fs::path(testing::TempDir()) / "cws entries cache") {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~Cache() override { fs::remove_all(folder_); }

    std::string path(char const* name) const { return (folder_ / name).string(); }
    void write(char const* name, std::string_view text) const { std::ofstream(path(name)) << text; }
    bool is_current(std::string_view request = "flags") const {
        Stamp stamp(path("stamp"), request);
        return stamp.load() && stamp.is_current();
    }
    void record() const {
        write("a.hpp", "int a;");
        write("b.cpp", "int b;");
        ASSERT_TRUE(Stamp(path("stamp"), "flags").save({path("a.hpp")}, {path("b.cpp")}));
    }

    fs::path folder_;
};

TEST_F(Cache, is_current_while_nothing_changes) {
    EXPECT_FALSE(is_current());
    record();
    EXPECT_TRUE(is_current());
    Stamp stamp(path("stamp"), "flags");
    ASSERT_TRUE(stamp.load());
    EXPECT_EQ(stamp.inputs(), std::vector{path("a.hpp")});
}

TEST_F(Cache, is_void_when_a_file_that_was_read_or_written_changes_or_goes) {
    record();
    write("a.hpp", "int c;");
    EXPECT_FALSE(is_current());
    record();
    write("b.cpp", "int b; ");
    EXPECT_FALSE(is_current());
    record();
    fs::remove(path("b.cpp"));
    EXPECT_FALSE(is_current());
}

TEST_F(Cache, is_current_when_a_file_was_only_touched) {
    record();
    fs::last_write_time(path("a.hpp"), fs::file_time_type::clock::now() + std::chrono::hours(1));
    EXPECT_TRUE(is_current());
}

TEST_F(Cache, is_void_for_other_flags_and_for_a_damaged_record) {
    record();
    EXPECT_FALSE(is_current("other flags"));
    for (char const* const text :
         {"", "cws-entries-stamp-1", "cws-entries-stamp-1 1 2\n", "something else", "cws-entries-stamp-1 x y\n"}) {
        write("stamp", text);
        EXPECT_FALSE(is_current()) << text;
    }
}

TEST_F(Cache, writes_only_what_differs) {
    ASSERT_TRUE(write_if_changed(path("x"), "one"));
    auto const long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(path("x"), long_ago);
    ASSERT_TRUE(write_if_changed(path("x"), "one"));
    EXPECT_EQ(fs::last_write_time(path("x")), long_ago);
    ASSERT_TRUE(write_if_changed(path("x"), "two"));
    EXPECT_EQ(read_file(path("x")).value(), "two");
    auto const failed = write_if_changed(path("no/such/folder"), "x");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "cannot_write");
}

TEST(Depfile, escapes_blanks_hashes_and_dollars) {
    EXPECT_EQ(depfile("out dir/binding.cpp", {"/a b/c.hpp", "/d#e$f"}),
              "out\\ dir/binding.cpp: \\\n  /a\\ b/c.hpp \\\n  /d\\#e$$f\n");
}

}  // namespace
}  // namespace coworks::entries
