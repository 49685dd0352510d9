#pragma once

/// Signatures of functions, `<s-(sf)n?:s>`: which types the arguments have, which one the context replaces.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::jsonata {

/// What a signature tells apart; bits, so that a parameter is a set of them.
namespace type {
inline constexpr std::uint16_t kArray = 1, kString = 2, kNumber = 4, kBoolean = 8, kNull = 16, kFunction = 32,
                               kObject = 64, kMissing = 128;
inline constexpr std::uint16_t kAny = 255;
}  // namespace type

class Signature {
public:
    struct Parameter {
        std::uint16_t types = 0;  ///< those that match
        char kind = 0;            ///< s, n, b, l, o, a, f, j, x; ( for a choice
        bool optional = false;    ///< ? or -
        bool repeated = false;    ///< +
        bool lazy = false;        ///< ? or - behind a + or ?, as in a regular expression: takes the fewest
        bool context = false;     ///< - : the context stands in for a missing argument
        std::string subtype{};    ///< between < and >
        bool has_subtype = false;

        void add_question_mark() noexcept { (optional || repeated ? lazy : optional) = true; }
    };

    /// Throws Failure S0401, S0402; `position` is where the text begins.
    static std::shared_ptr<Signature const> parse(std::string_view text, std::size_t position);

    /// How many arguments each parameter takes (as the reference's regular expression does), or nothing if
    /// they don't fit.
    bool match(std::span<std::uint16_t const> arguments, std::span<std::uint8_t> counts) const;
    /// The first argument that doesn't fit, from 0.
    std::size_t mismatch(std::span<std::uint16_t const> arguments) const;

    std::vector<Parameter> const& parameters() const noexcept { return parameters_; }

private:
    bool match_from(std::size_t parameter, std::size_t argument, std::size_t end, bool anchored,
                    std::span<std::uint16_t const> arguments, std::span<std::uint8_t> counts) const;

    std::vector<Parameter> parameters_;
};

/// The letter of a type's bit, and the bit of a letter (0 for others).
std::uint16_t type_of_letter(char letter) noexcept;

}  // namespace coworks::jsonata
