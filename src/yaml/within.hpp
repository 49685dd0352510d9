#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace coworks::yaml {

/// Finds characters of scalars in the source they were read from: within quotes, over escapes, folded and literal
/// lines. Quick where places are asked for in their order.
class Within {
public:
    /// `source` outlives it; positions count without a byte order mark, as those of parse() do.
    explicit Within(std::string_view source);

    /// Where byte `offset` of `text` stands: `value` is where the scalar begins, `text` what it reads.
    SourcePosition find(SourcePosition value, std::string_view text, std::size_t offset);

    /// The word of the source that begins there, as far as a plain scalar without blanks may go.
    std::string_view word(SourcePosition position) const;

private:
    std::size_t offset_of(SourcePosition position) const;
    void enter();
    void pass(std::string_view character);
    void pass_blanks();
    bool pass_escape(std::string_view character);

    std::string_view source_;
    std::vector<std::size_t> lines_;  ///< where each begins
    // The scalar that was looked into last, and how far.
    SourcePosition value_{};
    std::size_t read_ = 0;
    std::size_t at_ = 0;
    char style_ = 0;  ///< its quote, | or >, or 0 for a plain one
};

}  // namespace coworks::yaml
