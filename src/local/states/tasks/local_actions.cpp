#include "local/states/tasks/local_actions.hpp"

#include <algorithm>

#include "base/http_text.hpp"
#include "base/trace_id.hpp"
#include "json/text_of.hpp"
#include "local/states/tasks/express_log.hpp"
#include "local/states/tasks/lambda_task.hpp"
#include "local/states/tasks/result_format.hpp"
#include "local/states/tasks/results.hpp"

namespace coworks::local::states {

namespace {

constexpr std::string_view kNoStorage = "this cloud has no buckets";
/// A task that has not answered by then is told to have begun.
constexpr std::chrono::milliseconds kBeginAfter{5};

using Pattern = asl::Resource::Pattern;
using Via = asl::Resource::Via;

/// The action without its pattern: "startExecution" of "startExecution.sync:2".
std::string_view plain_action(asl::Resource const& resource) {
    std::string_view const action = resource.action;
    return action.substr(0, action.find('.'));
}

bool is_lambda(asl::Resource const& resource) {
    return resource.via == Via::lambda || (resource.service == "lambda" && plain_action(resource) == "invoke");
}

bool is_nested(asl::Resource const& resource) {
    return resource.via == Via::service && resource.service == "states" && plain_action(resource) == "startExecution";
}

Integration* find_integration(asl::Resource const& resource, std::span<Integration* const> integrations) {
    for (Integration* const integration : integrations)
        if (integration->offers(resource.service, plain_action(resource))) return integration;
    return nullptr;
}

}  // namespace

std::optional<std::string> unsupported(asl::Resource const& resource, std::span<Integration* const> integrations,
                                       Storage const* storage) {
    if (resource.via != Via::service || is_nested(resource)) return std::nullopt;
    if (resource.service == "s3" && storage != nullptr) return storage->unsupported(resource);
    bool const known = is_lambda(resource) || find_integration(resource, integrations) != nullptr;
    if (known && resource.pattern != Pattern::sync) return std::nullopt;
    std::string const name = resource.service + ":" + resource.action;
    if (known)
        return "the local cloud has no " + name + ", only " + resource.service + ":" +
               std::string(plain_action(resource));
    return "the local cloud has no " + name;
}

LocalActions::LocalActions(LocalActionsParts parts)
    : parts_(std::move(parts)), nested_(parts_.find_machine, parts_.clock, parts_.random), begin_timer_(parts_.loop) {}

void LocalActions::serve(Executor& executor, Journal& journal) {
    executor_ = &executor;
    journal_ = &journal;
    tokens_.serve(executor,
                  [this](ExecutionId id, asl::Attempt const& attempt) { pending_calls_.forget(id, attempt); });
    nested_.serve(executor, journal);
    mocked_.serve(executor, journal);
}

Integration* LocalActions::find(asl::Resource const& resource) const {
    return find_integration(resource, parts_.integrations);
}

void LocalActions::invoke(Caller const& caller, asl::InvokeTask const& task) {
    if (draining_) return;
    asl::Resource const& resource = *task.resource;
    if (resource.via == Via::activity) return tokens_.offer(resource.arn, caller.id, task);
    if (unsupported(resource)) {
        begin(caller.id, task.attempt);
        tell_begun(caller.id, task.attempt);
        return mocked_.invoke(caller, task);
    }
    bool const has_token = !task.token.is_null();
    if (has_token) tokens_.wait(caller.id, task.attempt, task.token);
    if (has_token && task.submitted) return;
    begin(caller.id, task.attempt);
    if (has_token || is_nested(resource)) tell_begun(caller.id, task.attempt);
    if (is_nested(resource)) return nested_.invoke(caller, task);
    call(resource, task.arguments,
         {.execution_arn = caller.record.arn,
          .state = text_of(task.state_name),
          .timeout_seconds = task.timeout_seconds,
          .trace = caller.record.trace_header,
          .pending = pending_calls_.begin(caller.id, task.attempt)},
         [this, id = caller.id, attempt = task.attempt, has_token](asl::TaskAnswer answer) {
             pending_calls_.answered(id, attempt);
             tell_begun(id, attempt);
             if (!answer.error.is_null())
                 return executor_->tell(
                     id, asl::TaskFailed{
                             .attempt = attempt, .error = std::move(answer.error), .cause = std::move(answer.cause)});
             if (has_token)
                 return executor_->tell(id, asl::TaskSubmitted{.attempt = attempt, .output = std::move(answer.output)});
             executor_->tell(id, asl::TaskSucceeded{.attempt = attempt, .output = std::move(answer.output)});
         });
}

/// Many tasks answer at once: then their beginning and their end are one step. The others are told to have begun a
/// moment later.
void LocalActions::begin(ExecutionId id, asl::Attempt const& attempt) {
    beginnings_[{id, attempt.scheduled}] = attempt;
    if (beginnings_.size() > 1) return;
    begin_timer_.expires_after(kBeginAfter);
    begin_timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        for (auto const& [key, begun] : std::exchange(beginnings_, {}))
            executor_->tell(key.first, asl::TaskStarted{.attempt = begun, .worker_name = {}});
    });
}

