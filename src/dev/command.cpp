#include "dev/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace coworks::dev {
namespace {

constexpr int kLookEveryMs = 100;  // how often a running tool looks whether it shall stop

/// A file descriptor that is closed in the end.
class Descriptor {
public:
    explicit Descriptor(int number = -1) noexcept : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() { close(); }

    int number() const noexcept { return number_; }
    void close() noexcept {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> environment_texts(project::Variables const& additions) {
    auto variables = project::process_environment();
    for (auto const& [name, value] : additions)
        variables.insert_or_assign(name, value);
    std::vector<std::string> out;
    for (auto const& [name, value] : variables)
        out.push_back(name + "=" + value);
    return out;
}

enum class Streams { captured, inherited };

/// Starts the command; with captured streams its output goes to `output`, and it leads a process group of its own.
Result<pid_t> start(Command const& command, Streams streams, int output) {
    auto arguments = command.arguments;
    auto variables = environment_texts(command.environment);
    auto const argv = pointers(arguments);
    auto const envp = pointers(variables);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // Whatever this program does with signals, a tool begins with the defaults.
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (streams == Streams::captured) {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
        posix_spawnattr_setpgroup(&attributes, 0);
        flags = static_cast<short>(flags | POSIX_SPAWN_SETPGROUP);
    }
    posix_spawnattr_setflags(&attributes, flags);
    if (!command.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());

    pid_t child = 0;
    int const fault = posix_spawnp(&child, arguments.front().c_str(), &actions, &attributes, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (fault != 0) {
        return fail("cannot_start", "cannot start a program", command.arguments.front(),
                    std::generic_category().message(fault));
    }
    return child;
}

Ended wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return Ended{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

/// Cuts a stream into lines.
class Lines {
public:
    explicit Lines(LineSink const& sink) : sink_(sink) {}

    void add(std::string_view text) {
        rest_ += text;
        std::size_t from = 0;
        for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', from)) {
            sink_(std::string_view(rest_).substr(from, end - from));
            from = end + 1;
        }
        rest_.erase(0, from);
    }
    void finish() {
        if (!rest_.empty()) sink_(rest_);
    }

private:
    LineSink const& sink_;
    std::string rest_;
};

}  // namespace

Result<Ended> run(Command const& command, LineSink const& lines, std::atomic<bool> const* stop) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return fail("no_pipe", "cannot make a pipe", {}, std::generic_category().message(errno));
    }
    Descriptor const reading(ends[0]);
    Descriptor writing(ends[1]);
    auto const child = start(command, Streams::captured, writing.number());
    if (!child) return tl::unexpected(child.error());
    writing.close();

    Lines cutter(lines);
    bool told = false;
    for (;;) {
        if (stop != nullptr && stop->load() && !told) {
            ::kill(-*child, SIGTERM);
            told = true;
        }
        pollfd waiting{reading.number(), POLLIN, 0};
        int const ready = ::poll(&waiting, 1, kLookEveryMs);
        if (ready <= 0) continue;
        char buffer[16384];
        auto const count = ::read(reading.number(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        cutter.add(std::string_view(buffer, static_cast<std::size_t>(count)));
    }
    cutter.finish();
    return wait_for(*child);
}

Result<Ended> run_in_foreground(Command const& command) {
    auto const child = start(command, Streams::inherited, -1);
    if (!child) return tl::unexpected(child.error());
    return wait_for(*child);
}

std::filesystem::path find_program(std::string_view name, project::Variables const& environment) {
    auto const found = environment.find("PATH");
    std::string_view rest = found == environment.end() ? std::string_view("/usr/bin:/bin") : found->second;
    while (!rest.empty()) {
        auto const end = rest.find(':');
        std::filesystem::path const candidate = std::filesystem::path(rest.substr(0, end)) / name;
        std::error_code fault;
        if (::access(candidate.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(candidate, fault))
            return candidate;
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return {};
}

}  // namespace coworks::dev
