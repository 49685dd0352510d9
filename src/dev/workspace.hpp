#pragma once

/// Builds a project in its .cws folder, and keeps the programs that run apart from those that are being built.

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "dev/command.hpp"
#include "dev/manifest.hpp"
#include "dev/toolchain.hpp"
#include "project/project.hpp"

namespace coworks::dev {

/// Hears how a build goes on.
class BuildListener {
public:
    virtual ~BuildListener() = default;
    /// `done` of `total` steps are finished; `what` is the present one ("Building CXX object …").
    virtual void progress(int done, int total, std::string_view what) = 0;
    /// A line that a tool printed for the user: errors and warnings in the compiler's own format.
    virtual void line(std::string_view text) = 0;
};

/// A service that is ready to run.
struct Artefact {
    std::string service;
    std::vector<std::string> command;      ///< what starts a worker
    std::filesystem::path folder;          ///< where it runs
    std::string version;                   ///< another text where anything has changed
    std::filesystem::path interface_file;  ///< what the program prints with --describe; empty in another language
};

enum class What { services, services_and_tests };
/// debugging: unoptimised, with what a debugger shows of variables, in a folder of its own.
enum class Flags { development, debugging, release };

class Workspace {
public:
    /// The project must have been loaded without faults. `colour`: whether the compiler shall colour what it says.
    Workspace(project::Project project, Toolchain toolchain, Colour colour = Colour::never,
              Flags flags = Flags::development);

    /// Whether nothing changed since the last build that succeeded: some hundred stat calls.
    bool is_current(What what = What::services) const;

    /// Configures where that is needed, and builds. The error is a tool that failed: its `line`s have been heard.
    Result<void> build(What what, BuildListener& listener, std::atomic<bool> const* stop = nullptr);

    /// The services as they were built last, each in a folder of its own that later builds leave alone.
    Result<std::vector<Artefact>> publish() const;

    /// Removes what earlier builds published and none of these uses.
    void retire(std::vector<Artefact> const& used) const;

    /// The unit test programs.
    std::vector<std::filesystem::path> test_programs() const;

    /// Every file of the project that the last build read, as far as it lies in the project's folder.
    std::vector<std::filesystem::path> inputs(What what = What::services) const;

    project::Project const& project() const noexcept { return project_; }

private:
    std::filesystem::path build_folder() const;
    std::filesystem::path manifest_file(What what) const;
    std::string settings() const;
    Result<void> configure(BuildListener& listener, std::atomic<bool> const* stop) const;
    Result<void> note_inputs(What what, std::int64_t started_ns) const;
    Result<Artefact> publish(project::Service const& service) const;

    project::Project project_;
    Toolchain toolchain_;
    Colour colour_;
    Flags flags_;
    std::string cmake_file_;
};

}  // namespace coworks::dev
