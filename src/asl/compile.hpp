#pragma once

/// Compiling the expressions of a definition. Internal to the room; what they give is evaluated by evaluate.hpp.

#include <string_view>

#include "asl/expression.hpp"
#include "asl/limits.hpp"
#include "base/error.hpp"

namespace coworks::asl {

/// Whether a text is a JSONata expression: "{% … %}" and nothing around it.
bool is_jsonata(std::string_view text) noexcept;
/// Whether a text begins with {% or ends with %}: an expression, or what was meant to be one. With blanks on both sides
/// it is a text (recorded).
bool looks_like_jsonata(std::string_view text) noexcept;
/// What stands between the braces of such a text, trimmed: a part of it.
std::string_view jsonata_source(std::string_view text) noexcept;

Expression literal(Json value);
/// "$.a", "$$.State.Name", "$variable[0]".
Result<Expression> compile_path(std::string_view text);
/// A path, or a call of an intrinsic function.
Result<Expression> compile_path_or_intrinsic(std::string_view text);
/// "{% … %}".
Result<Expression> compile_jsonata(std::string_view text);
/// A value that may hold expressions anywhere; `field` is what error texts call it.
Result<Template> compile_template(Json const& payload, QueryLanguage language, std::string_view field,
                                  Limits const& limits);

}  // namespace coworks::asl
