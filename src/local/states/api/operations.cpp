#include "local/states/api/operations.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace coworks::local::states::api {

Operation find_operation(std::string_view name) noexcept {
    static constexpr auto kOperations = std::to_array<std::pair<std::string_view, Operation>>({
        {"CreateActivity", create_activity},
        {"CreateStateMachine", create_state_machine},
        {"CreateStateMachineAlias", create_state_machine_alias},
        {"DeleteActivity", delete_activity},
        {"DeleteStateMachine", delete_state_machine},
        {"DeleteStateMachineAlias", delete_state_machine_alias},
        {"DeleteStateMachineVersion", delete_state_machine_version},
        {"DescribeActivity", describe_activity},
        {"DescribeExecution", describe_execution},
        {"DescribeMapRun", describe_map_run},
        {"DescribeStateMachine", describe_state_machine},
        {"DescribeStateMachineAlias", describe_state_machine_alias},
        {"DescribeStateMachineForExecution", describe_state_machine_for_execution},
        {"GetActivityTask", get_activity_task},
        {"GetExecutionHistory", get_execution_history},
        {"ListActivities", list_activities},
        {"ListExecutions", list_executions},
        {"ListMapRuns", list_map_runs},
        {"ListStateMachineAliases", list_state_machine_aliases},
        {"ListStateMachineVersions", list_state_machine_versions},
        {"ListStateMachines", list_state_machines},
        {"ListTagsForResource", list_tags_for_resource},
        {"PublishStateMachineVersion", publish_state_machine_version},
        {"RedriveExecution", redrive_execution},
        {"SendTaskFailure", send_task_failure},
        {"SendTaskHeartbeat", send_task_heartbeat},
        {"SendTaskSuccess", send_task_success},
        {"StartExecution", start_execution},
        {"StartSyncExecution", start_sync_execution},
        {"StopExecution", stop_execution},
        {"TagResource", tag_resource},
        {"TestState", test_state},
        {"UntagResource", untag_resource},
        {"UpdateMapRun", update_map_run},
        {"UpdateStateMachine", update_state_machine},
        {"UpdateStateMachineAlias", update_state_machine_alias},
        {"ValidateStateMachineDefinition", validate_state_machine_definition},
    });
    static_assert(std::ranges::is_sorted(kOperations, {}, &std::pair<std::string_view, Operation>::first));
    auto const found = std::ranges::lower_bound(kOperations, name, {}, &std::pair<std::string_view, Operation>::first);
    return found != kOperations.end() && found->first == name ? found->second : nullptr;
}

}  // namespace coworks::local::states::api
