/// Task: work done by somebody else (https://states-language.net/spec.html#task-state). The state schedules it; what
/// becomes of it arrives as messages (messages.cpp).

#include <algorithm>
#include <array>
#include <string>

#include "asl/run.hpp"
#include "asl/task_parameters.hpp"
#include "base/base64.hpp"

namespace coworks::asl {
namespace {

/// Task tokens are opaque; 48 random bytes are beyond guessing.
Json make_token(Random& random) {
    std::array<std::uint64_t, 6> bits{};
    for (auto& word : bits)
        word = random.next();
    return base64_encode(std::string_view(reinterpret_cast<char const*>(bits.data()), sizeof bits));
}

struct Schedule {
    Json arguments;
    Json credentials;
    Json token;
    std::int64_t timeout = 0;
    std::int64_t heartbeat = 0;
};

Evaluated<Schedule> make_schedule(State const& state, TaskState const& task, View view, Json token,
                                  Limits const& limits) {
    Schedule made;
    made.token = std::move(token);
    Evaluated<Json> filtered = filter_input(state, view);
    if (!filtered) return tl::unexpected(filtered.error());
    view.input = *std::move(filtered);
    Evaluated<std::int64_t> timeout = evaluate_period(task.timeout_seconds, "TimeoutSeconds", view, limits);
    if (!timeout) return tl::unexpected(timeout.error());
    made.timeout = *timeout;
    Evaluated<std::int64_t> heartbeat = evaluate_period(task.heartbeat_seconds, "HeartbeatSeconds", view, limits);
    if (!heartbeat) return tl::unexpected(heartbeat.error());
    made.heartbeat = *heartbeat;
    Evaluated<Json> arguments = make_arguments(state, view);
    if (!arguments) return tl::unexpected(arguments.error());
    made.arguments = *std::move(arguments);
    if (task.credentials) {
        Evaluated<Json> credentials = evaluate(*task.credentials, view);
        if (!credentials) return tl::unexpected(credentials.error());
        made.credentials = *std::move(credentials);
    }
    return made;
}

}  // namespace

void work_task(Run& run, Branch const& branch) {
    State const& state = branch.current();
    auto const& task = std::get<TaskState>(state.body);
    Resource const& resource = task.resource;
    if (resource.via == Resource::Via::activity && !run.has_activity(resource.arn))
        return fail(run, branch, {.cause = "The activity " + resource.arn + " does not exist."});
    bool const has_token =
        resource.via == Resource::Via::activity || resource.pattern == Resource::Pattern::wait_for_task_token;
    Scope scope(run, branch, has_token ? make_token(run.random()) : Json());
    Json const token = has_token ? scope.view().context->get()["Task"]["Token"] : Json();
    Evaluated<Schedule> schedule = make_schedule(state, task, scope.view(), token, run.limits());
    if (!schedule) return fail(run, branch, schedule.error());
    if (!schedule->arguments.same_as(branch.input) && run.too_large(schedule->arguments))
        return fail_too_large(run, branch);

    if (auto const reason = unfit_parameters(resource, schedule->arguments)) {
        std::string_view const name = state.language == QueryLanguage::jsonata ? "Arguments" : "Parameters";
        return fail(run, branch,
                    {.cause = "The " + std::string(name) + " '" + schedule->arguments.dump() +
                              "' could not be used to start the Task: [" + *reason + "]"});
    }

    Event scheduled = run.event(branch, resource.via == Resource::Via::lambda     ? EventType::lambda_function_scheduled
                                        : resource.via == Resource::Via::activity ? EventType::activity_scheduled
                                                                                  : EventType::task_scheduled);
    scheduled.data = schedule->arguments;
    Json::ObjectBuilder more;
    if (resource.via == Resource::Via::service) {
        more.set("region", run.execution().identity.region);
        more.set("resource", resource.action);
        more.set("resourceType", resource.service);
    } else {
        more.set("resource", resource.arn);
    }
    if (schedule->timeout > 0) more.set("timeoutInSeconds", schedule->timeout);
    if (schedule->heartbeat > 0) more.set("heartbeatInSeconds", schedule->heartbeat);
    if (Json const* role = schedule->credentials.find("RoleArn"))
        more.set("taskCredentials", Json::object({{"roleArn", *role}}));
    scheduled.more = more.finish();
    Json::ObjectBuilder hidden;
    if (!schedule->token.is_null()) hidden.set("token", schedule->token);
    if (!schedule->credentials.is_null()) hidden.set("credentials", schedule->credentials);
    if (schedule->timeout > 0) {
        hidden.set("timeout", schedule->timeout);
        hidden.set("deadline", stored_time(run.now() + std::chrono::seconds(schedule->timeout)));
    }
    if (schedule->heartbeat > 0) hidden.set("heartbeat", schedule->heartbeat);
    scheduled.hidden = hidden.finish();

    BranchId const id = branch.id;
    run.emit(std::move(scheduled));
    run.act(InvokeTask{.attempt = {.branch = id, .scheduled = run.execution().last_event},
                       .resource = &resource,
                       .state_name = state.name_json,
                       .arguments = schedule->arguments,
                       .credentials = schedule->credentials,
                       .token = schedule->token,
                       .timeout_seconds = schedule->timeout,
                       .heartbeat_seconds = schedule->heartbeat});
}

void time_out_task(Run& run, Branch const& branch) {
    Resource const& resource = std::get<TaskState>(branch.current().body).resource;
    bool const by_heartbeat = !branch.deadline || *branch.deadline > run.now();
    Event timed_out = run.event(branch, resource.via == Resource::Via::lambda     ? EventType::lambda_function_timed_out
                                        : resource.via == Resource::Via::activity ? EventType::activity_timed_out
                                                                                  : EventType::task_timed_out);
    Json::ObjectBuilder more;
    more.set("error", "States.Timeout");
    if (resource.via == Resource::Via::service) {
        more.set("resource", resource.action);
        more.set("resourceType", resource.service);
    }
    timed_out.more = more.finish();
    if (by_heartbeat) timed_out.hidden = Json::object({{"heartbeat", true}});
    Attempt const attempt{.branch = branch.id, .scheduled = branch.task->scheduled};
    run.emit(std::move(timed_out));
    run.act(CancelTask{.attempt = attempt});
}

void finish_work(Run& run, Branch const& branch) {
    Scope scope(run, branch);
    State const& state = branch.current();
    scope.view().result = &branch.result;
    Evaluated<Outcome> outcome = finish_with_result(state, branch.input, branch.result, scope.view());
    if (!outcome) return fail(run, branch, outcome.error());
    leave(run, branch, *std::move(outcome), state.next);
}

}  // namespace coworks::asl
