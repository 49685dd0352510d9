#pragma once

/// What every command works with: where it runs, how it speaks, and how it ends.

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "dev/toolchain.hpp"
#include "project/environment.hpp"
#include "project/load.hpp"

namespace coworks::cli {

/// One exit code per class of failure (`cws --help` lists them).
enum class Exit : int {
    ok = 0,
    failed = 1,         ///< what was asked for failed: a test, a call, a check
    usage = 2,          ///< the command line
    project = 3,        ///< the project file, or what it names
    build = 4,          ///< the project's code
    environment = 5,    ///< the machine: a missing tool, a port in use, a permission
    not_running = 6,    ///< no local cloud runs here, and this command needs one
    interrupted = 130,  ///< Ctrl-C, as shells count it
};

class Session {
public:
    static Session of_this_process();

    std::filesystem::path program;         ///< this program's file
    std::filesystem::path current_folder;  ///< absolute
    project::Variables environment;
    std::string stage;  ///< of --stage; empty if not given
    Colour colour_out = Colour::never;
    Colour colour_err = Colour::never;
    bool terminal_err = false;

    /// Data, to standard output.
    void out(std::string_view text) const;
    /// A line for people, to standard error.
    void say(std::string_view line) const;
    void warn(std::string_view what, std::string_view remedy = {}) const;

    /// Tells a fault and returns `exit`, so that a command can `return session.fail(…)`.
    Exit fail(Exit exit, std::string_view what, std::string_view remedy = {}) const;
    Exit fail(Exit exit, Diagnostic const& diagnostic, std::string_view source = {}) const;
    Exit fail(Exit exit, Error const& error) const;

    /// The text in a colour (an SGR code, such as "1;32") where that stream is a terminal.
    std::string coloured(std::string_view text, std::string_view code, Colour colour) const;

    /// A path as short as it can be named from here.
    std::string shown(std::filesystem::path const& path) const;

    /// The project around the current folder; all its faults are told.
    tl::expected<project::Loaded, Exit> open_project() const;
    /// The same for a folder that is known to hold one.
    tl::expected<project::Loaded, Exit> load_project(std::filesystem::path const& root) const;
    tl::expected<dev::Toolchain, Exit> toolchain() const;
};

/// A table whose columns are as wide as they need to be, with a line of headings.
class Table {
public:
    explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    std::string text(Session const& session) const;

private:
    std::vector<std::string> headings_;
    std::vector<std::vector<std::string>> rows_;
};

/// The whole of a file, or of standard input for "-".
Result<std::string> read_input(std::string const& file);

}  // namespace coworks::cli
