#include "text/word_count.hpp"

namespace text {

std::size_t word_count(std::string_view text) {
    std::size_t count = 0;
    bool in_word = false;
    for (char const c : text) {
        bool const blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        count += !blank && !in_word ? 1 : 0;
        in_word = !blank;
    }
    return count;
}

}  // namespace text
