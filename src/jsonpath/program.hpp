#pragma once

/// The tree that a path is compiled to. Known to this room alone.

#include <coworks/json.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jsonpath/jsonpath.hpp"
#include "jsonpath/pattern.hpp"

namespace coworks::jsonpath {

struct Filter;

/// One step of a path: a token of the library.
struct Segment {
    enum class Kind : std::uint8_t {
        members,        ///< `.a`, `['a']`, `['a','b']`
        wildcard,       ///< `.*`, `[*]`
        index,          ///< `[0]`
        indices,        ///< `[0,1]`
        from_end,       ///< `[(@.length-1)]`
        slice_from,     ///< `[1:]`
        slice_to,       ///< `[:2]`
        slice_between,  ///< `[1:2]`
        filter,         ///< `[?(…)]`
        scan,           ///< `..`
        root            ///< a `$` after the first one: all that is there already
    };
    Kind kind = Kind::members;
    std::vector<std::string> names;     ///< members
    std::vector<std::int32_t> numbers;  ///< of the kinds with indices; the library's are of 32 bits
    std::shared_ptr<Filter const> filter;
};

struct Path::Program {
    std::string text;
    Root root = Root::input;
    bool relative = false;  ///< begins with @, within a filter
    std::string variable;
    std::vector<Segment> segments;
    /// Whether the steps from this one on select one value at most; one more item than there are steps.
    std::vector<bool> definite_from;
    bool reference = true;
    std::vector<std::string> remarks;

    bool definite() const noexcept { return definite_from.front(); }
};

/// What stands on a side of a comparison.
struct Operand {
    enum class Kind : std::uint8_t { text, path, pattern };
    Kind kind = Kind::text;
    std::string text;  ///< without its quotes; numbers, true, false and null are texts too. A pattern's expression
    std::shared_ptr<Path::Program const> path;
    std::shared_ptr<Pattern const> pattern;
};

enum class Comparison : std::uint8_t {
    exists,
    missing,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    matches
};

struct Criterion {
    Operand left;
    Comparison comparison = Comparison::exists;
    Operand right;  ///< but for exists and missing
};

struct Filter {
    /// Groups joined by `||` of criteria joined by `&&`.
    std::vector<std::vector<Criterion>> groups;
    /// `[?]` stands for a filter that a Java program would pass along; it is accepted, and fails on the first item.
    bool placeholder = false;
};

}  // namespace coworks::jsonpath
