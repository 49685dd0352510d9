#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace coworks::jsonpath {

/// A regular expression of a filter (`@.name =~ /a.*z/i`): PCRE2 with bounds on its time and memory, in the place of
/// Java's. Immutable and thread-safe.
class Pattern {
public:
    /// Null if it is none; `flags` are Java's letters, of which i, m, s, u and x mean something here.
    static std::shared_ptr<Pattern const> compile(std::string_view expression, std::string_view flags);

    enum class Answer { no, yes, too_costly };
    /// Whether the whole text matches, as Jayway asks.
    Answer matches(std::string_view text) const;

    ~Pattern();
    Pattern(Pattern const&) = delete;
    Pattern& operator=(Pattern const&) = delete;

private:
    explicit Pattern(void* code) : code_(code) {}
    void* code_;  ///< pcre2_code; its header stays out of ours
};

}  // namespace coworks::jsonpath
