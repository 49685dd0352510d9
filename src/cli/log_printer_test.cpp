#include "cli/log_printer.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace coworks::cli {
namespace {

using ::testing::HasSubstr;

class LogPrinterTest : public ::testing::Test {
protected:
    LogPrinterTest() { EXPECT_EQ(0, ::pipe2(pipe_, O_CLOEXEC)); }
    ~LogPrinterTest() override {
        ::close(pipe_[0]);
        ::close(pipe_[1]);
    }
    /// What is there, at least until `end` has come.
    std::string read_until(std::string_view end) {
        std::string out;
        char buffer[65536];
        while (out.find(end) == std::string::npos) {
            ssize_t const got = ::read(pipe_[0], buffer, sizeof buffer);
            if (got <= 0) break;
            out.append(buffer, static_cast<std::size_t>(got));
        }
        return out;
    }

    int pipe_[2] = {-1, -1};
};

TEST_F(LogPrinterTest, prints_at_once_what_is_taken_at_once) {
    LogPrinter printer(pipe_[1]);
    printer.print("one");
    printer.print("two");
    ::fcntl(pipe_[0], F_SETFL, O_NONBLOCK);
    EXPECT_EQ("one\ntwo\n", read_until("two\n"));
}

TEST_F(LogPrinterTest, never_waits_for_who_does_not_read_and_says_what_it_left_out) {
    LogPrinter printer(pipe_[1]);
    std::string const line(10'000, 'x');
    for (int i = 0; i < 1000; ++i)
        printer.print(line);
    std::string const text = read_until("all of them)\n");
    EXPECT_GT(text.size(), LogPrinter::kWaitingMax / 2);
    EXPECT_LT(text.size(), 2 * LogPrinter::kWaitingMax);
    EXPECT_THAT(text, HasSubstr("x\n("));
    printer.print("and on");
    EXPECT_EQ("and on\n", read_until("and on\n"));
}

TEST_F(LogPrinterTest, ends_while_nobody_reads) {
    LogPrinter printer(pipe_[1]);
    for (int i = 0; i < 100; ++i)
        printer.print(std::string(10'000, 'x'));
}

}  // namespace
}  // namespace coworks::cli
