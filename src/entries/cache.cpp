#include "entries/cache.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "entries/translation_unit.hpp"

namespace coworks::entries {
namespace {

/// First word of a record; another layout gets another number.
constexpr std::string_view kMagic = "cws-entries-stamp-1";

}  // namespace

std::uint64_t content_hash(std::string_view text, std::uint64_t seed) noexcept {
    auto hash = seed;
    for (unsigned char const byte : text) {
        hash ^= byte;
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

Result<Stamp::File> Stamp::describe(std::string const& path) {
    struct stat status{};
    if (stat(path.c_str(), &status) != 0)
        return fail("no_such_file", "can't look at the file", path, std::strerror(errno));
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    return File{.path = path,
                .time_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
                .size = static_cast<std::uint64_t>(status.st_size),
                .hash = content_hash(*text)};
}

bool Stamp::is_unchanged(File const& file) {
    struct stat status{};
    if (stat(file.path.c_str(), &status) != 0) return false;
    auto const time_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    if (static_cast<std::uint64_t>(status.st_size) != file.size) return false;
    if (time_ns == file.time_ns) return true;
    auto const text = read_file(file.path);
    return text && content_hash(*text) == file.hash;
}

bool Stamp::is_current() const {
    return recorded_request_ == request_ && !files_.empty() && std::ranges::all_of(files_, &Stamp::is_unchanged);
}

bool Stamp::load() {
    std::ifstream in(path_);
    std::string magic;
    std::size_t inputs = 0;
    if (!(in >> magic >> recorded_request_ >> inputs) || magic != kMagic) return false;
    files_.clear();
    File file;
    while (in >> file.time_ns >> file.size >> file.hash && in.get() == ' ' && std::getline(in, file.path))
        files_.push_back(file);
    if (files_.size() < inputs) return files_.clear(), false;
    for (std::size_t i = 0; i < inputs; ++i)
        inputs_.push_back(files_[i].path);
    return true;
}

Result<void> Stamp::save(std::vector<std::string> const& inputs, std::vector<std::string> const& outputs) {
    std::ostringstream text;
    text << kMagic << ' ' << request_ << ' ' << inputs.size() << '\n';
    for (auto const* list : {&inputs, &outputs}) {
        for (auto const& path : *list) {
            auto const file = describe(path);
            if (!file) return tl::unexpected(file.error());
            text << file->time_ns << ' ' << file->size << ' ' << file->hash << ' ' << file->path << '\n';
        }
    }
    return write_if_changed(path_, text.str());
}

Result<void> write_if_changed(std::string const& path, std::string_view text) {
    if (auto const present = read_file(path); present && *present == text) return {};
    auto const temporary = path + "." + std::to_string(getpid());
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();
        if (!out) {
            auto const reason = std::strerror(errno);
            std::remove(temporary.c_str());
            return fail("cannot_write", "can't write the file", path, reason);
        }
    }
    if (std::rename(temporary.c_str(), path.c_str()) != 0)
        return fail("cannot_write", "can't write the file", path, std::strerror(errno));
    return {};
}

std::string depfile(std::string const& target, std::vector<std::string> const& inputs) {
    auto const escaped = [](std::string const& path) {
        std::string text;
        for (char const c : path) {
            if (c == ' ' || c == '#' || c == '\\') text += '\\';
            if (c == '$') text += '$';
            text += c;
        }
        return text;
    };
    auto text = escaped(target) + ":";
    for (auto const& input : inputs)
        text += " \\\n  " + escaped(input);
    return text + "\n";
}

}  // namespace coworks::entries
