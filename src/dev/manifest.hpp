#pragma once

/// What a build was made from, so that the next one can be left out where nothing changed: asking cmake or ninja takes
/// longer than the whole start of `cws run` may.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace coworks::dev {

/// What a file looked like: enough to see that it was written again.
struct FileState {
    std::int64_t modified_ns = 0;
    std::int64_t size = -1;  ///< -1: not there

    bool operator==(FileState const&) const = default;
};

/// How a file looks now.
FileState file_state(std::filesystem::path const& path);

/// The settings, inputs and outputs of a build that succeeded.
class Manifest {
public:
    /// `settings` is any text that changes where the build would.
    explicit Manifest(std::string settings = {}) : settings_(std::move(settings)) {}

    /// Notes the file as it is now.
    void add(std::filesystem::path path);

    /// True where the settings are the same and every file is as it was.
    bool holds(std::string_view settings) const;

    std::string const& settings() const noexcept { return settings_; }
    std::vector<std::pair<std::filesystem::path, FileState>> const& files() const noexcept { return files_; }

    /// Written beside and renamed, so that a reader never sees half of it.
    Result<void> save(std::filesystem::path const& file) const;
    /// An empty manifest, which never holds, if there is none or it is of another form.
    static Manifest load(std::filesystem::path const& file);

private:
    std::string settings_;
    std::vector<std::pair<std::filesystem::path, FileState>> files_;
    bool complete_ = true;
};

}  // namespace coworks::dev
