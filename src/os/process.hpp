#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "os/descriptor.hpp"

namespace coworks::os {

/// A /tmp that a program has for itself: empty at first, in memory, gone with the program.
struct OwnTmp {
    std::uint64_t bytes_max = 0;  ///< 0: the program shares the system's
    /// What of the system's /tmp is there all the same: files and folders right below it, such as "/tmp/project".
    std::vector<std::string> kept;
};

/// What to start, and with what.
struct Command {
    std::string program;                   ///< a path; no search in PATH
    std::vector<std::string> arguments;    ///< without the program's own name
    std::vector<std::string> environment;  ///< "NAME=value", and nothing else is inherited
    std::string folder;                    ///< to start in; empty for this one
    /// Descriptors to inherit: ours, and the number under which the program finds it (3 or more). Every other one is
    /// closed.
    std::vector<std::pair<int, int>> descriptors;
    /// Needs a mount namespace (mount_namespaces(7)), which takes a privilege or a user namespace. Where the system
    /// refuses both the program shares the system's /tmp.
    OwnTmp own_tmp{};
};

/// How a process ended.
struct Exit {
    int code = 0;    ///< of exit(), if signal is 0
    int signal = 0;  ///< that killed it
    /// "exit status 3", "signal 11 (Segmentation fault)".
    std::string text() const;
};

/// A child in a process group of its own, that the kernel kills when we die (PR_SET_PDEATHSIG); killed and waited for
/// when destroyed. One thread at a time.
class Process {
public:
    /// Errors: "cannot_start" with the system's reason, for instance that the program is missing.
    static Result<Process> start(Command const& command);

    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;
    ~Process();

    pid_t id() const noexcept { return id_; }
    /// Becomes readable when the process has ended (pidfd_open).
    int end_descriptor() const noexcept { return end_.get(); }
    /// What the process writes to standard output and standard error; non-blocking.
    int output_descriptor() const noexcept { return output_.get(); }
    int error_descriptor() const noexcept { return error_.get(); }

    /// Sends a signal to the whole group.
    void signal(int number) const noexcept;
    /// How it ended, if it has; never waits.
    std::optional<Exit> poll() noexcept;
    /// Waits for the end.
    Exit wait() noexcept;

private:
    Process() = default;

    pid_t id_ = -1;
    Descriptor end_;
    Descriptor output_;
    Descriptor error_;
    std::optional<Exit> exit_;
};

/// False once the system has refused a program a /tmp of its own.
bool can_have_own_tmp() noexcept;

/// Resident memory of a process in bytes (/proc/PID/statm), or nothing if it is gone.
std::optional<std::uint64_t> resident_bytes(pid_t id);

}  // namespace coworks::os
