#pragma once

/// Where a service's environment and secrets come from: the process's environment, then .env.STAGE, then .env, then the
/// project file; the first that has a name wins.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace coworks::project {

using Variables = std::map<std::string, std::string>;

/// What a .env file says, and its faults. `NAME=value` a line, `#` begins a comment where a word could, `export ` in
/// front is allowed. A value in '…' is taken as it stands, one in "…" knows \n \t \" \\ and \$, and both may span
/// lines. Nothing is substituted. Of two equal names the last wins.
struct EnvFile {
    Variables variables;
    std::vector<Diagnostic> faults;
};
EnvFile parse_env_file(std::string_view text, std::string const& file);

/// Whether this can be a variable's name: letters, digits and underscores, no digit first (POSIX 8.1).
bool is_variable_name(std::string_view name) noexcept;

/// The layers of a project's environment in one stage.
class Environment {
public:
    /// Reads .env.STAGE and .env of the project's folder where they exist.
    Environment(Variables process, std::filesystem::path const& root, std::string const& stage);

    std::vector<Diagnostic> const& faults() const noexcept { return faults_; }

    /// The value of a name, or nothing. `from_file` is what the project file says (the last layer).
    std::optional<std::string> find(std::string const& name, Variables const& from_file = {}) const;

    /// Everything a worker sees: all layers over `from_file`.
    Variables all(Variables const& from_file) const;

private:
    Variables process_;
    std::vector<Diagnostic> faults_;  // before the layers, whose reading fills it
    Variables stage_file_;
    Variables file_;
};

/// The environment of this process.
Variables process_environment();

}  // namespace coworks::project