void LocalActions::tell_begun(ExecutionId id, asl::Attempt const& attempt) {
    if (beginnings_.erase({id, attempt.scheduled}) == 0) return;
    executor_->tell(id, asl::TaskStarted{.attempt = attempt, .worker_name = {}});
}

void LocalActions::perform(asl::Resource const& resource, Json arguments, std::function<void(asl::TaskAnswer)> done) {
    if (is_nested(resource) || resource.via == Via::activity || resource.pattern != Pattern::request_response)
        return done({.output = {},
                     .error = "States.Runtime",
                     .cause = "A task that waits for something else can't be tested by itself: give a mock"});
    call(resource, arguments, {.pending = std::make_shared<PendingCalls::PendingCall>()}, std::move(done));
}

void LocalActions::call(asl::Resource const& resource, Json const& arguments, CallScope const& scope, Answer done) {
    if (is_lambda(resource)) return call_lambda(resource, arguments, scope, std::move(done));
    Integration* const integration = find(resource);
    if (integration == nullptr) {
        // A state that is tested by itself: the API has refused it.
        return done({.output = {}, .error = "States.Runtime", .cause = unsupported(resource).value_or("")});
    }
    scope.pending->cut =
        integration->call({.service = resource.service,
                           .action = std::string(plain_action(resource)),
                           .arguments = arguments,
                           .execution_arn = scope.execution_arn,
                           .state_name = scope.state,
                           .patience = std::chrono::seconds(scope.timeout_seconds)},
                          [held = under_way_, done = std::move(done)](IntegrationResult result) {
                              if (!result.failed)
                                  return done({.output = std::move(result.output), .error = {}, .cause = {}});
                              done({.output = {}, .error = result.error, .cause = result.cause});
                          });
}

void LocalActions::call_lambda(asl::Resource const& resource, Json const& arguments, CallScope const& scope,
                               Answer done) {
    LambdaRequest order = lambda_request(resource, arguments, parts_.function_prefix);
    order.call.request_id = parts_.random.uuid();
    order.call.trace_id = scope.trace.empty() ? new_trace_id(parts_.random, parts_.clock.now()) : scope.trace;
    // The state's own clock is to end it first, with States.Timeout.
    if (scope.timeout_seconds > 0)
        order.call.patience =
            std::min<std::chrono::milliseconds>(order.call.patience, std::chrono::seconds(scope.timeout_seconds + 1));
    if (auto refused = refuse_event(resource.via, order))
        return done({.output = {}, .error = std::move(refused->error), .cause = std::move(refused->cause)});
    auto const answer = [this, via = resource.via, order, done = std::move(done)](InvokeResult const& result) {
        LambdaOutcome outcome = lambda_outcome(via, order, result, http_date(parts_.clock.now()));
        if (!outcome.failed) return done({.output = std::move(outcome.output), .error = {}, .cause = {}});
        done({.output = {}, .error = outcome.error, .cause = outcome.cause});
    };
    bool const there = parts_.functions.has(order.call.function);
    if (!there || (!order.qualifier.empty() && order.qualifier != "$LATEST"))
        return answer({.kind = InvokeResult::Kind::not_found, .request_id = order.call.request_id});
    if (order.type == LambdaRequest::Type::dry_run) return answer({.kind = InvokeResult::Kind::result});
    if (order.type == LambdaRequest::Type::event)
        return parts_.targets.deliver(
            {.arn = order.function_arn,
             .input = order.call.event,
             .client_context = order.call.client_context,
             .trace_id = order.call.trace_id},
            [held = under_way_, answer](aws::Outcome<void> const& accepted) {
                // What the store refused may be tried again.
                answer({.kind = accepted ? InvokeResult::Kind::result : InvokeResult::Kind::expired});
            });
    // A call that no worker has begun is not made when its attempt is over; one under way runs to its end, as on AWS.
    parts_.functions.invoke(
        order.call, [held = under_way_, answer](InvokeResult const& result) { answer(result); },
        [pending = scope.pending] { return !pending->wanted; });
}

