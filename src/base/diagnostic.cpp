#include "base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace coworks {

namespace {

struct Paint {
    bool on;
    std::string operator()(std::string_view style, std::string_view text) const {
        return on ? fmt::format("\x1b[{}m{}\x1b[0m", style, text) : std::string(text);
    }
};

std::string_view line_of(std::string_view source, std::size_t number) {
    std::size_t begin = 0;
    for (std::size_t line = 1; line < number; ++line) {
        begin = source.find('\n', begin);
        if (begin == std::string_view::npos) return {};
        ++begin;
    }
    auto line = source.substr(begin, source.find('\n', begin) - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// So much of a line is shown: a definition may be all in one.
constexpr std::size_t kColumnsMax = 160;
/// Of it before the place that is meant.
constexpr std::size_t kColumnsBefore = 60;

/// What is shown of a line, and after how many code points of it the place that is meant stands.
struct Excerpt {
    std::string text;
    std::size_t before = 0;
};

Excerpt excerpt_of(std::string_view line, std::size_t before) {
    std::size_t const columns = code_points(line);
    bool const is_long = columns > kColumnsMax;
    std::size_t const first = is_long && before > kColumnsBefore ? before - kColumnsBefore : 0;
    std::size_t const end = is_long ? std::min(columns, first + kColumnsMax) : columns;
    Excerpt out{.text = first > 0 ? "…" : "", .before = before - first + (first > 0 ? 1 : 0)};
    std::size_t column = 0;  // after the code point of the byte
    for (char const c : line) {
        if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) ++column;
        if (column > end) break;
        // A terminal must not take what a file says for an order.
        bool const orders = (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
        if (column > first) out.text += orders ? ' ' : c;
    }
    if (end < columns) out.text += "…";
    return out;
}

/// The blanks that stand under what comes before the caret: a tab stays a tab, so that both lines align.
std::string blanks_under(std::string_view line, std::size_t columns) {
    std::string blanks;
    for (char const c : line) {
        if (blanks.size() == columns) break;
        if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) blanks += c == '\t' ? '\t' : ' ';
    }
    blanks.resize(columns, ' ');
    return blanks;
}

std::string_view style_of(Diagnostic::Severity severity) {
    switch (severity) {
        case Diagnostic::Severity::error:
            return "1;31";
        case Diagnostic::Severity::warning:
            return "1;35";
        case Diagnostic::Severity::note:
            return "1;36";
    }
    return "1";
}

}  // namespace

std::string_view name_of(Diagnostic::Severity severity) {
    switch (severity) {
        case Diagnostic::Severity::error:
            return "error";
        case Diagnostic::Severity::warning:
            return "warning";
        case Diagnostic::Severity::note:
            return "note";
    }
    return "error";
}

SourcePosition position_of(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, std::min(offset, text.size()));
    auto const newlines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    auto const line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {newlines + 1, code_points(before.substr(line_begin)) + 1};
}

std::string render(Diagnostic const& diagnostic, std::string_view source, Colour colour) {
    Paint const paint{colour == Colour::always};
    std::string place = diagnostic.file;
    if (diagnostic.position.line > 0) {
        if (!place.empty()) place += ':';
        place += fmt::format("{}:{}", diagnostic.position.line, diagnostic.position.column);
    }
    if (!place.empty()) place += ": ";
    std::string out = paint("1", place) +
                      paint(style_of(diagnostic.severity), fmt::format("{}: ", name_of(diagnostic.severity))) +
                      paint("1", diagnostic.message);
    if (!diagnostic.code.empty()) out += fmt::format(" [{}]", diagnostic.code);
    out += '\n';
    auto const line = diagnostic.position.line > 0 ? line_of(source, diagnostic.position.line) : std::string_view();
    if (!line.empty() && diagnostic.position.column > 0) {
        std::size_t const before = diagnostic.position.column - 1;
        std::size_t const left = code_points(line) > before ? code_points(line) - before : 1;
        std::size_t const length = std::clamp<std::size_t>(diagnostic.length, 1, left);
        Excerpt const shown = excerpt_of(line, before);
        std::size_t const room = std::max(code_points(shown.text), shown.before + 1) - shown.before;
        std::string const caret = "^" + std::string(std::min(length, room) - 1, '~');
        out += fmt::format("{:5} | {}\n      | {}{}\n", diagnostic.position.line, shown.text,
                           blanks_under(shown.text, shown.before), paint("1;32", caret));
    }
    if (!diagnostic.remedy.empty()) out += fmt::format("  {} {}\n", paint("1;32", "help:"), diagnostic.remedy);
    return out;
}

}  // namespace coworks
