#include "local/states/tasks/nested.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/http_text.hpp"
#include "json/text_of.hpp"
#include "local/states/event_rows.hpp"
#include "local/states/names.hpp"
#include "local/states/tasks/description.hpp"
#include "local/states/tasks/sdk_metadata.hpp"

namespace coworks::local::states {

namespace {

/// The service's answer to StartExecution, as long as it is on the wire: its times are printed like 1.688136139123E9.
std::size_t answer_length(ExecutionRecord const& child) {
    std::string digits = std::to_string(milliseconds(child.started).as_int64());
    digits.erase(std::max(digits.find_last_not_of('0') + 1, std::size_t{2}));
    return std::string_view(R"({"executionArn":"","startDate":.E9})").size() + child.arn.size() + digits.size();
}

/// What StartExecution's SDK gives back, as recordings of the service have it.
Json submitted(ExecutionRecord const& child, std::string const& request_id, std::string const& date) {
    std::array<SdkHeader, 5> const headers{{{"x-amzn-RequestId", request_id},
                                            {"connection", "keep-alive"},
                                            {"Content-Length", std::to_string(answer_length(child))},
                                            {"Date", date},
                                            {"Content-Type", "application/x-amz-json-1.0"}}};
    Json::ObjectBuilder output;
    output.set("ExecutionArn", child.arn);
    output.set("SdkHttpMetadata", sdk_http_metadata(headers, 200));
    output.set("SdkResponseMetadata", Json::object({{"RequestId", request_id}}));
    output.set("StartDate", milliseconds(child.started));
    return output.finish();
}

asl::TaskFailed refused(asl::Attempt const& attempt, StartRefusal const& refusal, std::string const& request) {
    return {.attempt = attempt,
            .error = "StepFunctions." + refusal.code + (refusal.code.ends_with("Exception") ? "" : "Exception"),
            .cause = refusal.message + " (Service: AWSStepFunctions; Status Code: 400; Error Code: " + refusal.code +
                     "; Request ID: " + request + "; Proxy: null)"};
}

}  // namespace

void Nested::invoke(Caller const& caller, asl::InvokeTask const& task) {
    std::string const own_name = derived_name(caller.record.arn, std::to_string(task.attempt.scheduled));
    auto order = find_(text_of(task.arguments["StateMachineArn"]));
    if (!order) return executor_->tell(caller.id, refused(task.attempt, order.error(), own_name));
    std::string const name = text_of(task.arguments["Name"]);
    order->name = name.empty() ? own_name : name;
    // A text is the input, as it came; without one, also with null, there is {} (recorded in 2023).
    Json const& input = task.arguments["Input"];
    order->input = input.is_null() ? Json::object() : input.without_source();
    if (input.is_string()) {
        try {
            order->input = Json::parse(input.as_string(), {.allow_lone_surrogates = true, .keep_source = true});
        } catch (JsonError const&) {
            return executor_->tell(
                caller.id, refused(task.attempt,
                                   {.code = "InvalidExecutionInput",
                                    .message = "Invalid State Machine Execution Input: 'Invalid execution input.'"},
                                   own_name));
        }
    }
    bool const parsed = task.resource->action.ends_with(".sync:2");
    Job const job{.parent = caller.id,
                  .attempt = task.attempt,
                  .sync = parsed || task.resource->pattern == asl::Resource::Pattern::sync,
                  .parsed = parsed,
                  .token = task.resource->pattern == asl::Resource::Pattern::wait_for_task_token,
                  .input = order->input};
    order->parent = {
        .execution = caller.id, .branch = task.attempt.branch, .number = task.attempt.scheduled, .map_run = 0};
    if (job.sync && order->revision->type == asl::ExecutionType::express) {
        return executor_->tell(caller.id,
                               refused(task.attempt,
                                       {.code = "StateMachineTypeNotSupported",
                                        .message = "This operation is not supported by this type of state machine"},
                                       own_name));
    }
    executor_->start(*std::move(order), [this, job](Result<Started> const& result) { started(job, result); });
}

void Nested::started(Job const& job, Result<Started> const& started) {
    if (!started) {
        return executor_->tell(job.parent, asl::TaskFailed{.attempt = job.attempt,
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
    Json const output = submitted(child, random_.uuid(), http_date(clock_.now()));
    if (!job.sync && !job.token)
        return executor_->tell(job.parent, asl::TaskSucceeded{.attempt = job.attempt, .output = output});
    executor_->tell(job.parent, asl::TaskSubmitted{.attempt = job.attempt, .output = output});
    if (!job.sync) return;
    waits_[child.id] = job;
    // Not by its record's status: that one was read before the child's input, and the child may have ended since.
    if (started->existed && executor_->record(child.id) == nullptr) take_up(job, child);
}

/// The child ended before its parent waited for it: before a crash, or while it was looked for after one.
void Nested::take_up(Job const& job, ExecutionRecord const& child) {
    auto const lost = [this, job, id = child.id](Error const& error) {
        waits_.erase(id);
        executor_->tell(job.parent, asl::TaskFailed{.attempt = job.attempt,
                                                    .error = "StepFunctions.SdkClientException",
                                                    .cause = error.text()});
    };
    journal_->find(child.arn, [this, lost](Result<std::optional<ExecutionRecord>> const& found) {
        if (!found) return lost(found.error());
        if (!*found) return lost({.code = "gone", .message = "the execution was removed"});
        ExecutionRecord const& record = **found;
        journal_->rows(record.tail, [this, lost, record](Result<std::vector<std::string>> const& rows) {
            auto const execution = rows ? executor_->rebuild(record, *rows) : tl::unexpected(rows.error());
            if (!execution) return lost(execution.error());
            ended(record, *execution);
        });
    });
}

void Nested::cancel(Caller const& caller, asl::Attempt const& attempt) {
    for (auto const& [child, wait] : waits_) {
        if (wait.parent != caller.id || wait.attempt.scheduled != attempt.scheduled) continue;
        executor_->tell(child,
                        asl::Stop{.error = {},
                                  .cause = "The Task state in AWS Step Functions execution [" + caller.record.arn +
                                           "] which was managing this resource was aborted"});
        waits_.erase(child);
        return;
    }
}

void Nested::ended(ExecutionRecord const& child, asl::Execution const& execution) {
    auto const waiting = waits_.extract(child.id);
    if (waiting.empty()) return;
    Job const& wait = waiting.mapped();
    Json const result = described(child, execution, wait.parsed ? DescriptionFor::sync_parsed : DescriptionFor::sync);
    if (execution.status == asl::Status::succeeded)
        return executor_->tell(wait.parent, asl::TaskSucceeded{.attempt = wait.attempt, .output = result});
    executor_->tell(wait.parent,
                    asl::TaskFailed{.attempt = wait.attempt, .error = "States.TaskFailed", .cause = result.dump()});
}

}  // namespace coworks::local::states
