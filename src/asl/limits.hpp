#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace coworks::asl {

/// Everything that input controls, bounded. Where AWS has a number it is the default; the sources are the pages
/// "Service quotas for AWS Step Functions" (quotas) and "Amazon States Language" (ASL) of the Developer Guide.
struct Limits {
    // --- Definitions ---
    std::size_t definition_bytes = 1U << 20;  ///< quotas: 1 MB a request
    std::size_t name_length = 80;             ///< ASL, "States": names up to 80 characters
    std::size_t states = 10'000;              ///< ours: 1 MB holds no more that do anything
    std::size_t nesting = 64;                 ///< ours: Parallel and Map within each other
    std::size_t rule_depth = 64;              ///< ours: And, Or, Not within each other
    std::size_t template_depth = 128;         ///< ours: objects and arrays within each other in a payload template

    // --- One execution ---
    std::size_t data_bytes = 256U << 10;              ///< quotas: input or output of a task, state or execution
    std::int64_t events = 25'000;                     ///< quotas: events in an execution's history
    std::chrono::seconds duration{365 * 24 * 3600};   ///< quotas: one year (standard workflows)
    std::chrono::seconds express_duration{5 * 60};    ///< quotas: five minutes (express workflows)
    std::chrono::seconds redrivable{14 * 24 * 3600};  ///< quotas: an ended execution can be redriven for 14 days
    std::int64_t map_run_redrives = 1000;             ///< guide, "Redriving Map Runs": redrives of one Map Run
    std::size_t variable_bytes = 256U << 10;          ///< quotas: one variable, and all of one Assign together
    std::size_t variables_bytes = 10U << 20;          ///< quotas: all variables of an execution
    std::size_t error_length = 256;                   ///< API reference, EventDetails: error
    std::size_t cause_length = 32'768;                ///< API reference, EventDetails: cause
    std::size_t inline_concurrency = 40;              ///< quotas: iterations of an inline Map at once
    std::size_t distributed_concurrency = 10'000;     ///< quotas: child executions of a Map Run at once
    std::size_t items = 100'000'000;                  ///< ASL, "ItemReader": MaxItems
    std::int64_t wait_seconds = 99'999'999;           ///< ASL, "Wait": Seconds, TimeoutSeconds, HeartbeatSeconds
    std::chrono::seconds wait_ahead{2'147'483'647};   ///< recorded: a Timestamp 24,856 days ahead is refused
    std::int64_t max_attempts = 99'999'999;           ///< ASL, "Retry": MaxAttempts
    std::chrono::seconds retry_interval{31'622'400};  ///< ASL, "Retry": MaxDelaySeconds below 31,622,400
    std::int64_t steps_at_once = 200'000;             ///< ours: transitions between two messages (express has no
                                                      ///< bound of events; a loop without waits must end)
};

}  // namespace coworks::asl
