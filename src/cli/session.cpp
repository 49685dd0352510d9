#include "cli/session.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>

#include "base/text.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

// no-color.org: any value but the empty one turns colour off. A dumb terminal shows the codes as they are.
Colour colour_of(int descriptor, project::Variables const& environment) {
    auto const is_set = [&](char const* name) {
        auto const found = environment.find(name);
        return found != environment.end() && !found->second.empty();
    };
    auto const terminal = environment.find("TERM");
    if (is_set("NO_COLOR") || (terminal != environment.end() && terminal->second == "dumb")) return Colour::never;
    return ::isatty(descriptor) != 0 ? Colour::always : Colour::never;
}

}  // namespace

Session Session::of_this_process() {
    Session session;
    session.program = dev::own_program();
    std::error_code fault;
    session.current_folder = fs::current_path(fault);
    session.environment = project::process_environment();
    session.colour_out = colour_of(STDOUT_FILENO, session.environment);
    session.colour_err = colour_of(STDERR_FILENO, session.environment);
    session.terminal_err = ::isatty(STDERR_FILENO) != 0;
    return session;
}

void Session::out(std::string_view text) const {
    std::cout << text << std::flush;
}

void Session::say(std::string_view line) const {
    std::cerr << line << '\n' << std::flush;
}

std::string Session::coloured(std::string_view text, std::string_view code, Colour colour) const {
    if (colour == Colour::never) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

void Session::warn(std::string_view what, std::string_view remedy) const {
    Diagnostic diagnostic;
    diagnostic.severity = Diagnostic::Severity::warning;
    diagnostic.message = what;
    diagnostic.remedy = remedy;
    fail(Exit::ok, diagnostic);
}

Exit Session::fail(Exit exit, std::string_view what, std::string_view remedy) const {
    Diagnostic diagnostic;
    diagnostic.message = what;
    diagnostic.remedy = remedy;
    return fail(exit, diagnostic);
}

Exit Session::fail(Exit exit, Diagnostic const& diagnostic, std::string_view source) const {
    std::cerr << render(diagnostic, source, colour_err) << std::flush;
    return exit;
}

Exit Session::fail(Exit exit, Error const& error) const {
    return fail(exit, error.text());
}

std::string Session::shown(fs::path const& path) const {
    auto const relative = path.lexically_relative(current_folder);
    bool const above = relative.empty() || *relative.begin() == "..";
    return above ? path.string() : relative.string();
}

tl::expected<project::Loaded, Exit> Session::open_project() const {
    auto const root = project::find_root(current_folder);
    if (!root) {
        return tl::unexpected(fail(Exit::project, "there is no project.cws.yml here or in a folder above",
                                   "go to your project's folder, or make one: cws new shop"));
    }
    return load_project(*root);
}

tl::expected<project::Loaded, Exit> Session::load_project(fs::path const& root) const {
    project::LoadOptions options;
    options.stage = stage;
    options.environment = environment;
    options.current_folder = current_folder;
    auto loaded = project::load(root, options);
    for (auto const& fault : loaded.faults) {
        auto const text = loaded.texts.find(fault.file);
        fail(Exit::project, fault, text == loaded.texts.end() ? std::string_view() : text->second);
    }
    if (!loaded.ok()) return tl::unexpected(Exit::project);
    return loaded;
}

tl::expected<dev::Toolchain, Exit> Session::toolchain() const {
    auto found = dev::find_toolchain(program, environment);
    if (!found) return tl::unexpected(fail(Exit::environment, found.error()));
    return *found;
}

std::string Table::text(Session const& session) const {
    std::vector<std::size_t> widths(headings_.size());
    for (std::size_t column = 0; column < headings_.size(); ++column) {
        widths[column] = code_points(headings_[column]);
        for (auto const& row : rows_)
            widths[column] = std::max(widths[column], code_points(row[column]));
    }
    auto const line = [&](std::vector<std::string> const& cells) {
        std::string out;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            out += cells[column];
            if (column + 1 < cells.size()) out += std::string(widths[column] + 2 - code_points(cells[column]), ' ');
        }
        while (out.ends_with(' '))
            out.pop_back();
        return out;
    };
    std::string out = session.coloured(line(headings_), "1", session.colour_out) + "\n";
    for (auto const& row : rows_)
        out += line(row) + "\n";
    return out;
}

Result<std::string> read_input(std::string const& file) {
    std::ostringstream text;
    if (file == "-") {
        text << std::cin.rdbuf();
        return text.str();
    }
    std::error_code fault;
    std::ifstream in(file, std::ios::binary);
    if (!in || fs::is_directory(file, fault)) {
        return coworks::fail("no_such_file", "cannot read a file", file,
                             fs::is_directory(file, fault) ? "it is a folder" : std::generic_category().message(errno));
    }
    text << in.rdbuf();
    return text.str();
}

}  // namespace coworks::cli
