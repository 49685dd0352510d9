#include "asl/load_state.hpp"

#include <utility>

namespace coworks::asl {
namespace {

std::optional<StateKind> kind_of(Json const& type) {
    if (!type.is_string()) return std::nullopt;
    for (int i = 0; i <= static_cast<int>(StateKind::map); ++i) {
        auto const kind = static_cast<StateKind>(i);
        if (type.as_string() == type_name(kind)) return kind;
    }
    return std::nullopt;
}

Result<std::vector<std::string>> error_names(LoadContext const& context, Json const& source) {
    Json const& names = source["ErrorEquals"];
    if (!names.is_array()) return invalid(context.pointer + "/ErrorEquals", "ErrorEquals is a list of error names");
    std::vector<std::string> made;
    for (Json const& name : names.items()) {
        if (!name.is_string()) return invalid(context.pointer + "/ErrorEquals", "an error name is a text");
        made.emplace_back(name.as_string());
    }
    return made;
}

Result<Retrier> load_retrier(LoadContext const& context, Json const& source) {
    Retrier retrier;
    COWORKS_ASL_TAKE(retrier.errors, error_names(context, source));
    auto const whole = [&](std::string_view name, std::int64_t otherwise) {
        Json const& value = source[name];
        return value.is_integer() && value.kind() == Json::Kind::integer ? value.as_int64() : otherwise;
    };
    retrier.interval_seconds = whole("IntervalSeconds", 1);
    retrier.max_attempts = whole("MaxAttempts", 3);
    if (Json const& rate = source["BackoffRate"]; rate.is_number()) retrier.backoff_rate = rate.as_double();
    if (source.contains("MaxDelaySeconds")) retrier.max_delay_seconds = whole("MaxDelaySeconds", 1);
    if (source["JitterStrategy"] == Json("FULL")) retrier.jitter = Jitter::full;
    return retrier;
}

Result<Catcher> load_catcher(LoadContext const& context, Json const& source, Workflow const& workflow) {
    Catcher catcher;
    COWORKS_ASL_TAKE(catcher.errors, error_names(context, source));
    COWORKS_ASL_TAKE(catcher.next, target(context, source, "Next", workflow));
    if (catcher.next == kNoState) return invalid(context.pointer, "a catcher has a Next");
    COWORKS_ASL_TAKE(catcher.result_path, result_path(context, source));
    COWORKS_ASL_TAKE(catcher.assign, optional_template(context, source, "Assign"));
    COWORKS_ASL_TAKE(catcher.output, optional_template(context, source, "Output"));
    return catcher;
}

Result<void> load_errors(LoadContext const& context, Json const& source, Workflow const& workflow, State& state) {
    if (Json const& retry = source["Retry"]; retry.is_array()) {
        for (std::size_t i = 0; i < retry.size(); ++i) {
            Retrier retrier;
            COWORKS_ASL_TAKE(retrier, load_retrier(context.at("/Retry/" + std::to_string(i)), retry[i]));
            state.retry.push_back(std::move(retrier));
        }
    }
    if (Json const& catchers = source["Catch"]; catchers.is_array()) {
        for (std::size_t i = 0; i < catchers.size(); ++i) {
            Catcher catcher;
            LoadContext inner = context.at("/Catch/" + std::to_string(i));
            inner.within = "Catch[" + std::to_string(i) + "]/";
            COWORKS_ASL_TAKE(catcher, load_catcher(inner, catchers[i], workflow));
            state.catchers.push_back(std::move(catcher));
        }
    }
    return {};
}

Result<TaskState> load_task(LoadContext const& context, Json const& source) {
    TaskState task;
    Json const& resource = source["Resource"];
    if (!resource.is_string()) return invalid(context.pointer + "/Resource", "a Task has a Resource");
    std::optional<Resource> parsed = parse_resource(resource.as_string());
    if (!parsed) return invalid(context.pointer + "/Resource", "no Task can have this Resource");
    task.resource = *std::move(parsed);
    COWORKS_ASL_TAKE(task.timeout_seconds, field_of(context, source, "TimeoutSeconds"));
    COWORKS_ASL_TAKE(task.heartbeat_seconds, field_of(context, source, "HeartbeatSeconds"));
    COWORKS_ASL_TAKE(task.credentials, optional_template(context, source, "Credentials"));
    return task;
}

Result<ParallelState> load_parallel(LoadContext const& context, Json const& source) {
    ParallelState parallel;
    Json const& branches = source["Branches"];
    if (!branches.is_array()) return invalid(context.pointer + "/Branches", "Branches is a list of workflows");
    for (std::size_t i = 0; i < branches.size(); ++i) {
        auto branch = load_nested(context.at("/Branches/" + std::to_string(i)), branches[i]);
        if (!branch) return tl::unexpected(branch.error());
        parallel.branches.push_back(*std::move(branch));
    }
    return parallel;
}

Result<void> load_body(LoadContext const& context, Json const& source, Workflow const& workflow, State& state) {
    switch (state.kind) {
        case StateKind::pass: {
            PassState pass;
            if (Json const* result = source.find("Result")) pass.result = *result;
            state.body = std::move(pass);
            return {};
        }
        case StateKind::task: {
            TaskState task;
            COWORKS_ASL_TAKE(task, load_task(context, source));
            state.body = std::move(task);
            return {};
        }
        case StateKind::choice: {
            ChoiceState choice;
            if (auto loaded = load_choice(context, source, workflow, choice); !loaded) return loaded;
            state.body = std::move(choice);
            return {};
        }
        case StateKind::wait: {
            WaitState wait;
            COWORKS_ASL_TAKE(wait.seconds, field_of(context, source, "Seconds"));
            COWORKS_ASL_TAKE(wait.timestamp, field_of(context, source, "Timestamp"));
            if (!wait.seconds.present() && !wait.timestamp.present())
                return invalid(context.pointer, "a Wait has Seconds or Timestamp");
            state.body = std::move(wait);
            return {};
        }
        case StateKind::succeed:
            state.body = SucceedState{};
            return {};
        case StateKind::fail: {
            FailState failing;
            COWORKS_ASL_TAKE(failing.error, field_of(context, source, "Error", Intrinsics::yes));
            COWORKS_ASL_TAKE(failing.cause, field_of(context, source, "Cause", Intrinsics::yes));
            state.body = std::move(failing);
            return {};
        }
        case StateKind::parallel: {
            ParallelState parallel;
            COWORKS_ASL_TAKE(parallel, load_parallel(context, source));
            state.body = std::move(parallel);
            return {};
        }
        case StateKind::map: {
            MapState map;
            if (auto loaded = load_map(context, source, map); !loaded) return loaded;
            // A Map's Parameters are the older name of its ItemSelector.
            if (!map.item_selector) map.item_selector = std::exchange(state.parameters, std::nullopt);
            state.body = std::move(map);
            return {};
        }
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Workflow const>> load_nested(LoadContext const& context, Json const& source) {
    auto workflow = std::make_unique<Workflow>();
    workflow->id = static_cast<std::uint32_t>(context.machine.workflows.size());
    context.machine.workflows.push_back(workflow.get());
    LoadContext inner = context;
    ++inner.depth;
    inner.within.clear();
    inner.language = language_of(source, context.machine.language);
    if (auto loaded = load_workflow(inner, source, *workflow); !loaded) return tl::unexpected(loaded.error());
    return std::unique_ptr<Workflow const>(std::move(workflow));
}

Result<void> load_state_into(LoadContext const& around, Json const& source, Workflow const& workflow, State& state) {
    if (!source.is_object()) return invalid(around.pointer, "a state is an object");
    std::optional<StateKind> const kind = kind_of(source["Type"]);
    if (!kind) return invalid(around.pointer + "/Type", "there is no such type of state");
    LoadContext context = around;
    context.language = state.language = language_of(source, around.language);
    state.kind = *kind;
    state.pointer = context.pointer;
    COWORKS_ASL_TAKE(state.next, target(context, source, "Next", workflow));
    COWORKS_ASL_TAKE(state.assign, optional_template(context, source, "Assign"));
    if (state.language == QueryLanguage::jsonata) {
        COWORKS_ASL_TAKE(state.arguments, optional_template(context, source, "Arguments"));
        COWORKS_ASL_TAKE(state.output, optional_template(context, source, "Output"));
    } else {
        COWORKS_ASL_TAKE(state.input_path, path_or_null(context, source, "InputPath"));
        COWORKS_ASL_TAKE(state.output_path, path_or_null(context, source, "OutputPath"));
        COWORKS_ASL_TAKE(state.result_path, result_path(context, source));
        COWORKS_ASL_TAKE(state.parameters, optional_template(context, source, "Parameters"));
        COWORKS_ASL_TAKE(state.result_selector, optional_template(context, source, "ResultSelector"));
    }
    if (auto loaded = load_errors(context, source, workflow, state); !loaded) return loaded;
    return load_body(context, source, workflow, state);
}

}  // namespace coworks::asl
