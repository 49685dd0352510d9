#pragma once

#include <chrono>
#include <filesystem>
#include <set>

#include "base/error.hpp"
#include "os/descriptor.hpp"

namespace coworks::os {

/// Tells that something changed in some folders (inotify). Which files matter is the caller's affair: editors write
/// through temporary files and renames. One thread waits; wake() may be called from any.
class FileWatch {
public:
    static Result<FileWatch> create();

    /// Watches exactly these folders from now on; one that does not exist (yet) is passed over.
    void set_folders(std::set<std::filesystem::path> const& folders);
    /// Waits until a file was written, renamed, made or removed in one of them and it was then quiet for `quiet`: an
    /// editor saves in several steps. False after wake().
    bool wait(std::chrono::milliseconds quiet);
    void wake() const noexcept;

private:
    FileWatch(Descriptor inotify, Descriptor wake) : inotify_(std::move(inotify)), wake_(std::move(wake)) {}

    enum class Seen { change, nothing, woken };
    Seen look(int timeout_ms);

    Descriptor inotify_;
    Descriptor wake_;
    std::set<std::filesystem::path> folders_;
    std::set<int> watches_;
};

}  // namespace coworks::os
