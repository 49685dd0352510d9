#pragma once

/// Redriving: an execution that ended without success goes on from where it failed, with what its states were given
/// (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html). The message is Redrive
/// (message.hpp).

#include <optional>
#include <string>
#include <string_view>

#include "asl/execution.hpp"
#include "asl/limits.hpp"

namespace coworks::asl {

enum class RedriveStatus : std::uint8_t { redrivable, not_redrivable, redrivable_by_map_run };
/// "REDRIVABLE", …: the `redriveStatus` of DescribeExecution.
std::string_view redrive_status_name(RedriveStatus status) noexcept;

/// What it depends on; a record of an execution is enough.
struct RedriveFacts {
    Status status = Status::running;
    ExecutionType type = ExecutionType::standard;
    bool child = false;  ///< of a Map Run, which redrives it together with its parent
    Clock::Time started{};
    std::optional<Clock::Time> stopped;
    EventId last_event = 0;

    static RedriveFacts of(Execution const& execution);
};

struct Redrivability {
    RedriveStatus status = RedriveStatus::redrivable;
    std::string reason;  ///< why it is not: the `redriveStatusReason`, in AWS' words
};
Redrivability redrivability(RedriveFacts const& facts, Clock::Time now, Limits const& limits = {});

/// Internal to apply(): puts every unsuccessful state back to where its work begins, the successful ones aside.
void reopen(Execution& execution);

}  // namespace coworks::asl
