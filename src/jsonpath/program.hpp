#pragma once

/// The tree that a path is parsed to. Known to this room alone.

#include <coworks/json.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jsonpath/jsonpath.hpp"
#include "jsonpath/pattern.hpp"

namespace coworks::jsonpath {

struct Filter;

/// Functions that a path may end with; Jayway's table.
enum class Function : std::uint8_t { length, min, max, avg, stddev, sum, concat, keys, append, first, last, index };

/// An operand of a comparison within a filter, or an argument of a function.
struct Operand {
    enum class Kind : std::uint8_t { literal, path, pattern };
    Kind kind = Kind::literal;
    Json literal;
    std::shared_ptr<Path::Program const> path;
    std::shared_ptr<Pattern const> pattern;
};

/// One step of a path.
struct Segment {
    enum class Kind : std::uint8_t { members, wildcard, indices, slice, filter, scan, function };
    Kind kind = Kind::members;
    std::vector<std::string> names;     ///< members
    std::vector<std::int64_t> indices;  ///< indices; negative ones count from the end
    std::optional<std::int64_t> from;   ///< slice
    std::optional<std::int64_t> to;
    std::shared_ptr<Filter const> filter;
    Function function = Function::length;
    std::vector<Operand> arguments;  ///< function
};

struct Path::Program {
    std::string text;
    Root root = Root::input;
    bool relative = false;  ///< begins with @, within a filter
    std::string variable;
    std::vector<Segment> segments;
    bool definite = true;
    bool reference = true;
    bool sums_scan = false;  ///< `$..price.sum()`: the function takes all that the scan finds at once
};

enum class Comparison : std::uint8_t {
    equal,
    not_equal,
    same,
    not_same,
    less,
    less_equal,
    greater,
    greater_equal,
    matches,
    in,
    not_in,
    subset_of,
    any_of,
    none_of,
    contains,
    all,
    size,
    empty
};

struct Filter {
    enum class Kind : std::uint8_t { any, all, negation, exists, comparison };
    Kind kind = Kind::exists;
    std::vector<Filter> parts;  ///< any, all, negation
    Operand left;               ///< exists, comparison
    Operand right;
    Comparison comparison = Comparison::equal;
};

void collect_variables(Path::Program const& program, std::set<std::string>& names);

}  // namespace coworks::jsonpath
