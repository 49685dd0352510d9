#include "os/file_watch.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace coworks::os {

Result<FileWatch> FileWatch::create() {
    Descriptor inotify(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    Descriptor wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!inotify || !wake) return fail("cannot_watch", "the system can't watch files", {}, std::strerror(errno));
    return FileWatch(std::move(inotify), std::move(wake));
}

void FileWatch::set_folders(std::set<std::filesystem::path> const& folders) {
    if (folders == folders_) return;
    for (int const watch : watches_)
        ::inotify_rm_watch(inotify_.get(), watch);
    watches_.clear();
    folders_ = folders;
    for (auto const& folder : folders_) {
        std::uint32_t const what = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ONLYDIR;
        int const watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), what);
        if (watch >= 0) watches_.insert(watch);
    }
}

FileWatch::Seen FileWatch::look(int timeout_ms) {
    std::array<pollfd, 2> descriptors{{{inotify_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}}};
    int const ready = ::poll(descriptors.data(), descriptors.size(), timeout_ms);
    if (ready < 0) return errno == EINTR ? Seen::nothing : Seen::woken;
    if (descriptors[1].revents != 0) return Seen::woken;
    if (descriptors[0].revents == 0) return Seen::nothing;
    std::array<char, 16384> buffer;
    while (::read(inotify_.get(), buffer.data(), buffer.size()) > 0) {
    }
    return Seen::change;
}

bool FileWatch::wait(std::chrono::milliseconds quiet) {
    Seen seen = Seen::nothing;
    while (seen == Seen::nothing)
        seen = look(-1);
    while (seen == Seen::change)
        seen = look(static_cast<int>(quiet.count()));
    return seen != Seen::woken;
}

void FileWatch::wake() const noexcept {
    std::uint64_t const one = 1;
    // It can't fail but by overflow, and then the waiter wakes all the same.
    static_cast<void>(!::write(wake_.get(), &one, sizeof one));
}

}  // namespace coworks::os
