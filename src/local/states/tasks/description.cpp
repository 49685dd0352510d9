#include "local/states/tasks/description.hpp"

#include <chrono>

#include "asl/redrive.hpp"
#include "json/text_of.hpp"

namespace coworks::local::states {

Json milliseconds(Clock::Time time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

namespace {

/// Recorded in December 2024; recordings of 2023 are older than redriving.
void set_redrive(Json::ObjectBuilder& made, ExecutionRecord const& record, asl::Execution const& execution) {
    auto const redrive = asl::redrivability({.status = execution.status,
                                             .type = record.type,
                                             .child = record.parent.map_run != 0,
                                             .started = record.started,
                                             .stopped = record.stopped,
                                             .last_event = execution.last_event},
                                            record.stopped.value_or(record.started));
    made.set("RedriveCount", record.redrive_count);
    made.set("RedriveStatus", asl::redrive_status_name(redrive.status));
    if (!redrive.reason.empty()) made.set("RedriveStatusReason", redrive.reason);
}

}  // namespace

Json described(ExecutionRecord const& record, asl::Execution const& execution, DescriptionFor whom) {
    auto const data = [&](Json const& value) {
        return whom == DescriptionFor::sync_parsed ? value.without_source() : Json(source_text(value));
    };
    Json::ObjectBuilder made;
    if (!execution.failure.cause.is_null()) made.set("Cause", execution.failure.cause);
    if (!execution.failure.error.is_null()) made.set("Error", execution.failure.error);
    made.set("ExecutionArn", record.arn);
    made.set("Input", data(execution.input));
    made.set("InputDetails", Json::object({{"Included", true}}));
    made.set("Name", record.name);
    if (execution.status == asl::Status::succeeded) {
        made.set("Output", data(execution.output));
        made.set("OutputDetails", Json::object({{"Included", true}}));
    }
    if (whom != DescriptionFor::result_writer) set_redrive(made, record, execution);
    made.set("StartDate", milliseconds(record.started));
    made.set("StateMachineArn", record.machine_arn);
    made.set("Status", asl::status_name(execution.status));
    if (record.stopped) made.set("StopDate", milliseconds(*record.stopped));
    return made.finish();
}

}  // namespace coworks::local::states
