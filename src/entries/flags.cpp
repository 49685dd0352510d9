#include "entries/flags.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace coworks::entries {
namespace {

/// Flags whose value is the next word, or is joined to them.
constexpr std::string_view kWithValue[] = {"-isystem",  "-iquote", "-idirafter", "-include", "-imacros", "-isysroot",
                                           "--sysroot", "-target", "-I",         "-D",       "-U"};
/// Flags that stand alone; a prefix is enough.
constexpr std::string_view kAlone[] = {"-std=",     "-stdlib=",     "--target=",       "--sysroot=",      "-nostdinc",
                                       "-pthread",  "-fexceptions", "-fno-exceptions", "-frtti",          "-fno-rtti",
                                       "-fchar8_t", "-fno-char8_t", "-fsigned-char",   "-funsigned-char", "-m32",
                                       "-m64",      "-march=",      "-mtune=",         "-fshort-enums"};

bool takes_next_word(std::string_view flag) {
    return std::ranges::find(kWithValue, flag) != std::ranges::end(kWithValue);
}

bool matters(std::string_view flag) {
    auto const starts = [&](std::string_view prefix) { return flag.starts_with(prefix); };
    return std::ranges::any_of(kAlone, starts) || std::ranges::any_of(kWithValue, starts);
}

/// Standard error of `command`, run without a shell and without input; empty if it can't be started.
std::string standard_error_of(std::vector<std::string> const& command) {
    std::array<int, 2> pipe_ends{};
    if (pipe(pipe_ends.data()) != 0) return {};
    std::vector<char*> arguments;
    for (auto const& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);

    auto const child = fork();
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        if (freopen("/dev/null", "r", stdin) && freopen("/dev/null", "w", stdout))
            execvp(arguments[0], arguments.data());
        _exit(127);
    }
    close(pipe_ends[1]);
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; child > 0 && (got = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;) {
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    close(pipe_ends[0]);
    int status = 0;
    if (child > 0) waitpid(child, &status, 0);
    return text;
}

}  // namespace

std::vector<std::string> reader_flags(std::vector<std::string> const& flags) {
    std::vector<std::string> kept;
    bool has_standard = false;
    for (std::size_t i = 0; i < flags.size(); ++i) {
        if (takes_next_word(flags[i])) {
            if (i + 1 == flags.size()) break;
            kept.push_back(flags[i]);
            kept.push_back(flags[++i]);
        } else if (matters(flags[i])) {
            has_standard = has_standard || flags[i].starts_with("-std=");
            kept.push_back(flags[i]);
        }
    }
    if (!has_standard) kept.emplace_back("-std=c++20");
    return kept;
}

std::vector<std::string> gcc_header_folders(std::string const& root) {
    namespace fs = std::filesystem;
    std::vector<std::pair<int, std::string>> found;
    std::error_code ignored;
    for (auto const& machine : fs::directory_iterator(root, ignored)) {
        for (auto const& version : fs::directory_iterator(machine, ignored)) {
            auto const folder = version.path() / "include";
            if (fs::exists(folder / "stddef.h", ignored)) {
                found.emplace_back(std::atoi(version.path().filename().c_str()), folder.string());
            }
        }
    }
    std::ranges::sort(found, std::greater<>());
    std::vector<std::string> folders;
    for (auto& [version, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

std::vector<std::string> compiler_header_folders(std::string const& compiler) {
    auto const text = standard_error_of({compiler, "-E", "-x", "c++", "-v", "/dev/null"});
    constexpr std::string_view kBegin = "#include <...> search starts here:\n";
    constexpr std::string_view kEnd = "End of search list.";
    auto const begin = text.find(kBegin);
    auto const end = text.find(kEnd);
    if (begin == std::string::npos || end == std::string::npos) return {};

    std::vector<std::string> folders;
    std::string_view list(text.data() + begin + kBegin.size(), end - begin - kBegin.size());
    while (!list.empty()) {
        auto const line_end = std::min(list.find('\n'), list.size());
        auto line = list.substr(0, line_end);
        list.remove_prefix(std::min(line_end + 1, list.size()));
        if (line.starts_with(' ')) line.remove_prefix(1);
        if (!line.empty()) folders.push_back(std::filesystem::path(line).lexically_normal().string());
    }
    return folders;
}

}  // namespace coworks::entries
