#pragma once

/// From a folder to its project.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "project/environment.hpp"
#include "project/project.hpp"

namespace coworks::project {

/// The nearest folder, from `start` upwards, that has a project.cws.yml; or nothing.
std::optional<std::filesystem::path> find_root(std::filesystem::path const& start);

struct LoadOptions {
    std::string stage{};                     ///< empty: CWS_STAGE of `environment`, else dev
    Variables environment{};                 ///< of the process
    std::filesystem::path current_folder{};  ///< files are named relative to it; empty: as they are
    Limits limits{};
};

struct Loaded {
    Project project;
    Environment environment;
    std::vector<Diagnostic> faults;            ///< errors and warnings, in the order of their places
    std::map<std::string, std::string> texts;  ///< by the faults' file names, as far as they may be shown

    bool ok() const;
};

/// Reads project.cws.yml of `root` (an empty file is a project), finds the services of tech/, applies the stage, and
/// tells every fault at once. Stages that are not chosen are checked as well.
Loaded load(std::filesystem::path const& root, LoadOptions const& options);

/// Files that match a pattern (glob(7)), relative to `root`, sorted; empty for none.
std::vector<std::filesystem::path> expand(std::filesystem::path const& root, std::string const& pattern);

}  // namespace coworks::project
