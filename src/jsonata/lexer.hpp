#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {

struct Token {
    enum class Kind : std::uint8_t { end, operation, name, variable, string, number, constant, regex };
    Kind kind = Kind::end;
    std::uint32_t position = 0;  ///< its end, in UTF-16 code units
    std::string text{};          ///< the operator, name, string, pattern, constant
    std::string flags{};         ///< of a regular expression
    double number = 0;

    bool is(std::string_view operation) const noexcept { return kind == Kind::operation && text == operation; }
};

/// Cuts a text into tokens, one at a time, because `/` means two things: a division where an operator can stand, the
/// begin of a regular expression elsewhere. Throws Failure.
class Lexer {
public:
    enum class Expect : std::uint8_t { operand, operation };

    Lexer(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}
    Token next(Expect expect);
    /// The length of the text in UTF-16 code units.
    std::uint32_t end_position() { return units(text_.size()); }

private:
    char at(std::size_t offset) const noexcept { return offset < text_.size() ? text_[offset] : '\0'; }
    bool skip_blanks_and_comments();
    std::uint32_t units(std::size_t offset);
    Token make(Token::Kind kind, std::string_view text);
    Token regex();
    Token string(std::size_t start);
    bool number(std::size_t start, Token& token);
    Token quoted_name(std::size_t start);
    Token name(std::size_t start);
    void escape(std::string& out);

    std::string_view text_;
    Dialect dialect_;
    std::size_t offset_ = 0;
    std::size_t counted_offset_ = 0;  ///< up to here, counted_units_ code units
    std::uint32_t counted_units_ = 0;
};

/// Whether a name can stand without backquotes.
bool is_plain_name(std::string_view name) noexcept;

}  // namespace coworks::jsonata
