#pragma once

/// JSONata, the expression language of Step Functions and of our workflows.
///
///     auto const expression = coworks::jsonata::compile("Account.Order[Quantity > 2].Price");
///     auto const result = expression->evaluate(&document);
///
/// Pure: the clock, randomness and the time that an evaluation has taken come from the caller.

#include <chrono>
#include <coworks/json.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "jsonata/limits.hpp"

namespace coworks::jsonata {

struct Syntax;
struct Program;

enum class Dialect {
    standard,  ///< the reference implementation's version 2.2.2
    aws  ///< what Step Functions runs: 2.0.6 without $eval, with $partition, $range, $hash, $random, $uuid, $parse
};

/// Why an expression could not be compiled or evaluated: a value of the language, not a failure of ours.
struct JsonataError {
    std::string code;              ///< "S0201", "T1006", …; empty where the reference has none (a malformed regex)
    std::string message{};         ///< word for word the reference's
    std::size_t position = 0;      ///< where the token ends, in UTF-16 code units, as the reference counts; 0: unknown
    std::string token{};           ///< the operator, name or function it is about; may be empty
    std::optional<Json> value{};   ///< the value that caused it
    std::optional<Json> value2{};  ///< and the other one, of a comparison
    std::size_t index = 0;         ///< the argument, from 1; 0 where the error is not about one
};

/// The byte that `position` (UTF-16 code units) is at, for a caret under the text.
std::size_t byte_offset(std::string_view text, std::size_t position) noexcept;

/// A variable that an evaluation starts with. Both are borrowed for the time of the evaluation.
struct Binding {
    std::string_view name;        ///< without `$`
    Json const* value = nullptr;  ///< nullptr: bound to nothing
};

/// What an evaluation gets from outside. Everything is borrowed for the time of the evaluation.
struct Environment {
    std::span<Binding const> bindings{};
    Clock const* clock = nullptr;  ///< `$now`, `$millis`; without one they stand at 1970
    Random* random = nullptr;      ///< `$random`, `$shuffle`, `$uuid`; without one they follow a fixed sequence
    /// How long this evaluation has been running, asked every few thousand steps; without it, Limits::time_max is void.
    std::function<std::chrono::nanoseconds()> elapsed{};
    Limits limits{};
};

/// A variable that an expression reads without having bound it.
struct Reference {
    std::string variable;           ///< "states"; empty for `$`, "$" for `$$`
    std::vector<std::string> path;  ///< the names that follow: {"input", "order"} of `$states.input.order[0].id`
    std::size_t position = 0;
    bool called = false;   ///< `$variable(…)`
    bool library = false;  ///< the library has a function of that name, which a binding would hide
};

/// What an evaluation gives. Functions inside of the value turn into "", as `$string` has it; numbers that are not
/// finite turn into null,
/// in AWS' dialect into "NaN", "Infinity", "-Infinity".
struct Answer {
    std::optional<Json> value{};  ///< nothing: the expression has no value ("undefined"), or it is a function
    bool is_function = false;
};

/// A compiled expression: immutable; copies share, and may be used by many threads at once.
class Expression {
public:
    /// The value for an input; nullptr is "undefined".
    tl::expected<Answer, JsonataError> evaluate(Json const* input, Environment const& environment = {}) const;

    std::string const& text() const noexcept;
    Dialect dialect() const noexcept;
    /// Source that compiles to the same tree, in one line and without comments.
    std::string print() const;
    /// In the order of the text.
    std::vector<Reference> references() const;
    /// The syntax tree (jsonata/syntax.hpp), valid as long as a copy of this expression lives.
    Syntax const& syntax() const noexcept;

private:
    friend tl::expected<Expression, JsonataError> compile(std::string_view, Dialect, Limits const&);
    explicit Expression(std::shared_ptr<Program const> program) : program_(std::move(program)) {}
    std::shared_ptr<Program const> program_;
};

/// Parses and analyses an expression.
tl::expected<Expression, JsonataError> compile(std::string_view text, Dialect dialect = Dialect::standard,
                                               Limits const& limits = {});

}  // namespace coworks::jsonata
