#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace coworks::yaml {

/// The text that is read: what it may hold, how yaml-cpp gets it, and where its marks are.
class Source {
public:
    explicit Source(std::string_view text, std::string_view file);

    /// The first byte that no YAML text may hold (YAML 1.2.2 section 5.1): not UTF-8, or a control character.
    std::optional<Diagnostic> bad_character() const;

    /// The text for yaml-cpp 0.7, which ends a plain scalar inside { } and [ ] at any question mark, as drafts of
    /// YAML 1.1 did; in YAML 1.2.2 (section 7.3.3) `{cron: 0 2 * * ? *}` is fine. So a question mark that can't
    /// announce a complex key travels as a control character, and columns stay what they are.
    std::string for_parser() const;
    /// A scalar as it was written.
    static std::string from_parser(std::string text);

    /// The place of a mark of yaml-cpp: its line and its column in bytes, both from 0. Quick where marks ascend.
    SourcePosition position(int line, int column_bytes);

    /// Whether that line (from 1) is indented with a tab, the fault behind many of yaml-cpp's messages.
    bool tab_indents(std::size_t line) const;

    Diagnostic fault(SourcePosition position, std::string code, std::string message, std::string remedy) const;

private:
    std::string_view text_;
    std::string_view file_;
    bool ascii_;
    // Where the last position was: its line from 0, that line's first byte, and as far as code points are counted.
    std::size_t line_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t bytes_ = 0;
    std::size_t points_ = 0;
};

}  // namespace coworks::yaml
