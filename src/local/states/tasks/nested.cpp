#include "local/states/tasks/nested.hpp"

#include <utility>

#include "json/text_of.hpp"
#include "local/states/event_rows.hpp"
#include "local/states/names.hpp"
#include "local/states/tasks/description.hpp"

namespace coworks::local::states {

namespace {

Json submitted(ExecutionRecord const& child) {
    Json::ObjectBuilder output;
    output.set("ExecutionArn", child.arn);
    output.set("SdkHttpMetadata", Json::object({{"HttpStatusCode", 200}}));
    output.set("StartDate", milliseconds(child.started));
    return output.finish();
}

asl::TaskBroke refused(asl::Attempt const& attempt, StartRefusal const& refusal, std::string const& request) {
    return {.attempt = attempt,
            .error = "StepFunctions." + refusal.code + (refusal.code.ends_with("Exception") ? "" : "Exception"),
            .cause = refusal.message + " (Service: AWSStepFunctions; Status Code: 400; Error Code: " + refusal.code +
                     "; Request ID: " + request + "; Proxy: null)"};
}

}  // namespace

void Nested::invoke(Asker const& asker, asl::InvokeTask const& task) {
    std::string const own_name = derived_name(asker.record.arn, std::to_string(task.attempt.scheduled));
    auto order = find_(text_of(task.arguments["StateMachineArn"]));
    if (!order) return executor_->tell(asker.id, refused(task.attempt, order.error(), own_name));
    std::string const name = text_of(task.arguments["Name"]);
    order->name = name.empty() ? own_name : name;
    Json const* const input = task.arguments.find("Input");
    order->input = input != nullptr ? *input : Json::object();
    if (input != nullptr && input->is_string()) {
        try {
            order->input = Json::parse(input->as_string());
        } catch (JsonError const&) {
            return executor_->tell(
                asker.id, refused(task.attempt,
                                  {.code = "InvalidExecutionInput",
                                   .message = "Invalid State Machine Execution Input: 'Invalid execution input.'"},
                                  own_name));
        }
    }
    bool const parsed = task.resource->action.ends_with(".sync:2");
    Job const job{.parent = asker.id,
                  .attempt = task.attempt,
                  .sync = parsed || task.resource->pattern == asl::Resource::Pattern::sync,
                  .parsed = parsed,
                  .token = task.resource->pattern == asl::Resource::Pattern::wait_for_task_token,
                  .input = order->input};
    order->parent = {
        .execution = asker.id, .branch = task.attempt.branch, .number = task.attempt.scheduled, .map_run = 0};
    if (job.sync && order->revision->type == asl::ExecutionType::express) {
        return executor_->tell(asker.id,
                               refused(task.attempt,
                                       {.code = "StateMachineTypeNotSupported",
                                        .message = "This operation is not supported by this type of state machine"},
                                       own_name));
    }
    executor_->start(*std::move(order), [this, job](Result<Started> const& result) { started(job, result); });
}

void Nested::started(Job const& job, Result<Started> const& started) {
    if (!started) {
        return executor_->tell(job.parent, asl::TaskBroke{.attempt = job.attempt,
                                                          .error = "StepFunctions.SdkClientException",
                                                          .cause = started.error().text()});
    }
    ExecutionRecord const& child = started->record;
    bool const ours = child.parent.execution == job.parent && child.parent.branch == job.attempt.branch &&
                      child.parent.number == job.attempt.scheduled;
    if (started->existed && !ours) {
        bool const same = child.status == asl::Status::running && started->existing_input == job.input;
        if (!same || job.sync) {
            return executor_->tell(job.parent, refused(job.attempt,
                                                       {.code = "ExecutionAlreadyExists",
                                                        .message = "Execution Already Exists: '" + child.arn + "'"},
                                                       derived_name(child.arn, std::to_string(job.attempt.scheduled))));
        }
    }
    Json const output = submitted(child);
    if (!job.sync && !job.token)
        return executor_->tell(job.parent, asl::TaskDone{.attempt = job.attempt, .output = output});
    executor_->tell(job.parent, asl::TaskAccepted{.attempt = job.attempt, .output = output});
    if (!job.sync) return;
    waits_[child.id] = job;
    if (started->existed && child.status != asl::Status::running) take_up(job, child);
}

/// The child ended before a crash, and its parent could not be told.
void Nested::take_up(Job const& job, ExecutionRecord const& child) {
    journal_->rows(child.tail, [this, job, child](Result<std::vector<std::string>> const& rows) {
        auto const execution = rows ? executor_->rebuild(child, *rows) : tl::unexpected(rows.error());
        if (execution) return ended(child, *execution);
        waits_.erase(child.id);
        executor_->tell(job.parent, asl::TaskBroke{.attempt = job.attempt,
                                                   .error = "StepFunctions.SdkClientException",
                                                   .cause = execution.error().text()});
    });
}

void Nested::cancel(Asker const& asker, asl::Attempt const& attempt) {
    for (auto const& [child, wait] : waits_) {
        if (wait.parent != asker.id || wait.attempt.scheduled != attempt.scheduled) continue;
        executor_->tell(child, asl::Stop{.error = {},
                                         .cause = "The Task state in AWS Step Functions execution [" +
                                                  asker.record.arn + "] which was managing this resource was aborted"});
        waits_.erase(child);
        return;
    }
}

void Nested::ended(ExecutionRecord const& child, asl::Execution const& execution) {
    auto const waiting = waits_.extract(child.id);
    if (waiting.empty()) return;
    Job const& wait = waiting.mapped();
    Json const result = described(child, execution, wait.parsed);
    if (execution.status == asl::Status::succeeded)
        return executor_->tell(wait.parent, asl::TaskDone{.attempt = wait.attempt, .output = result});
    executor_->tell(wait.parent,
                    asl::TaskBroke{.attempt = wait.attempt, .error = "States.TaskFailed", .cause = result.dump()});
}

}  // namespace coworks::local::states
