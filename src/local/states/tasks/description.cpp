#include "local/states/tasks/description.hpp"

#include <chrono>

namespace coworks::local::states {

Json milliseconds(Clock::Time time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

Json described(ExecutionRecord const& record, asl::Execution const& execution, bool parsed) {
    auto const data = [&](Json const& value) { return parsed ? value : Json(value.dump()); };
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
    made.set("StartDate", milliseconds(record.started));
    made.set("StateMachineArn", record.machine_arn);
    made.set("Status", asl::status_name(execution.status));
    if (record.stopped) made.set("StopDate", milliseconds(*record.stopped));
    return made.finish();
}

}  // namespace coworks::local::states
