#include "asl/test_state/test_state.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "asl/dataflow.hpp"
#include "asl/interpreter.hpp"
#include "asl/loader.hpp"
#include "asl/map_run/items.hpp"
#include "asl/map_run/settings.hpp"
#include "asl/retry.hpp"
#include "asl/run.hpp"
#include "asl/task_parameters.hpp"
#include "asl/test_state/request.hpp"
#include "base/iso8601.hpp"
#include "json/text_of.hpp"

namespace coworks::asl {

namespace state_test {

namespace {

Failure failure_of(Fault const& fault) {
    return {.error = fault.error, .cause = fault.cause, .fatal = fault.kind == Fault::Kind::runtime};
}

/// A threshold that isn't written counts as none here (recorded: a distributed Map without one is SUCCEEDED with two of
/// three iterations failed), while an execution's Map Run fails with the first child that does.
bool too_many_failed(Json const& settings, std::int64_t failed, Json const& result) {
    auto const total = std::max<std::size_t>(1, result.size());
    return beyond_tolerance(settings, failed, static_cast<std::int64_t>(total));
}

/// One test: what is known of the state, and the response as it comes together.
class StateTest {
public:
    StateTest(Request const& request, std::shared_ptr<StateMachine const> machine, TestSurroundings const& surroundings,
              Limits const& limits)
        : request_(request),
          machine_(std::move(machine)),
          state_(*machine_->find(kStateName)),
          surroundings_(surroundings),
          limits_(limits),
          context_value_(request.context ? *request.context : make_context()),
          context_([this] { return context_value_; }),
          variables_(request.variables) {
        view_ = View{.input = request.input,
                     .variables = request.variables,
                     .context = &context_,
                     .now = surroundings.now,
                     .random = &surroundings.random};
    }

    Json run() {
        inspect("input", request_.input);
        switch (state_.kind) {
            case StateKind::task:
                task();
                break;
            case StateKind::map:
                map();
                break;
            case StateKind::parallel:
                parallel();
                break;
            case StateKind::pass:
                pass();
                break;
            default:
                simple();
        }
        if (request_.inspection != Inspection::info) {
            if (!variables_.empty()) inspect("variables", variables_);
            if (error_details_.size() > 0) inspection_.set("errorDetails", error_details_.finish());
            response_.set("inspectionData", inspection_.finish());
        }
        return response_.finish();
    }

private:
    bool jsonpath() const { return state_.language == QueryLanguage::jsonpath; }

    void inspect(std::string_view name, Json const& value) { inspection_.set(name, source_text(value)); }

    Json make_context() const {
        auto const name = surroundings_.random.uuid();
        auto const machine = surroundings_.random.uuid();
        auto const arn = "arn:aws:states:" + surroundings_.region + ":" + surroundings_.account + ":";
        auto const now = format_timestamp(surroundings_.now);
        auto state = Json::object({{"Name", kStateName}, {"EnteredTime", now}});
        auto const kind = state_.kind;
        if (kind == StateKind::task || kind == StateKind::map || kind == StateKind::parallel) {
            state = std::move(state).with("RetryCount", request_.retries);
        }
        return Json::object(
            {{"Execution", Json::object({{"Id", arn + "express:" + machine + ":" + name},
                                         {"Input", request_.input},
                                         {"Name", name},
                                         {"RoleArn", request_.role},
                                         {"StartTime", now}})},
             {"StateMachine", Json::object({{"Id", arn + "stateMachine:" + machine}, {"Name", machine}})},
             {"State", state}});
    }

    // --- Ends ---

    void succeed(Json const& output, StateIndex next) {
        response_.set("output", source_text(output));
        if (next != kNoState) response_.set("nextState", machine_->root.at(next).name);
        response_.set("status", "SUCCEEDED");
    }

