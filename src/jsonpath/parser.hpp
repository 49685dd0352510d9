#pragma once

#include <string>
#include <string_view>

#include "jsonpath/program.hpp"

namespace coworks::jsonpath {

/// Where a path stands, and so where its unquoted names end.
enum class Place : std::uint8_t { alone, in_call, in_filter };

/// Reads paths and filters from a text by recursive descent; after a failure `error()` says why.
class Parser {
public:
    Parser(std::string_view text, Limits const& limits) : text_(text), limits_(limits) {}

    /// The path that begins here; null after a failure.
    std::shared_ptr<Path::Program const> path(Place place);

    std::size_t at() const noexcept { return at_; }
    void move_to(std::size_t at) noexcept { at_ = at; }
    bool done() const noexcept { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void skip_blanks() noexcept;
    SyntaxError const& error() const noexcept { return error_; }
    /// Notes the first failure; always false.
    bool fail(std::string message);

private:
    bool segments(Path::Program& program, Place place);
    bool after_dot(Path::Program& program, Place place);
    bool in_brackets(Path::Program& program);
    bool quoted_names(Segment& segment);
    bool numbers(Segment& segment);
    bool filter_in_brackets(Segment& segment);
    bool function_call(Segment& segment, std::string_view name);

    bool any_of(Filter& filter);
    bool all_of(Filter& filter);
    bool term(Filter& filter);
    bool comparison(Filter& filter);
    bool comparison_sign(Comparison& comparison, bool& found);
    bool operand(Operand& operand);
    bool literal(Json& value);
    bool quoted(std::string& text);
    bool pattern(Operand& operand);

    bool integer(std::int64_t& value);
    bool take(char expected) noexcept;

    std::string_view text_;
    Limits const& limits_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    SyntaxError error_{.message = {}, .offset = 0};
};

}  // namespace coworks::jsonpath
