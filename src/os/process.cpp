#include "os/process.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "os/own_tmp.hpp"

namespace coworks::os {

namespace {

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Result<Pipe> make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail("cannot_start", "no descriptor is left for a pipe", {}, std::strerror(errno));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers(std::vector<std::string> const& texts, char* first) {
    std::vector<char*> out;
    if (first != nullptr) out.push_back(first);
    for (std::string const& text : texts)
        out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

/// Reported in place of an errno: the system refuses a /tmp of one's own.
constexpr int kNoOwnTmp = -1;
/// It has refused once.
std::atomic<bool> refuses_own_tmp{false};

/// What the child does between fork and exec. Only calls that are safe after a fork of a program with threads; every
/// value was made ready before.
struct Child {
    char const* program;
    char* const* arguments;
    char* const* environment;
    char const* folder;
    int output;
    int error;
    int report;
    std::vector<std::pair<int, int>> const* descriptors;
    pid_t parent;
    OwnTmpEntry const* own_tmp;

    [[noreturn]] void stop() const { stop(errno); }
    [[noreturn]] void stop(int reason) const {
        // If the parent can't be told it finds the pipe closed and the process ended.
        static_cast<void>(!::write(report, &reason, sizeof reason));
        ::_exit(127);
    }

    [[noreturn]] void run() const {
        ::setpgid(0, 0);
        if (own_tmp->wanted() && !own_tmp->enter()) stop(kNoOwnTmp);
        // Behind that: the kernel forgets it where a process changes what it may do (prctl(2)).
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(127);
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        for (int const number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
            ::signal(number, SIG_DFL);
        if (*folder != '\0' && ::chdir(folder) != 0) stop();

        int const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(error, 2) < 0) stop();
        // Moved out of the way first, so that no target number overwrites a source that is still needed.
        std::array<int, 16> moved;
        std::size_t count = 0;
        int floor = 64;
        for (auto const& [ours, theirs] : *descriptors)
            floor = std::max(floor, theirs + 1);
        int const reporting = ::fcntl(report, F_DUPFD_CLOEXEC, floor);
        for (auto const& [ours, theirs] : *descriptors) {
            if (count == moved.size()) break;
            moved[count] = ::fcntl(ours, F_DUPFD_CLOEXEC, floor);
            if (moved[count++] < 0) stop();
        }
        // Whatever else some library opened without O_CLOEXEC ends here (Linux 5.11).
        ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
        for (std::size_t i = 0; i < count; ++i) {
            if (::dup2(moved[i], (*descriptors)[i].second) < 0) stop();
        }
        ::execve(program, arguments, environment);
        int const reason = errno;
        static_cast<void>(!::write(reporting, &reason, sizeof reason));
        ::_exit(127);
    }
};

}  // namespace

std::string Exit::text() const {
    if (signal == 0) return "exit status " + std::to_string(code);
    char const* const name = ::strsignal(signal);
    return "signal " + std::to_string(signal) + " (" + (name != nullptr ? name : "unknown") + ")";
}

Result<Process> Process::start(Command const& command) {
    auto output = make_pipe();
    auto error = output ? make_pipe() : tl::unexpected(output.error());
    auto report = error ? make_pipe() : tl::unexpected(error.error());
    if (!report) return tl::unexpected(report.error());

    auto const arguments = pointers(command.arguments, const_cast<char*>(command.program.c_str()));
    auto const environment = pointers(command.environment, nullptr);
    OwnTmpEntry const own_tmp(refuses_own_tmp ? OwnTmp() : command.own_tmp);
    Child const child{command.program.c_str(),
                      arguments.data(),
                      environment.data(),
                      command.folder.c_str(),
                      output->write.get(),
                      error->write.get(),
                      report->write.get(),
                      &command.descriptors,
                      ::getpid(),
                      &own_tmp};
    pid_t const id = ::fork();
    if (id < 0)
        return fail("cannot_start", "the system refuses another process", command.program, std::strerror(errno));
    if (id == 0) child.run();

    Process process;
    process.id_ = id;
    report->write.close();
    int reason = 0;
    ssize_t got = 0;
    do {
        got = ::read(report->read.get(), &reason, sizeof reason);
    } while (got < 0 && errno == EINTR);
    if (got == static_cast<ssize_t>(sizeof reason)) {
        process.wait();
        if (reason == kNoOwnTmp) {
            refuses_own_tmp = true;
            return start(command);
        }
        return fail("cannot_start", "cannot start the program", command.program, std::strerror(reason));
    }
    process.end_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, id, 0)));
    if (!process.end_) return fail("cannot_start", "cannot watch the process", command.program, std::strerror(errno));
    ::fcntl(output->read.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(error->read.get(), F_SETFL, O_NONBLOCK);
    process.output_ = std::move(output->read);
    process.error_ = std::move(error->read);
    return process;
}

Process::Process(Process&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      end_(std::move(other.end_)),
      output_(std::move(other.output_)),
      error_(std::move(other.error_)),
      exit_(other.exit_) {}

Process& Process::operator=(Process&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(end_, other.end_);
    std::swap(output_, other.output_);
    std::swap(error_, other.error_);
    std::swap(exit_, other.exit_);
    return *this;
}

Process::~Process() {
    if (id_ <= 0 || exit_) return;
    signal(SIGKILL);
    wait();
}

void Process::signal(int number) const noexcept {
    if (id_ > 0 && !exit_) ::kill(-id_, number);
}

std::optional<Exit> Process::poll() noexcept {
    if (exit_ || id_ <= 0) return exit_;
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) == id_) {
        exit_ = WIFSIGNALED(status) ? Exit{0, WTERMSIG(status)} : Exit{WEXITSTATUS(status), 0};
        // What it may have started dies with it.
        ::kill(-id_, SIGKILL);
    }
    return exit_;
}

Exit Process::wait() noexcept {
    while (!exit_ && id_ > 0) {
        int status = 0;
        if (::waitpid(id_, &status, 0) == id_) {
            exit_ = WIFSIGNALED(status) ? Exit{0, WTERMSIG(status)} : Exit{WEXITSTATUS(status), 0};
            ::kill(-id_, SIGKILL);
        } else if (errno != EINTR) {
            exit_ = Exit{};
        }
    }
    return exit_.value_or(Exit{});
}

bool can_have_own_tmp() noexcept {
    return !refuses_own_tmp;
}

std::optional<std::uint64_t> resident_bytes(pid_t id) {
    std::FILE* const file = std::fopen(("/proc/" + std::to_string(id) + "/statm").c_str(), "re");
    if (file == nullptr) return std::nullopt;
    unsigned long long pages = 0;
    unsigned long long resident = 0;
    unsigned long long shared = 0;
    int const fields = std::fscanf(file, "%llu %llu %llu", &pages, &resident, &shared);
    std::fclose(file);
    if (fields != 3) return std::nullopt;
    static auto const page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return resident * page;
}

}  // namespace coworks::os
