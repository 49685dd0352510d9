#pragma once

/// Pictures of integers (XPath and XQuery Functions and Operators 3.1, section 4.6), as far as the reference has them.

#include <coworks/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coworks::jsonata {

enum class LetterCase : std::uint8_t { lower, upper, title };

struct IntegerPicture {
    enum class Primary : std::uint8_t { decimal, letters, roman, words, sequence };
    struct Separator {
        int position = 0;
        char32_t character = 0;
    };
    Primary primary = Primary::decimal;
    LetterCase letter_case = LetterCase::lower;
    bool ordinal = false;
    char32_t zero = U'0';
    int mandatory = 0;
    int optional = 0;
    bool regular = false;  ///< one separator, at each multiple of its position
    std::vector<Separator> separators{};
    std::string token{};  ///< of a sequence, which is not supported
    int parse_width = 0;  ///< digits to read when another number follows at once; 0: any
    int width = -1;       ///< the reference's `n`: most digits
};

/// Throws Failure D3131.
IntegerPicture integer_picture(std::string_view picture);
/// Throws Failure D3130.
std::string format_integer(double value, IntegerPicture const& picture);
double parse_integer(std::string_view text, IntegerPicture const& picture);
/// The words that numbers are written with, in the order of the reference's expression for them.
std::vector<std::string> const& number_words();

std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

}  // namespace coworks::jsonata
