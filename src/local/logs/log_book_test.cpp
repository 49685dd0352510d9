#include "local/logs/log_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

namespace coworks::local::logs {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts(std::vector<Line> const& lines) {
    std::vector<std::string> out;
    for (Line const& line : lines)
        out.push_back(line.text);
    return out;
}

std::string read_file(std::filesystem::path const& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

class LogBookTest : public ::testing::Test {
protected:
    LogBookTest() {
        std::string name = (std::filesystem::temp_directory_path() / "cws-logs-XXXXXX").string();
        folder_ = std::filesystem::path(::mkdtemp(name.data())) / "logs";
    }
    ~LogBookTest() override { std::filesystem::remove_all(folder_.parent_path()); }

    ManualClock clock_{Clock::Time(std::chrono::seconds(1'700'000'000))};
    std::filesystem::path folder_;
};

TEST_F(LogBookTest, finds_lines_by_service_and_request_the_newest_of_them) {
    LogBook book(clock_, "");
    book.line("a", "1", "one");
    book.line("b", "1", "two");
    book.line("a", "2", "three");
    book.line("a", "", "four");
    EXPECT_THAT(texts(book.read({})), ElementsAre("one", "two", "three", "four"));
    EXPECT_THAT(texts(book.read({.service = "a"})), ElementsAre("one", "three", "four"));
    EXPECT_THAT(texts(book.read({.request_id = "1"})), ElementsAre("one", "two"));
    EXPECT_THAT(texts(book.read({.service = "a", .last = 2})), ElementsAre("three", "four"));
    EXPECT_EQ("one\ntwo\n", book.tail("1", 100));
    EXPECT_EQ("two\n", book.tail("1", 4));
    EXPECT_EQ("", book.tail("3", 100));
}

TEST_F(LogBookTest, gives_a_line_to_the_request_that_it_names) {
    LogBook book(clock_, "");
    book.line("a", "2", R"({"requestId":"1","message":"late"})");
    book.line("a", "2", R"({"requestId":1})");
    book.line("a", "2", R"({"requestId")");
    EXPECT_EQ(1U, book.read({.request_id = "1"}).size());
    EXPECT_EQ(2U, book.read({.request_id = "2"}).size());
}

TEST_F(LogBookTest, keeps_so_many_lines_and_bytes_and_no_more) {
    LogBook book(clock_, "", {.lines_max = 3, .bytes_max = 10});
    for (char const* text : {"a", "b", "c", "d"})
        book.line("s", "", text);
    EXPECT_THAT(texts(book.read({})), ElementsAre("b", "c", "d"));
    book.line("s", "", "12345678");
    EXPECT_THAT(texts(book.read({})), ElementsAre("c", "d", "12345678"));
    book.line("s", "", "longer than all of it");
    EXPECT_THAT(texts(book.read({})), ElementsAre("longer than all of it")) << "the newest is there in any case";
}

TEST_F(LogBookTest, writes_each_service_to_a_file_that_is_turned_over) {
    LogBook book(clock_, folder_, {.file_max = 60});
    book.line("a", "", "caf\xe9");
    book.line("b", "7", "other");
    book.flush();
    EXPECT_EQ("2023-11-14T22:13:20.000Z - caf\xef\xbf\xbd\n", read_file(folder_ / "a.log"));
    EXPECT_EQ("2023-11-14T22:13:20.000Z 7 other\n", read_file(folder_ / "b.log"));
    book.line("a", "", "the line that makes it too long");
    book.line("a", "", "the next one");
    book.flush();
    EXPECT_EQ("2023-11-14T22:13:20.000Z - the next one\n", read_file(folder_ / "a.log"));
    EXPECT_THAT(read_file(folder_ / "a.log.1"), ::testing::HasSubstr("the line that makes it too long\n"));
    LogBook after_restart(clock_, folder_, {.file_max = 60});
    after_restart.line("a", "", "and one more");
    after_restart.flush();
    EXPECT_THAT(read_file(folder_ / "a.log") + read_file(folder_ / "a.log.1"),
                ::testing::HasSubstr("the next one\n2023-11-14T22:13:20.000Z - and one more\n"));
}

}  // namespace
}  // namespace coworks::local::logs
