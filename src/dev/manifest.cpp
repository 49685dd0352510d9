#include "dev/manifest.hpp"

#include <sys/stat.h>

#include <charconv>
#include <fstream>
#include <sstream>

namespace coworks::dev {
namespace {

// First line of the file; a form that changes gets another number, and older files are built again.
constexpr std::string_view kForm = "cws-manifest 1";

std::string_view take_line(std::string_view& rest) {
    auto const end = rest.find('\n');
    auto const line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return line;
}

bool take_number(std::string_view& line, std::int64_t& number) {
    auto const [end, fault] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (fault != std::errc{} || end == line.data() + line.size() || *end != ' ') return false;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()) + 1);
    return true;
}

}  // namespace

FileState file_state(std::filesystem::path const& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return {};
    return FileState{found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec, found.st_size};
}

void Manifest::add(std::filesystem::path path) {
    auto const state = file_state(path);
    files_.emplace_back(std::move(path), state);
}

bool Manifest::holds(std::string_view settings) const {
    if (!complete_ || settings != settings_) return false;
    for (auto const& [path, state] : files_) {
        if (file_state(path) != state) return false;
    }
    return true;
}

Result<void> Manifest::save(std::filesystem::path const& file) const {
    auto const beside = file.string() + ".new";
    std::ofstream out(beside, std::ios::binary);
    out << kForm << '\n' << settings_.size() << " \n" << settings_ << '\n';
    for (auto const& [path, state] : files_) {
        out << state.modified_ns << ' ' << state.size << ' ' << path.string() << '\n';
    }
    out.close();
    std::error_code fault;
    if (out) std::filesystem::rename(beside, file, fault);
    if (!out || fault) return fail("cannot_write", "cannot write a file", file.string(), fault ? fault.message() : "");
    return {};
}

Manifest Manifest::load(std::filesystem::path const& file) {
    Manifest none;
    none.complete_ = false;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    auto const all = text.str();
    std::string_view rest = all;
    if (take_line(rest) != kForm) return none;
    auto length_line = take_line(rest);
    std::int64_t length = 0;
    if (!take_number(length_line, length) || length < 0 || static_cast<std::size_t>(length) >= rest.size()) return none;
    Manifest out{std::string(rest.substr(0, static_cast<std::size_t>(length)))};
    rest.remove_prefix(static_cast<std::size_t>(length) + 1);
    while (!rest.empty()) {
        auto line = take_line(rest);
        FileState state;
        if (!take_number(line, state.modified_ns) || !take_number(line, state.size)) return none;
        out.files_.emplace_back(line, state);
    }
    return out;
}

}  // namespace coworks::dev
