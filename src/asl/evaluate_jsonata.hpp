#pragma once

#include "asl/evaluate.hpp"

namespace coworks::asl {

/// The value of a JSONata expression for a field, of the kind that the field takes. Errors are those of the service:
/// States.QueryEvaluationError with its words.
Evaluated<Json> evaluate_jsonata(Expression const& expression, std::string_view field, View const& view,
                                 Expected expected);

}  // namespace coworks::asl