void LocalActions::cancel(Caller const& caller, asl::Attempt const& attempt) {
    tokens_.forget(caller.id, attempt);
    pending_calls_.forget(caller.id, attempt);
    nested_.cancel(caller, attempt);
}

void LocalActions::read_items(Caller const& caller, asl::ReadItems const& read) {
    if (draining_) return;
    if (parts_.storage == nullptr)
        return executor_->tell(caller.id, asl::ItemsFailed{.branch = read.branch, .cause = std::string(kNoStorage)});
    parts_.storage->read(read, [this, id = caller.id, branch = read.branch](Storage::Items items) {
        if (items)
            return executor_->tell(
                id, asl::ItemsArrived{
                        .branch = branch, .items = std::move(items->items), .origins = std::move(items->origins)});
        executor_->tell(id, asl::ItemsFailed{.branch = branch, .cause = std::move(items.error())});
    });
}

void LocalActions::write_results(Caller const& caller, asl::WriteResults const& write) {
    if (draining_) return;
    bool const exports = write.resource != nullptr;
    if (exports && parts_.storage == nullptr)
        return executor_->tell(caller.id, asl::ResultsFailed{.branch = write.branch, .cause = std::string(kNoStorage)});
    auto const fail = [this, id = caller.id, branch = write.branch](std::string cause) {
        executor_->tell(id, asl::ResultsFailed{.branch = branch, .cause = std::move(cause)});
    };
    gather_results(
        *executor_, *journal_, caller.id, write,
        [this, id = caller.id, write, fail, exports](Result<std::vector<ChildResult>> children) {
            if (!children) return fail(children.error().text());
            if (!exports) {
                Json output = formatted_results(write.config, *children);
                return executor_->tell(id, asl::ResultsWritten{.branch = write.branch, .output = std::move(output)});
            }
            Json const& arn = write.run_arn;
            parts_.storage->write({.arguments = write.arguments,
                                   .config = write.config,
                                   .run_arn = text_of(arn),
                                   .children = *std::move(children)},
                                  [this, id, branch = write.branch, fail](auto written) {
                                      if (!written) return fail(std::move(written.error()));
                                      executor_->tell(
                                          id, asl::ResultsWritten{.branch = branch, .output = *std::move(written)});
                                  });
        });
}

void LocalActions::happened(Caller const& caller, std::span<asl::Event const> events) {
    // Standard executions have their history.
    if (caller.record.type != asl::ExecutionType::express) return;
    for (asl::Event const& event : events)
        if (auto const line = log_line(caller, event))
            parts_.logs.line(caller.revision.machine_name, caller.record.name, *line);
}

void LocalActions::ended(Caller const& caller, asl::Execution const& execution) {
    tokens_.forget(caller.id);
    pending_calls_.forget(caller.id);
    mocked_.ended(caller.id);
    nested_.ended(caller.record, execution);
}

void LocalActions::trouble(std::string_view what, Error const& error) {
    parts_.logs.line("states", "",
                     Json::object({{"level", "ERROR"}, {"message", what}, {"error", error.text()}}).dump());
}

void LocalActions::warn_of(std::string_view machine, asl::Finding const& warning) {
    if (mocked_.is_projects(machine)) return;
    parts_.logs.line("states", "",
                     Json::object({{"level", "WARN"},
                                   {"stateMachine", machine},
                                   {"message", warning.message},
                                   {"remedy", warning.remedy + ": " + mocked_.file_of(machine)}})
                         .dump());
}

}  // namespace coworks::local::states
