#pragma once

/// Documentation comments as plain text.

#include <map>
#include <string>
#include <string_view>

namespace coworks::entries {

struct DocComment {
    std::string text{};                               ///< without comment marks and commands
    std::map<std::string, std::string> parameters{};  ///< @param name text
    std::string result{};                             ///< @return text
};

/// Takes the marks of `///`, `//!`, `/** */`, `///<` away and sets the @param and @return commands (also with a
/// backslash) apart. Other commands stay as they are; @brief is dropped.
DocComment parse_doc_comment(std::string_view raw);

}  // namespace coworks::entries
