#pragma once

/// What Retry and Catch say to an error (https://states-language.net/spec.html#errors); used by the interpreter, and by
/// TestState. Pure.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "asl/dataflow.hpp"
#include "asl/definition.hpp"
#include "asl/evaluate.hpp"
#include "asl/failure.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

/// The place of the first retrier, or catcher, that names the failure: the only one asked.
std::optional<std::size_t> find_retrier(State const& state, Failure const& failure);
std::optional<std::size_t> find_catcher(State const& state, Failure const& failure);

/// The delay in seconds before a retrier's next attempt, after so many, without jitter (specification, "Retrying after
/// error").
double retry_delay(Retrier const& retrier, std::int64_t attempts, Limits const& limits);

/// What a caught error hands on: the error output at the catcher's ResultPath, or its Output; and its Assign. `input`
/// is the state's raw one.
Evaluated<Outcome> catch_outcome(State const& state, Catcher const& catcher, Failure const& failure, Json const& input,
                                 View view);

}  // namespace coworks::asl
