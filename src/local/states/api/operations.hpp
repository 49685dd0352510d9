#pragma once

/// The operations of the API, one function each, and their table.

#include <string_view>

#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

// machines.cpp
void create_state_machine(Rooms& rooms, Call&& call);
void update_state_machine(Rooms& rooms, Call&& call);
void describe_state_machine(Rooms& rooms, Call&& call);
void list_state_machines(Rooms& rooms, Call&& call);
// delete_machine.cpp
void delete_state_machine(Rooms& rooms, Call&& call);
// versions.cpp
void publish_state_machine_version(Rooms& rooms, Call&& call);
void delete_state_machine_version(Rooms& rooms, Call&& call);
void list_state_machine_versions(Rooms& rooms, Call&& call);
// aliases.cpp
void create_state_machine_alias(Rooms& rooms, Call&& call);
void update_state_machine_alias(Rooms& rooms, Call&& call);
void describe_state_machine_alias(Rooms& rooms, Call&& call);
void delete_state_machine_alias(Rooms& rooms, Call&& call);
void list_state_machine_aliases(Rooms& rooms, Call&& call);
// start.cpp
void start_execution(Rooms& rooms, Call&& call);
void start_sync_execution(Rooms& rooms, Call&& call);
// executions.cpp
void describe_execution(Rooms& rooms, Call&& call);
void describe_state_machine_for_execution(Rooms& rooms, Call&& call);
void list_executions(Rooms& rooms, Call&& call);
void stop_execution(Rooms& rooms, Call&& call);
void redrive_execution(Rooms& rooms, Call&& call);
// history.cpp
void get_execution_history(Rooms& rooms, Call&& call);
// tasks.cpp
void send_task_success(Rooms& rooms, Call&& call);
void send_task_failure(Rooms& rooms, Call&& call);
void send_task_heartbeat(Rooms& rooms, Call&& call);
void get_activity_task(Rooms& rooms, Call&& call);
// activities.cpp
void create_activity(Rooms& rooms, Call&& call);
void delete_activity(Rooms& rooms, Call&& call);
void describe_activity(Rooms& rooms, Call&& call);
void list_activities(Rooms& rooms, Call&& call);
// map_runs.cpp
void describe_map_run(Rooms& rooms, Call&& call);
void list_map_runs(Rooms& rooms, Call&& call);
void update_map_run(Rooms& rooms, Call&& call);
// tags.cpp
void tag_resource(Rooms& rooms, Call&& call);
void untag_resource(Rooms& rooms, Call&& call);
void list_tags_for_resource(Rooms& rooms, Call&& call);
// trials.cpp
void test_state(Rooms& rooms, Call&& call);
void validate_state_machine_definition(Rooms& rooms, Call&& call);

using Operation = void (*)(Rooms&, Call&&);
/// The operation of that name; nullptr.
Operation find_operation(std::string_view name) noexcept;

}  // namespace coworks::local::states::api
