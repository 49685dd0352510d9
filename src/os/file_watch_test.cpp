#include "os/file_watch.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <thread>

namespace coworks::os {
namespace {

class FileWatchTest : public ::testing::Test {
protected:
    FileWatchTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cws-watch-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        watch_.set_folders({folder_, folder_ / "missing"});
    }
    ~FileWatchTest() override { std::filesystem::remove_all(folder_); }
    void write(std::string const& name) { std::ofstream(folder_ / name) << "x"; }

    std::filesystem::path folder_;
    FileWatch watch_ = FileWatch::create().value();
};

TEST_F(FileWatchTest, tells_a_file_that_was_written_made_renamed_or_removed) {
    write("a");
    EXPECT_TRUE(watch_.wait(std::chrono::milliseconds(1)));
    std::filesystem::rename(folder_ / "a", folder_ / "b");
    EXPECT_TRUE(watch_.wait(std::chrono::milliseconds(1)));
    std::filesystem::remove(folder_ / "b");
    EXPECT_TRUE(watch_.wait(std::chrono::milliseconds(1)));
}

TEST_F(FileWatchTest, takes_several_changes_for_one) {
    write("a");
    write("b");
    EXPECT_TRUE(watch_.wait(std::chrono::milliseconds(1)));
    watch_.wake();
    EXPECT_FALSE(watch_.wait(std::chrono::milliseconds(1)));
}

TEST_F(FileWatchTest, is_woken_from_another_thread) {
    std::thread waker([this] { watch_.wake(); });
    EXPECT_FALSE(watch_.wait(std::chrono::milliseconds(1)));
    waker.join();
}

}  // namespace
}  // namespace coworks::os