    void fail(Failure const& failure) {
        if (!failure.error.is_null()) response_.set("error", failure.error);
        if (!failure.cause.is_null()) response_.set("cause", failure.cause);
        if (!failure.fatal && (retried(failure) || caught(failure))) return;
        response_.set("status", "FAILED");
    }

    void fail(Fault const& fault) { fail(failure_of(fault)); }

    bool retried(Failure const& failure) {
        auto const found = find_retrier(state_, failure);
        if (!found) return false;
        error_details_.set("retryIndex", *found);
        auto const& retrier = state_.retry[*found];
        if (request_.retries >= retrier.max_attempts) return false;
        auto const seconds = static_cast<std::int64_t>(retry_delay(retrier, request_.retries, limits_));
        error_details_.set("retryBackoffIntervalSeconds", seconds);
        response_.set("status", "RETRIABLE");
        return true;
    }

    bool caught(Failure const& failure) {
        auto const found = find_catcher(state_, failure);
        if (!found) return false;
        error_details_.set("catchIndex", *found);
        auto const& catcher = state_.catchers[*found];
        auto const outcome = catch_outcome(state_, catcher, failure, request_.input, view_);
        if (!outcome) {
            response_.set("error", outcome.error().error);
            response_.set("cause", outcome.error().cause);
            return false;
        }
        note_variables(outcome->assigned);
        response_.set("output", source_text(outcome->output));
        response_.set("nextState", machine_->root.at(catcher.next).name);
        response_.set("status", "CAUGHT_ERROR");
        return true;
    }

    void note_variables(Json const& assigned) {
        if (!assigned.is_object()) return;
        for (auto const& member : assigned.members())
            variables_ = variables_.with(member.name(), member.value);
    }

    /// The way of a result to the state's output, each step of a JSONPath state shown.
    void finish(Json const& result) {
        View view = view_;
        view.result = &result;
        if (jsonpath()) {
            auto const selected = select_result(state_, view.of(result));
            if (!selected) return fail(selected.error());
            inspect("afterResultSelector", *selected);
            auto const placed = place_result(state_.result_path, request_.input, *selected);
            if (!placed) return fail(placed.error());
            inspect("afterResultPath", *placed);
        }
        auto const outcome = finish_with_result(state_, request_.input, result, view);
        if (!outcome) return fail(outcome.error());
        note_variables(outcome->assigned);
        succeed(outcome->output, state_.next);
    }

    void fail_as_mocked() {
        fail(Failure{.error = (*request_.mocked_error)["error"], .cause = (*request_.mocked_error)["cause"]});
    }

    // --- Kinds of states ---

    void task() {
        auto const& task = std::get<TaskState>(state_.body);
        auto const& resource = task.resource;
        auto const filtered = filter_input(state_, view_);
        if (!filtered) return fail(filtered.error());
        if (jsonpath()) inspect("afterInputPath", *filtered);
        View const view = view_.of(*filtered);
        auto const timeout = evaluate_period(task.timeout_seconds, "TimeoutSeconds", view, limits_);
        if (!timeout) return fail(timeout.error());
        auto const heartbeat = evaluate_period(task.heartbeat_seconds, "HeartbeatSeconds", view, limits_);
        if (!heartbeat) return fail(heartbeat.error());
        auto const arguments = make_arguments(state_, view);
        if (!arguments) return fail(arguments.error());
        if (jsonpath()) {
            inspect("afterParameters", *arguments);
        } else if (state_.arguments) {
            inspect("afterArguments", *arguments);
        }
        if (request_.mocked_error) return fail_as_mocked();
        Json result;
        if (request_.mocked_result) {
            result = *request_.mocked_result;
        } else if (auto const reason = unfit_parameters(resource, *arguments)) {
            return fail(Fault{.cause = "The " + std::string(jsonpath() ? "Parameters" : "Arguments") + " '" +
                                       arguments->dump() + "' could not be used to start the Task: [" + *reason + "]"});
        } else if (!surroundings_.perform) {
            return fail(Fault{.cause = "The resource " + resource.arn + " can't be called here"});
        } else {
            auto answer = surroundings_.perform(resource, *arguments);
            if (!answer.error.is_null()) return fail(Failure{.error = answer.error, .cause = answer.cause});
            result = std::move(answer.output);
        }
        inspect("result", result);
        finish(result);
    }

