#pragma once

/// X-Ray's tracing header
/// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html, "Tracing header").

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace coworks {

/// A header with a new root.
std::string new_trace_id(Random& random, Clock::Time now);

/// What the gateway puts into an event as X-Amzn-Trace-Id: what its client sent, or a root of its own where that has
/// none.
std::string request_trace(std::string_view sent, Random& random, Clock::Time now);

/// What a function gets as Lambda-Runtime-Trace-Id: "Root=…;Parent=…;Sampled=…", of which each is kept that `sent` has
/// in its right form, and each other is made. Nothing is sampled unless its caller says so, because nobody collects it.
std::string function_trace(std::string_view sent, Random& random, Clock::Time now);

}  // namespace coworks
