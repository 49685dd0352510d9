#pragma once

/// JavaScript's regular expressions, by PCRE2 in UTF mode. Compiled once; matching is thread-safe and bounded.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::jsonata {

class Regex {
public:
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct Match {
        Range whole{};
        std::vector<std::optional<Range>> groups{};  ///< in bytes; those that took part
    };

    /// `flags`: i (case), m (lines). Throws Failure without code for a malformed pattern, as the reference does.
    static std::shared_ptr<Regex const> compile(std::string_view pattern, std::string_view flags);
    ~Regex();
    Regex(Regex const&) = delete;
    Regex& operator=(Regex const&) = delete;

    /// The first match from `offset` on. Throws Failure U1001 beyond `steps_max` steps of the matcher.
    std::optional<Match> match(std::string_view text, std::size_t offset, std::uint32_t steps_max) const;
    std::string const& pattern() const noexcept { return pattern_; }

private:
    Regex() = default;

    std::string pattern_;
    void* code_ = nullptr;
};

}  // namespace coworks::jsonata
