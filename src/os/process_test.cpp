#include "os/process.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace coworks::os {
namespace {

Command shell(std::string script) {
    return {.program = "/bin/sh", .arguments = {"-c", std::move(script)}, .environment = {"A=1"}};
}

std::string read_all(int descriptor) {
    std::string out;
    while (true) {
        pollfd poll{descriptor, POLLIN, 0};
        ::poll(&poll, 1, 10000);
        char buffer[4096];
        ssize_t const got = ::read(descriptor, buffer, sizeof buffer);
        if (got <= 0) return out;
        out.append(buffer, static_cast<std::size_t>(got));
    }
}

TEST(Process, gives_output_errors_and_exit_status) {
    auto process = Process::start(shell("echo out; echo error >&2; exit 3")).value();
    EXPECT_EQ("out\n", read_all(process.output_descriptor()));
    EXPECT_EQ("error\n", read_all(process.error_descriptor()));
    EXPECT_EQ("exit status 3", process.wait().text());
}

TEST(Process, inherits_the_named_environment_folder_and_descriptors_alone) {
    int ends[2];
    ASSERT_EQ(0, ::pipe(ends));
    Command command =
        shell("env | grep -v ^PWD= | grep -v ^_= | grep -v ^SHLVL= ; pwd; echo through >&7; ls /proc/self/fd | wc -w");
    command.folder = "/usr";
    command.descriptors = {{ends[1], 7}};
    auto process = Process::start(command).value();
    EXPECT_EQ("A=1\n/usr\n5\n", read_all(process.output_descriptor()));
    char buffer[16];
    EXPECT_EQ(8, ::read(ends[0], buffer, sizeof buffer));
    ::close(ends[0]);
    ::close(ends[1]);
}

/// A file or folder below /tmp for as long as a test needs it.
class InTmp {
public:
    explicit InTmp(std::string const& name) : path("/tmp/" + name + std::to_string(::getpid())) {}
    ~InTmp() { std::filesystem::remove_all(path); }
    InTmp(InTmp const&) = delete;
    InTmp& operator=(InTmp const&) = delete;

    std::string const path;
};

TEST(Process, has_a_tmp_of_its_own_where_the_system_allows_it) {
    InTmp const hidden("process_test_hidden");
    InTmp const made("process_test_made");
    std::ofstream(hidden.path) << "outside";
    Command command = shell("ls -A /tmp; echo x > " + made.path + "; cat " + made.path + "; id -u");
    command.own_tmp = {.bytes_max = 1U << 20, .kept = {}};
    auto process = Process::start(command).value();
    std::string const output = read_all(process.output_descriptor());
    if (!can_have_own_tmp()) GTEST_SKIP() << "this system does not";
    EXPECT_EQ("x\n" + std::to_string(::geteuid()) + "\n", output);
    EXPECT_FALSE(std::filesystem::exists(made.path));
    command = shell("head -c 2000000 /dev/zero > /tmp/large 2>/dev/null || echo full");
    command.own_tmp = {.bytes_max = 1U << 20, .kept = {}};
    EXPECT_EQ("full\n", read_all(Process::start(command).value().output_descriptor()));
}

TEST(Process, keeps_what_it_was_told_of_the_systems_tmp) {
    InTmp const folder("process_test_folder");
    InTmp const file("process_test_file");
    std::filesystem::create_directory(folder.path);
    std::ofstream(folder.path + "/in") << "in\n";
    std::ofstream(file.path) << "file\n";
    Command command = shell("pwd; cat in; cat " + file.path + "; echo out > out; ls /tmp | wc -l");
    command.own_tmp = {.bytes_max = 1U << 20, .kept = {folder.path, file.path, "/tmp/process_test_nowhere"}};
    command.folder = folder.path;
    auto process = Process::start(command).value();
    std::string const output = read_all(process.output_descriptor());
    if (!can_have_own_tmp()) GTEST_SKIP() << "this system does not";
    EXPECT_EQ(folder.path + "\nin\nfile\n2\n", output);
    EXPECT_TRUE(std::filesystem::exists(folder.path + "/out")) << "it is the same folder";
}

TEST(Process, tells_why_it_could_not_start) {
    auto const missing = Process::start({.program = "/nonexistent/program"});
    ASSERT_FALSE(missing);
    EXPECT_EQ("cannot_start", missing.error().code);
    EXPECT_NE(std::string::npos, missing.error().text().find("No such file"));
    Command wrong_folder = shell("true");
    wrong_folder.folder = "/nonexistent";
    EXPECT_FALSE(Process::start(wrong_folder));
}

TEST(Process, tells_the_signal_that_killed_it) {
    auto process = Process::start(shell("kill -SEGV $$")).value();
    pollfd poll{process.end_descriptor(), POLLIN, 0};
    EXPECT_EQ(1, ::poll(&poll, 1, 10000));
    EXPECT_EQ("signal 11 (Segmentation fault)", process.poll().value().text());
}

TEST(Process, leaves_nothing_behind_when_it_is_destroyed) {
    pid_t id = 0;
    {
        auto process = Process::start(shell("sleep 1000 & sleep 1000")).value();
        id = process.id();
        EXPECT_GT(resident_bytes(id).value(), 0U);
    }
    EXPECT_EQ(-1, ::kill(id, 0));
    EXPECT_FALSE(resident_bytes(id));
}

}  // namespace
}  // namespace coworks::os
