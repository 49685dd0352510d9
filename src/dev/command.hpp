#pragma once

/// Runs a tool of the machine (cmake, ninja, a test program) and hands over what it prints.

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "project/environment.hpp"

namespace coworks::dev {

struct Command {
    std::vector<std::string> arguments;  ///< the program (looked for in PATH) and its arguments
    std::filesystem::path folder{};      ///< where it runs; empty: here
    project::Variables environment{};    ///< set beside those of this process
};

/// How a program ended: its exit status, or 128 + the signal's number as shells say it.
struct Ended {
    int status = 0;
    bool ok() const noexcept { return status == 0; }
};

/// Takes one line of output, without its end.
using LineSink = std::function<void(std::string_view line)>;

/// Runs the command to its end; standard output and error both go to `lines`, standard input is empty. When `stop`
/// becomes true (looked at ten times a second) the program and its children are ended by SIGTERM. Fails only where the
/// program could not be started.
Result<Ended> run(Command const& command, LineSink const& lines, std::atomic<bool> const* stop = nullptr);

/// The same with output and input passed through, for programs that talk to the user.
Result<Ended> run_in_foreground(Command const& command);

/// The program of that name in PATH, or empty.
std::filesystem::path find_program(std::string_view name, project::Variables const& environment);

}  // namespace coworks::dev
