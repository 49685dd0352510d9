#pragma once

/// What the tests of this room share: tables of an expression and its outcome.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "jsonata/jsonata.hpp"

namespace coworks::jsonata {

struct Case {
    char const* expression;
    char const* wanted;  ///< JSON; "nothing", "function", or an error's code
};

inline std::string outcome(std::string_view text, Json const* input, Dialect dialect,
                           Environment const& environment = {}) {
    auto const expression = compile(text, dialect);
    if (!expression) return expression.error().code;
    auto const answer = expression->evaluate(input, environment);
    if (!answer) return answer.error().code;
    if (answer->is_function) return "function";
    return answer->value ? answer->value->dump({.ecmascript_numbers = true}) : "nothing";
}

inline void check(std::initializer_list<Case> cases, char const* document = "{}", Dialect dialect = Dialect::standard) {
    Json const input = Json::parse(document);
    for (Case const& one : cases)
        EXPECT_EQ(outcome(one.expression, &input, dialect), one.wanted) << one.expression;
}

}  // namespace coworks::jsonata
