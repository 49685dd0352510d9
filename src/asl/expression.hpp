#pragma once

/// The computed parts of a definition: JSONPath and intrinsic functions, JSONata, and payload templates made of them.

#include <coworks/json.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coworks::asl {

enum class QueryLanguage : std::uint8_t { jsonpath, jsonata };

/// What an Expression was compiled to; known to expression.cpp and evaluate.cpp alone.
struct Compiled;

/// A value that is written down, read by a path, or computed. Immutable; copies share.
struct Expression {
    enum class Kind : std::uint8_t {
        literal,    ///< `value`
        path,       ///< JSONPath, "$.a", "$$.Execution.Id", "$variable.a"
        intrinsic,  ///< "States.Format('{}', $.a)"
        jsonata     ///< the text between {% and %}
    };
    Kind kind = Kind::literal;
    Json value;        ///< of a literal
    std::string text;  ///< as error texts quote it: the path, the call, the JSONata between the braces, trimmed
    std::shared_ptr<Compiled const> compiled;
};

/// A payload template: a tree of literals and expressions. Parts without expressions are one literal.
struct Template {
    enum class Kind : std::uint8_t { literal, expression, object, array };
    struct Member;

    Kind kind = Kind::literal;
    Json value;             ///< of a literal, shared with every result
    Expression expression;  ///< of an expression
    std::string field;      ///< where it stands: "Output/user/name" (JSONata), or the member's name "name.$" (JSONPath)
    std::vector<Member> members;
    std::vector<Template> items;
};

struct Template::Member {
    std::string name;  ///< without ".$"
    Template value;
};

/// A field with one value that may have been written in several ways: TimeoutSeconds, TimeoutSecondsPath, ….
struct Field {
    std::string name;  ///< as written ("TimeoutSecondsPath"); empty: the field is absent
    Expression expression;

    bool present() const noexcept { return !name.empty(); }
    bool is_path() const noexcept { return expression.kind == Expression::Kind::path; }
};

/// InputPath and OutputPath: absent ("$"), null, or a path.
struct PathOrNull {
    enum class Kind : std::uint8_t { whole, null, path };
    Kind kind = Kind::whole;
    Expression path;
};

/// ResultPath: absent ("$", the result replaces the input), null (it is discarded), or the place it is put at.
struct ResultPath {
    enum class Kind : std::uint8_t { whole, null, path };
    Kind kind = Kind::whole;
    Expression path;
};

}  // namespace coworks::asl
