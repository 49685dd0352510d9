#pragma once

/// Whether anything changed since the last run. Most of a run is reading the standard library's headers (0.35 s), so a
/// run that would write what is there already ends at once.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace coworks::entries {

/// A 64-bit hash of contents (FNV-1a); not for anything that an attacker chooses.
std::uint64_t content_hash(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325ULL) noexcept;

/// The record of one run beside its outputs: what was asked for, and the state of all that was read and written.
class Stamp {
public:
    /// `request` is everything but files that decides the outputs: flags, names, the generator's version.
    Stamp(std::string path, std::string_view request) : path_(std::move(path)), request_(content_hash(request)) {}

    /// Whether the recorded run was for the same request and every file is as it was. A file with another time or size
    /// is read: the same contents count as unchanged.
    bool is_current() const;
    /// The files that the recorded run read.
    std::vector<std::string> const& inputs() const { return inputs_; }
    /// Reads the record; false if there is none that this version understands.
    bool load();
    /// Records a run.
    Result<void> save(std::vector<std::string> const& inputs, std::vector<std::string> const& outputs);

private:
    struct File {
        std::string path{};
        std::int64_t time_ns = 0;
        std::uint64_t size = 0;
        std::uint64_t hash = 0;
    };

    static Result<File> describe(std::string const& path);
    static bool is_unchanged(File const& file);

    std::string path_;
    std::uint64_t request_;
    std::uint64_t recorded_request_ = 0;
    std::vector<File> files_{};
    std::vector<std::string> inputs_{};
};

/// Writes a file unless it has these contents already, so that what depends on it is not built again. The file is
/// replaced whole.
Result<void> write_if_changed(std::string const& path, std::string_view text);

/// A dependency file for make and ninja: `target: a b …`, with blanks and the like escaped.
std::string depfile(std::string const& target, std::vector<std::string> const& inputs);

}  // namespace coworks::entries
