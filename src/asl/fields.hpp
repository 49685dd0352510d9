#pragma once

/// Fields that hold a number, or say where one is: the number, or the service's error text.

#include <cstdint>
#include <string>
#include <string_view>

#include "asl/evaluate.hpp"
#include "asl/expression.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

/// A value that a field can't have: an error of the evaluation if JSONata computed it, of the data flow otherwise.
Fault field_fault(Field const& field, std::string cause);
/// The number a field gives, `otherwise` if it is absent; the error texts are the service's.
Evaluated<std::int64_t> evaluate_integer(Field const& field, View const& view, std::int64_t otherwise);
Evaluated<double> evaluate_number(Field const& field, View const& view, double otherwise);
/// TimeoutSeconds and HeartbeatSeconds, which are positive (specification, "Timeouts and heartbeats"); 0: none is
/// given. The words for others are ours.
Evaluated<std::int64_t> evaluate_period(Field const& field, std::string_view name, View const& view,
                                        Limits const& limits);

}  // namespace coworks::asl
