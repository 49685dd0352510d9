#include "jsonata/lexer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "jsonata/failure.hpp"
#include "jsonata/text.hpp"

namespace coworks::jsonata {
namespace {

constexpr std::string_view kBlanks = " \t\n\r\v";
/// Every character that is an operator, or only ends a name (`!`, `~`).
constexpr std::string_view kOperators = ".[]{}(),@#;:?+-*/%|=<>^&!~";

bool is_blank(char c) noexcept {
    return kBlanks.find(c) != std::string_view::npos;
}
bool is_operator(char c) noexcept {
    return c != '\0' && kOperators.find(c) != std::string_view::npos;
}
bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

int hex_digit(char c) noexcept {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

bool is_plain_name(std::string_view name) noexcept {
    if (name.empty() || is_digit(name[0]) || name[0] == '$' || name[0] == '"' || name[0] == '\'' || name[0] == '`')
        return false;
    if (name == "and" || name == "or" || name == "in" || name == "true" || name == "false" || name == "null")
        return false;
    for (char const c : name)
        if (is_blank(c) || is_operator(c)) return false;
    return true;
}

std::uint32_t Lexer::units(std::size_t offset) {
    if (offset < counted_offset_) counted_offset_ = counted_units_ = 0;
    counted_units_ += static_cast<std::uint32_t>(utf16_length(text_.substr(counted_offset_, offset - counted_offset_)));
    counted_offset_ = offset;
    return counted_units_;
}

/// The reference takes the position of a token when it has read it: it is where the token ends.
Token Lexer::make(Token::Kind kind, std::string_view text) {
    return Token{.kind = kind, .position = units(offset_), .text = std::string(text)};
}

bool Lexer::skip_blanks_and_comments() {
    while (true) {
        while (offset_ < text_.size() && is_blank(text_[offset_]))
            ++offset_;
        if (at(offset_) != '/' || at(offset_ + 1) != '*') return offset_ < text_.size();
        std::size_t const end = text_.find("*/", offset_ + 2);
        if (end == std::string_view::npos) throw failure("S0106").at(units(offset_));
        offset_ = end + 2;
    }
}

Token Lexer::next(Expect expect) {
    if (!skip_blanks_and_comments()) return make(Token::Kind::end, "(end)");
    std::size_t const start = offset_;
    char const c = text_[start];
    if (expect == Expect::operand && c == '/') {
        ++offset_;
        return regex();
    }
    static constexpr auto kDouble = std::to_array<std::string_view>({"..", ":=", "!=", ">=", "<=", "**", "~>"});
    std::string_view const pair = text_.substr(start, 2);
    for (std::string_view const operation : kDouble) {
        if (pair == operation) {
            offset_ += 2;
            return make(Token::Kind::operation, pair);
        }
    }
    if (dialect_ == Dialect::standard && (pair == "?:" || pair == "??")) {
        offset_ += 2;
        return make(Token::Kind::operation, pair);
    }
    if (is_operator(c)) {
        ++offset_;
        return make(Token::Kind::operation, pair.substr(0, 1));
    }
    if (c == '"' || c == '\'') return string(start);
    Token token;
    if (number(start, token)) return token;
    if (c == '`') return quoted_name(start);
    return name(start);
}

Token Lexer::regex() {
    int depth = 0;
    std::size_t const begin = offset_;
    for (; offset_ < text_.size(); ++offset_) {
        char const c = text_[offset_];
        if (c == '/' && depth == 0) {
            std::size_t slashes = 0;
            while (slashes < offset_ && text_[offset_ - slashes - 1] == '\\')
                ++slashes;
            if (slashes % 2 == 0) {
                if (offset_ == begin) throw failure("S0301").at(units(offset_));
                Token token = make(Token::Kind::regex, text_.substr(begin, offset_ - begin));
                for (++offset_; at(offset_) == 'i' || at(offset_) == 'm'; ++offset_)
                    token.flags += text_[offset_];
                token.position = units(offset_);
                return token;
            }
        }
        bool const escaped = text_[offset_ - 1] == '\\';
        if (!escaped && (c == '(' || c == '[' || c == '{')) ++depth;
        if (!escaped && (c == ')' || c == ']' || c == '}')) --depth;
    }
    throw failure("S0302").at(units(offset_));
}

void Lexer::escape(std::string& out) {
    ++offset_;
    char const c = at(offset_);
    static constexpr std::string_view kFrom = "\"\\/bfnrt";
    static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    if (std::size_t const known = kFrom.find(c); c != '\0' && known != std::string_view::npos) {
        out += kTo[known];
        ++offset_;
        return;
    }
    if (c != 'u') {
        std::size_t const width = offset_ < text_.size() ? code_point_length(text_, offset_) : 0;
        throw failure("S0103").at(units(offset_)).with_token(std::string(text_.substr(offset_, width)));
    }
    // The reference takes what is left of four characters, and is content with fewer at the end of the text.
    std::uint32_t code = 0;
    std::size_t digits = 0;
    for (; digits < 4 && hex_digit(at(offset_ + 1 + digits)) >= 0; ++digits)
        code = code * 16 + static_cast<std::uint32_t>(hex_digit(at(offset_ + 1 + digits)));
    if (digits == 0 || (digits < 4 && offset_ + 1 + digits < text_.size())) throw failure("S0104").at(units(offset_));
    append_unit(out, code);
    offset_ += 5;
}

Token Lexer::string(std::size_t start) {
    char const quote = text_[start];
    std::string value;
    for (++offset_; offset_ < text_.size();) {
        char const c = text_[offset_];
        if (c == '\\') {
            escape(value);
        } else if (c == quote) {
            ++offset_;
            return make(Token::Kind::string, value);
        } else {
            value += c;
            ++offset_;
        }
    }
    throw failure("S0101").at(units(text_.size()));
}

bool Lexer::number(std::size_t start, Token& token) {
    std::size_t end = start;
    if (at(end) == '0') {
        ++end;
    } else if (is_digit(at(end))) {
        while (is_digit(at(end)))
            ++end;
    } else {
        return false;
    }
    if (at(end) == '.' && is_digit(at(end + 1)))
        for (++end; is_digit(at(end));)
            ++end;
    if (at(end) == 'e' || at(end) == 'E') {
        std::size_t exponent = end + 1;
        if (at(exponent) == '+' || at(exponent) == '-') ++exponent;
        if (is_digit(at(exponent)))
            for (end = exponent; is_digit(at(end));)
                ++end;
    }
    std::string_view const digits = text_.substr(start, end - start);
    double const value = parse_number(digits);
    if (!std::isfinite(value)) throw failure("S0102").at(units(start)).with_token(std::string(digits));
    offset_ = end;
    token = make(Token::Kind::number, digits);
    token.number = value;
    return true;
}

Token Lexer::quoted_name(std::size_t start) {
    std::size_t const end = text_.find('`', start + 1);
    if (end == std::string_view::npos) throw failure("S0105").at(units(text_.size()));
    offset_ = end + 1;
    return make(Token::Kind::name, text_.substr(start + 1, end - start - 1));
}

Token Lexer::name(std::size_t start) {
    std::size_t end = start;
    while (end < text_.size() && !is_blank(text_[end]) && !is_operator(text_[end]))
        ++end;
    offset_ = end;
    std::string_view const text = text_.substr(start, end - start);
    if (text.starts_with('$')) return make(Token::Kind::variable, text.substr(1));
    if (text == "or" || text == "in" || text == "and") return make(Token::Kind::operation, text);
    if (text == "true" || text == "false" || text == "null") return make(Token::Kind::constant, text);
    return make(Token::Kind::name, text);
}

}  // namespace coworks::jsonata
