#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"

namespace coworks {

/// An X-Ray trace header with a new root
/// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html, "Tracing header").
std::string new_trace_id(Random& random, Clock::Time now);

}  // namespace coworks
