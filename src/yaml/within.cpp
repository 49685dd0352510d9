#include "yaml/within.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace coworks::yaml {

namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// How long an escape of a double-quoted scalar is (YAML 1.2.2 section 5.7).
std::size_t escape_length(char kind) {
    if (kind == 'x') return 4;
    if (kind == 'u') return 6;
    return kind == 'U' ? 10 : 2;
}

}  // namespace

Within::Within(std::string_view source)
    : source_(source.starts_with(kMark) ? source.substr(kMark.size()) : source), lines_{0} {
    for (std::size_t at = source_.find('\n'); at != std::string_view::npos; at = source_.find('\n', at + 1))
        lines_.push_back(at + 1);
}

std::size_t Within::offset_of(SourcePosition position) const {
    if (position.line == 0 || position.line > lines_.size()) return source_.size();
    std::size_t at = lines_[position.line - 1];
    for (std::size_t column = 1; column < position.column && at < source_.size(); ++column)
        at += std::max<std::size_t>(1, utf8_length(source_.data() + at, source_.data() + source_.size()));
    return at;
}

std::string_view Within::word(SourcePosition position) const {
    std::size_t const at = offset_of(position);
    std::string_view const rest = source_.substr(at, std::min(source_.find('\n', at), source_.size()) - at);
    std::string_view const word = rest.substr(0, rest.find_first_of(" \t\r,]}"));
    // What goes on behind a blank is another scalar, unless a comment or the end of a flow collection follows.
    auto const next = rest.find_first_not_of(" \t\r", word.size());
    bool const ends =
        next == std::string_view::npos || std::string_view("#,]}").find(rest[next]) != std::string_view::npos;
    return ends ? word : std::string_view();
}

SourcePosition Within::find(SourcePosition value, std::string_view text, std::size_t offset) {
    if (value != value_ || offset < read_) {
        value_ = value;
        read_ = 0;
        at_ = offset_of(value);
        enter();
    }
    offset = std::min(offset, text.size());
    while (read_ < offset && at_ < source_.size()) {
        std::size_t const length =
            std::max<std::size_t>(1, utf8_length(text.data() + read_, text.data() + text.size()));
        pass(text.substr(read_, length));
        read_ += length;
    }
    // The next character that is no blank stands behind the blanks and indentation before it.
    if (offset < text.size() && !is_blank(text[offset])) pass_blanks();
    auto const line = std::ranges::upper_bound(lines_, std::min(at_, source_.size())) - 1;
    return {.line = static_cast<std::size_t>(line - lines_.begin()) + 1,
            .column = code_points(source_.substr(*line, at_ - *line)) + 1};
}

/// Passes what stands before the first character: properties (&anchor, !tag), a quote, the header of a block.
void Within::enter() {
    while (at_ < source_.size() && (source_[at_] == '&' || source_[at_] == '!')) {
        while (at_ < source_.size() && !is_blank(source_[at_]))
            ++at_;
        pass_blanks();
    }
    char const first = at_ < source_.size() ? source_[at_] : '\0';
    style_ = first == '"' || first == '\'' || first == '|' || first == '>' ? first : '\0';
    if (style_ == '"' || style_ == '\'') ++at_;
    if (style_ == '|' || style_ == '>') at_ = std::min(source_.find('\n', at_), source_.size());
}

void Within::pass_blanks() {
    while (at_ < source_.size() && is_blank(source_[at_]))
        ++at_;
    // A line that goes on (section 7.3.1) ends with a backslash.
    if (style_ == '"' && at_ + 1 < source_.size() && source_[at_] == '\\' &&
        (source_[at_ + 1] == '\n' || source_[at_ + 1] == '\r')) {
        ++at_;
        pass_blanks();
    }
}

bool Within::pass_escape(std::string_view character) {
    if (style_ == '"' && source_[at_] == '\\') {
        at_ = std::min(at_ + escape_length(at_ + 1 < source_.size() ? source_[at_ + 1] : '\0'), source_.size());
        return true;
    }
    if (style_ == '\'' && character == "'" && source_.substr(at_, 2) == "''") {
        at_ += 2;
        return true;
    }
    return false;
}

/// Passes one character of the text in the source. Blanks are the ones of the source where they are the same; lines
/// that were folded are passed with the next character that is no blank.
void Within::pass(std::string_view character) {
    if (is_blank(character.front())) {
        if (pass_escape(character)) return;
        if (source_[at_] == character.front()) ++at_;
        return;
    }
    pass_blanks();
    if (at_ >= source_.size() || pass_escape(character)) return;
    at_ += std::max<std::size_t>(1, utf8_length(source_.data() + at_, source_.data() + source_.size()));
}

}  // namespace coworks::yaml
