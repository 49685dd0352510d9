#pragma once

#include <coworks/json.hpp>
#include <cstdint>

#include "asl/execution.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// A time as the SDK of the services that Step Functions calls writes one.
Json milliseconds(Clock::Time time);

enum class DescriptionFor : std::uint8_t {
    sync,           ///< a .sync task
    sync_parsed,    ///< .sync:2: input and output as JSON instead of text
    result_writer,  ///< without what a redrive would need
};
/// DescribeExecution's answer in the SDK's spelling.
Json described(ExecutionRecord const& record, asl::Execution const& execution, DescriptionFor whom);

}  // namespace coworks::local::states
