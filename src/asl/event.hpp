#pragma once

/// The events of an execution: AWS' history events (API reference, HistoryEvent) and a few internal ones that the API
/// hides. Folding them with apply() (execution.hpp) rebuilds the execution; nothing is ever evaluated a second time.

#include <coworks/json.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "asl/definition.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"

namespace coworks::asl {

using EventId = std::int64_t;
using BranchId = std::uint32_t;

enum class EventType : std::uint8_t {
    // AWS' own, in the order of the API reference.
    activity_failed,
    activity_scheduled,
    activity_schedule_failed,
    activity_started,
    activity_succeeded,
    activity_timed_out,
    choice_state_entered,
    choice_state_exited,
    evaluation_failed,
    execution_aborted,
    execution_failed,
    execution_redriven,
    execution_started,
    execution_succeeded,
    execution_timed_out,
    fail_state_entered,
    lambda_function_failed,
    lambda_function_scheduled,
    lambda_function_schedule_failed,
    lambda_function_started,
    lambda_function_start_failed,
    lambda_function_succeeded,
    lambda_function_timed_out,
    map_iteration_aborted,
    map_iteration_failed,
    map_iteration_started,
    map_iteration_succeeded,
    map_run_aborted,
    map_run_failed,
    map_run_redriven,
    map_run_started,
    map_run_succeeded,
    map_state_aborted,
    map_state_entered,
    map_state_exited,
    map_state_failed,
    map_state_started,
    map_state_succeeded,
    parallel_state_aborted,
    parallel_state_entered,
    parallel_state_exited,
    parallel_state_failed,
    parallel_state_started,
    parallel_state_succeeded,
    pass_state_entered,
    pass_state_exited,
    succeed_state_entered,
    succeed_state_exited,
    task_failed,
    task_scheduled,
    task_started,
    task_start_failed,
    task_state_aborted,
    task_state_entered,
    task_state_exited,
    task_submitted,
    task_submit_failed,
    task_succeeded,
    task_timed_out,
    wait_state_aborted,
    wait_state_entered,
    wait_state_exited,
    // Ours.
    wait_started,        ///< a Wait knows its deadline
    retry_chosen,        ///< a retrier took the error: which one, and when it tries again
    heartbeat_received,  ///< the next heartbeat's deadline
    state_failed,        ///< a state's error that AWS has no event for
    branch_failed,       ///< a branch or an iteration ended with an error: what is around it fails
    items_requested,     ///< the items of a distributed Map were asked for
    items_read,          ///< the items of a distributed Map
    children_started,    ///< child executions of a distributed Map were started up to an index
    results_requested,   ///< the results of a distributed Map were handed out to be written
    results_written,     ///< and were
    child_ended,         ///< the result of one of them
    map_run_updated,     ///< other bounds for a Map Run under way
};
inline constexpr EventType kLastPublicType = EventType::wait_state_exited;

/// AWS' name ("PassStateEntered"), or ours in the same manner ("WaitStarted").
std::string_view type_name(EventType type) noexcept;
std::optional<EventType> event_type(std::string_view name) noexcept;

struct Event {
    EventId id = 0;  ///< counts from 1; 0: internal
    EventId previous = 0;
    EventType type = EventType::execution_started;
    BranchId branch = 0;         ///< the thread of control that it belongs to
    StateIndex next = kNoState;  ///< StateEntered: the state; StateExited: the state that follows
    Clock::Time time{};

    Json name;    ///< of the state; Json because it is shared
    Json data;    ///< input, output or parameters: as JSON, where the API has its text (its source, if it has one)
    Json more;    ///< AWS' other members ("error", "cause", "resource", "assignedVariables", …), or null
    Json hidden;  ///< what folding needs and the API hides (deadlines, tokens, the retrier), or null

    bool internal() const noexcept { return type > kLastPublicType; }
};

/// The event's details as the API has them, data as JSON instead of text; null where the type has none
/// (ParallelStateStarted).
Json details(Event const& event);

/// How much of the data the API shows (GetExecutionHistory, includeExecutionData).
enum class IncludeData : std::uint8_t { no, yes };
/// The event as GetExecutionHistory returns it: timestamp in seconds since 1970, data as text.
Json to_api(Event const& event, IncludeData include = IncludeData::yes);

/// The event as it is stored, and back. `from_stored` gives an error for anything to_stored() did not make.
Json to_stored(Event const& event);
Result<Event> from_stored(Json const& stored);

}  // namespace coworks::asl
