#include "asl/evaluate_jsonata.hpp"

#include "asl/compile.hpp"

namespace coworks::asl {

Result<Expression> compile_jsonata(std::string_view text) {
    return coworks::fail("invalid_expression", "JSONata expressions are not understood yet", std::string(text));
}

Evaluated<Json> evaluate_jsonata(Expression const& expression, std::string_view field, View const&, Expected) {
    return tl::unexpected(Fault{.kind = Fault::Kind::evaluation,
                                .error = "States.QueryEvaluationError",
                                .cause = "The JSONata expression '" + expression.text + "' is not understood yet",
                                .location = std::string(field)});
}

}  // namespace coworks::asl