    Evaluated<Json> find_items(MapState const& map, View const& view) {
        if (map.reader) {
            if (!request_.reader_items) return Json::array();
            Json const& data = *request_.reader_items;
            if (!data.is_object() || !map.reader->config.contains("ItemsPointer")) return data;
            // The data is "as found in its original source" (API reference, TestStateConfiguration).
            auto items = read_items(map.reader->config, source_text(data));
            if (!items) {
                return tl::unexpected(
                    Fault{.kind = Fault::Kind::named, .error = "States.ItemReaderFailed", .cause = items.error()});
            }
            inspect("afterItemsPointer", *items);
            return *std::move(items);
        }
        auto items = asl::items_of(state_, map, view);
        // Of `$$` this API shows one (recorded).
        constexpr std::string_view kOfContext = "Reference path \"$$";
        if (!items && items.error().cause.starts_with(kOfContext)) items.error().cause.erase(kOfContext.size() - 1, 1);
        return items;
    }

    /// What ItemSelector and ItemBatcher make of the items, one input per iteration or child. Nothing runs here, so
    /// there is no Map Run: `$$.Map.Item` has index and value alone.
    std::optional<Fault> show_inputs(MapState const& map, Json const& settings, Json const& found, View const& view) {
        if (!iterates_over(map, found) || (!map.item_selector && !map.batcher)) return std::nullopt;
        Json const items = as_items(found);
        std::optional<LazyContext> context;
        View seen = view;
        auto inputs = make_inputs(map, items, items_taken(settings, items.size()), [&](std::size_t i) -> View const& {
            context.emplace([&, i] { return context_value_.with("Map", map_context(i, items[i], found.is_object())); });
            seen.context = &*context;
            return seen;
        });
        if (!inputs) return std::move(inputs.error());
        if (map.item_selector) inspect("afterItemSelector", Json::array(*inputs));
        if (!map.batcher) return std::nullopt;
        auto batches = in_batches(*map.batcher, settings, *std::move(inputs), view, limits_);
        if (!batches) return std::move(batches.error());
        inspect("afterItemBatcher", Json::array(*std::move(batches)));
        return std::nullopt;
    }

    void map() {
        auto const& map = std::get<MapState>(state_.body);
        auto const filtered = filter_input(state_, view_);
        if (!filtered) return fail(filtered.error());
        if (jsonpath()) inspect("afterInputPath", *filtered);
        View const view = view_.of(*filtered);
        auto const items = find_items(map, view);
        if (!items) return fail(items.error());
        if (jsonpath()) inspect("afterItemsPath", *items);
        auto const concurrency = max_concurrency_of(map, view);
        if (!concurrency) return fail(concurrency.error());
        inspection_.set("maxConcurrency", *concurrency);
        auto const settings = make_settings(map, view);
        if (!settings) return fail(settings.error());
        auto const& count = (*settings)["toleratedCount"];
        auto const& percentage = (*settings)["toleratedPercentage"];
        if (count.is_number()) inspection_.set("toleratedFailureCount", count);
        if (percentage.is_number()) inspection_.set("toleratedFailurePercentage", percentage);
        if (auto const fault = show_inputs(map, *settings, *items, view)) return fail(*fault);
        if (request_.mocked_error) return fail_as_mocked();
        if (too_many_failed(*settings, request_.failed_iterations.value_or(0), *request_.mocked_result)) {
            return fail(Failure{.error = "States.ExceedToleratedFailureThreshold",
                                .cause = "The specified tolerated failure threshold was exceeded"});
        }
        finish(*request_.mocked_result);
    }

