#pragma once

/// The command line of cws-entries.

#include <string>
#include <vector>

#include "base/error.hpp"

namespace coworks::entries {

struct Options {
    enum class Show : std::uint8_t { nothing, text, json };

    std::string header{};
    std::string out{};      ///< folder of the generated files; empty: none are written
    std::string service{};  ///< empty: the header's stem
    std::string depfile{};
    std::string compiler = "c++";
    std::string libclang{};  ///< empty: the newest that is installed
    Show show = Show::nothing;
    std::vector<std::string> flags{};  ///< the compiler's, behind --
};

/// What to do: options, or a text to print and end with (help and version are no errors).
struct CommandLine {
    Options options{};
    std::string text{};
    int exit_code = 0;
    bool ends = false;
};

CommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace coworks::entries
