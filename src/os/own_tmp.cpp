#include "os/own_tmp.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>

namespace coworks::os {

namespace {

constexpr std::size_t kKeptMax = 16;

bool write_text(char const* path, std::string const& text) noexcept {
    int const file = ::open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool const written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(file);
    return written;
}

/// Whatever the number was outside, it is inside (user_namespaces(7), "uid_map").
std::string same(unsigned number) {
    return std::to_string(number) + " " + std::to_string(number) + " 1";
}

/// What a descriptor means, at the same path in the new /tmp.
bool bind(int descriptor, char const* path) noexcept {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return false;
    if (S_ISDIR(status.st_mode)) {
        if (::mkdir(path, 0755) != 0) return false;
    } else {
        int const file = ::open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (file < 0) return false;
        ::close(file);
    }
    char source[32];
    std::snprintf(source, sizeof source, "/proc/self/fd/%d", descriptor);
    return ::mount(source, path, nullptr, MS_BIND | MS_REC, nullptr) == 0;
}

}  // namespace

OwnTmpEntry::OwnTmpEntry(OwnTmp const& wanted) : user_map_(same(::geteuid())), group_map_(same(::getegid())) {
    // More than a few names below /tmp are no project's: then it shares the system's.
    if (wanted.bytes_max == 0 || wanted.kept.size() > kKeptMax) return;
    options_ = "mode=1777,size=" + std::to_string(wanted.bytes_max);
    kept_ = wanted.kept;
}

bool OwnTmpEntry::enter_namespace() const noexcept {
    if (::unshare(CLONE_NEWNS) == 0) return true;
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    return write_text("/proc/self/setgroups", "deny") && write_text("/proc/self/uid_map", user_map_) &&
           write_text("/proc/self/gid_map", group_map_);
}

bool OwnTmpEntry::mount_all() const noexcept {
    // What is mounted here stays here; what the system mounts later is seen.
    if (::mount(nullptr, "/", nullptr, MS_SLAVE | MS_REC, nullptr) != 0) return false;
    // Opened in this namespace, because a mount of another one can't be bound, and before they are hidden.
    std::array<int, kKeptMax> opened;
    for (std::size_t i = 0; i < kept_.size(); ++i)
        opened[i] = ::open(kept_[i].c_str(), O_PATH | O_CLOEXEC);
    bool sound = ::mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options_.c_str()) == 0;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        if (opened[i] < 0) continue;  // named, but not there
        sound = sound && bind(opened[i], kept_[i].c_str());
        ::close(opened[i]);
    }
    return sound;
}

bool OwnTmpEntry::enter() const noexcept {
    return enter_namespace() && mount_all();
}

}  // namespace coworks::os