    void parallel() {
        if (request_.mocked_error) return fail_as_mocked();
        finish(*request_.mocked_result);
    }

    void pass() {
        if (!jsonpath()) return simple();
        auto const filtered = filter_input(state_, view_);
        if (!filtered) return fail(filtered.error());
        auto const& fixed = std::get<PassState>(state_.body).result;
        if (fixed) {
            inspect("result", *fixed);
            return finish(*fixed);
        }
        inspect("afterInputPath", *filtered);
        auto const arguments = make_arguments(state_, view_.of(*filtered));
        if (!arguments) return fail(arguments.error());
        inspect("afterParameters", *arguments);
        finish(*arguments);
    }

    /// States that do nothing outside are run by the interpreter itself, up to their first exit.
    void simple() {
        if (jsonpath() && !request_.from_machine) {
            auto const filtered = filter_input(state_, view_);
            if (!filtered) return fail(filtered.error());
            inspect("afterInputPath", *filtered);
        }
        auto execution = make_execution(machine_);
        execution.told_context = context_value_;
        execution.told_variables = request_.variables;
        auto now = surroundings_.now;
        auto decision =
            advance(execution, Start{.identity = {}, .input = request_.input}, now, surroundings_.random, limits_);
        auto events = std::move(decision.events);
        while (execution.running()) {
            auto const due = execution.next_deadline();
            if (!due || has_exit(events)) break;
            now = std::max(now, *due);
            decision = advance(execution, Tick{}, now, surroundings_.random, limits_);
            events.insert(events.end(), decision.events.begin(), decision.events.end());
        }
        for (auto const& event : events) {
            if (!is_exit(event)) continue;
            if (Json const* const assigned = event.more.find("assignedVariables")) note_variables(*assigned);
            return succeed(event.data, event.next);
        }
        Failure failure{.error = execution.failure.error, .cause = execution.failure.cause, .fatal = true};
        if (failure.cause.is_string()) failure.cause = without_preamble(failure.cause.as_string());
        fail(failure);
    }

    bool is_exit(Event const& event) const {
        return event.name == state_.name_json && !event.internal() && type_name(event.type).ends_with("StateExited");
    }

    bool has_exit(std::vector<Event> const& events) const {
        return std::ranges::any_of(events, [this](Event const& event) { return is_exit(event); });
    }

    /// Here causes come without "An error occurred while executing the state '…' (entered at the event id #2). ".
    static Json without_preamble(std::string_view cause) {
        constexpr std::string_view kBefore = "An error occurred while executing the state '";
        constexpr std::string_view kEnd = "). ";
        auto const end = cause.find(kEnd);
        return cause.starts_with(kBefore) && end != std::string_view::npos ? cause.substr(end + kEnd.size()) : cause;
    }

    Request const& request_;
    std::shared_ptr<StateMachine const> machine_;
    State const& state_;
    TestSurroundings const& surroundings_;
    Limits const& limits_;
    Json context_value_;
    LazyContext context_;
    View view_;
    Json variables_;
    Json::ObjectBuilder response_;
    Json::ObjectBuilder inspection_;
    Json::ObjectBuilder error_details_;
};

}  // namespace

}  // namespace state_test

tl::expected<Json, Refusal> test_state(Json const& request, TestSurroundings const& surroundings,
                                       Limits const& limits) {
    auto read = state_test::read_request(request, limits);
    if (!read) return tl::unexpected(std::move(read.error()));
    auto machine = load_state(read->definition, state_test::kStateName, read->language, limits);
    if (!machine) {
        return tl::unexpected(Refusal{
            .code = "InvalidDefinition",
            .message = "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " + machine.error().text() + "'"});
    }
    // A state by itself is no execution, which may be open for a year.
    Limits alone = limits;
    alone.duration = std::chrono::hours(24 * 365 * 100);
    return state_test::StateTest(*read, *std::move(machine), surroundings, alone).run();
}

}  // namespace coworks::asl
