#pragma once

/// Compiles paths as Jayway JsonPath 2.0.0 does (PathCompiler, Filter and Criteria of its sources): it cuts the text
/// into pieces by dots and brackets, and reads each of them by itself, skipping what it doesn't know. So much is
/// accepted that looks wrong; `remarks` tell of it.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "jsonpath/program.hpp"

namespace coworks::jsonpath {

template <class T>
using Compiled = tl::expected<T, SyntaxError>;

/// A whole path: `$…`, `$$…` or `$name…`; blanks at its end don't count.
Compiled<std::shared_ptr<Path::Program const>> compile_path(std::string_view text, Limits const& limits);

/// The path of a filter, which begins with @ or $ and has to be definite.
Compiled<std::shared_ptr<Path::Program const>> compile_operand(std::string_view text, std::size_t offset,
                                                               Limits const& limits);

/// Where a piece comes from, and what may be noted about it.
struct Source {
    std::size_t offset;  ///< of the piece in the whole text
    Limits const& limits;
    bool within_filter;
    std::vector<std::string>& remarks;
};

/// One piece: `$`, `..`, `['name']`, `[0]`, `[?(…)]`, ….
Compiled<Segment> compile_fragment(std::string_view fragment, Source const& source);

/// `[?(…)]`.
Compiled<Filter> compile_filter(std::string_view fragment, Source const& source);

/// Without what Java's String.trim() takes away: all up to the blank.
std::string_view trimmed_as_java(std::string_view text) noexcept;

}  // namespace coworks::jsonpath
