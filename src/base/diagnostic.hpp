#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coworks {

/// A place in a source text. Lines and columns count from 1, columns in Unicode code points; 0 means "no place".
struct SourcePosition {
    std::size_t line = 0;
    std::size_t column = 0;

    friend auto operator<=>(SourcePosition const&, SourcePosition const&) = default;
};

/// The position of a byte offset in a text; an offset past the end is the end's.
SourcePosition position_of(std::string_view text, std::size_t offset);

/// Something the user wrote wrongly (or may want to know): where, what, and how to mend it.
struct Diagnostic {
    enum class Severity { error, warning, note };

    Severity severity = Severity::error;
    std::string file{};         ///< as the user named it; empty for text without a file
    SourcePosition position{};  ///< where it begins
    std::size_t length = 1;     ///< code points to underline
    std::string code{};         ///< stable name, such as SCHEMA_VALIDATION_FAILED; may be empty
    std::string message{};      ///< what is wrong, a sentence without full stop
    std::string remedy{};       ///< what to do about it; may be empty
};

/// "error", "warning" or "note".
std::string_view name_of(Diagnostic::Severity severity);

enum class Colour { never, always };

/// The compiler's own format, so that editors jump to it:
///
///     shop/tech/pricing.hpp:12:5: error: two entries answer GET /prices [duplicate-route]
///       12 |     int get_prices();
///          |         ^~~~~~~~~~
///       help: rename one, or give it a path with COWORKS_ENTRY(path = "...")
///
/// `source` is the text of the file, or empty if it is not at hand (then no line is quoted).
std::string render(Diagnostic const& diagnostic, std::string_view source, Colour colour = Colour::never);

}  // namespace coworks
