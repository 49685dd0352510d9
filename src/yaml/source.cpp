#include "yaml/source.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace coworks::yaml {

namespace {

constexpr char kQuestionMark = '\x01';
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool forbidden(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r');
}

}  // namespace

// yaml-cpp skips a byte order mark and counts columns without it.
Source::Source(std::string_view text, std::string_view file)
    : text_(text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text),
      file_(file),
      ascii_(std::ranges::none_of(text_, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {}

std::optional<Diagnostic> Source::bad_character() const {
    for (std::size_t at = 0; at < text_.size();) {
        if (forbidden(text_[at])) {
            return fault(position_of(text_, at), "control-character", "the file holds a control character",
                         "remove it, or write it as an escape in double quotes");
        }
        std::size_t const length = utf8_length(text_.data() + at, text_.data() + text_.size());
        if (length == 0) {
            return fault(position_of(text_, at), "invalid-utf8", "the text is not valid UTF-8",
                         "save the file as UTF-8");
        }
        at += length;
    }
    return std::nullopt;
}

std::string Source::for_parser() const {
    std::string out(text_);
    char before = '\n';  // the last character that is no blank
    for (std::size_t i = 0; i < out.size(); ++i) {
        char const c = out[i];
        bool const ends = i + 1 == out.size() || std::string_view(" \t\r\n").find(out[i + 1]) != std::string_view::npos;
        if (c == '?' && !(ends && std::string_view("\n,[{:-?").find(before) != std::string_view::npos)) {
            out[i] = kQuestionMark;
        }
        if (c != ' ' && c != '\t' && c != '\r') before = c;
    }
    return out;
}

std::string Source::from_parser(std::string text) {
    std::ranges::replace(text, kQuestionMark, '?');
    if (is_utf8(text)) return text;
    // The source is UTF-8, so a lone byte can only be what yaml-cpp makes of \N and \_ (YAML 1.2.2 section 5.7).
    std::string whole;
    for (char const *at = text.data(), *const end = at + text.size(); at < end;) {
        std::size_t const length = utf8_length(at, end);
        if (length == 0) {
            append_utf8(whole, static_cast<unsigned char>(*at++));
        } else {
            whole.append(at, length);
            at += length;
        }
    }
    return whole;
}

SourcePosition Source::position(int line, int column_bytes) {
    auto const wanted_line = static_cast<std::size_t>(std::max(line, 0));
    auto const wanted_bytes = static_cast<std::size_t>(std::max(column_bytes, 0));
    if (ascii_) return {wanted_line + 1, wanted_bytes + 1};
    if (wanted_line < line_) line_ = line_begin_ = bytes_ = points_ = 0;
    for (; line_ < wanted_line; ++line_) {
        line_begin_ = std::min(text_.find('\n', line_begin_), text_.size() - 1) + 1;
        bytes_ = points_ = 0;
    }
    if (wanted_bytes < bytes_) bytes_ = points_ = 0;
    std::size_t const from = std::min(line_begin_ + bytes_, text_.size());
    points_ += code_points(text_.substr(from, wanted_bytes - bytes_));
    bytes_ = wanted_bytes;
    return {wanted_line + 1, points_ + 1};
}

bool Source::tab_indents(std::size_t line) const {
    std::string_view text = text_;
    for (; line > 1 && !text.empty(); --line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    auto const indent = text.substr(0, text.find_first_not_of(" \t"));
    return indent.find('\t') != std::string_view::npos;
}

Diagnostic Source::fault(SourcePosition position, std::string code, std::string message, std::string remedy) const {
    return {.file = std::string(file_),
            .position = position,
            .code = std::move(code),
            .message = std::move(message),
            .remedy = std::move(remedy)};
}

}  // namespace coworks::yaml
