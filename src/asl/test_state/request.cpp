#include "asl/test_state/request.hpp"

#include <algorithm>
#include <array>

#include "asl/check/check.hpp"
#include "asl/check/checker.hpp"
#include "asl/test_state/shapes.hpp"

namespace coworks::asl::state_test {

namespace {

using Refused = tl::unexpected<Refusal>;

Refused refuse(std::string message) {
    return Refused(Refusal{.code = "ValidationException", .message = std::move(message)});
}

Refused refuse_definition(std::string message) {
    return Refused(Refusal{.code = "InvalidDefinition", .message = std::move(message)});
}

/// The value remembers its text, which goes on as it came until a step changes the value (recorded).
std::optional<Json> parse(Json const& text) {
    if (!text.is_string()) return std::nullopt;
    try {
        return Json::parse(text.as_string(), {.keep_source = true});
    } catch (JsonError const&) {
        return std::nullopt;
    }
}

// --- The mocked context object ---

enum class Type : std::uint8_t { any, text, number };
struct ContextField {
    std::string_view part;
    std::string_view name;
    Type type;
};
/// Developer Guide, "Accessing execution data from the Context object".
constexpr auto kContext = std::to_array<ContextField>({
    {"Execution", "Id", Type::text},
    {"Execution", "Input", Type::any},
    {"Execution", "Name", Type::text},
    {"Execution", "RoleArn", Type::text},
    {"Execution", "StartTime", Type::text},
    {"Execution", "RedriveCount", Type::number},
    {"Execution", "RedriveTime", Type::text},
    {"State", "EnteredTime", Type::text},
    {"State", "Name", Type::text},
    {"State", "RetryCount", Type::number},
    {"StateMachine", "Id", Type::text},
    {"StateMachine", "Name", Type::text},
    {"Task", "Token", Type::text},
});

/// Whether there is a task token, or a job to wait for: for others a context with `Task` is refused (recorded; the
/// words are those for any field that is not allowed).
bool has_task(Json const& state) {
    Json const& arn = state["Resource"];
    auto const resource = arn.is_string() ? parse_resource(arn.as_string()) : std::nullopt;
    return resource && resource->pattern != Resource::Pattern::request_response;
}

std::optional<std::string> unfit_context(Json const& context, Json const& state) {
    if (!context.is_object()) return "Context must be a JSON object";
    for (auto const& part : context.members()) {
        auto const name = std::string(part.name());
        if (name == "Map") return "'Map' field is not supported when mocking a Context object";
        auto const known = [&](ContextField const& field) { return field.part == name; };
        if (name == "Task" && !has_task(state)) return "Field 'Task' is not allowed";
        if (std::ranges::none_of(kContext, known)) return "Field '" + name + "' is not allowed";
        if (!part.value.is_object()) return name + " must be an object";
        for (auto const& member : part.value.members()) {
            auto const field = std::ranges::find_if(
                kContext, [&](ContextField const& f) { return f.part == name && f.name == member.name(); });
            auto const place = name + "." + std::string(member.name());
            if (field == kContext.end()) return "Field '" + std::string(member.name()) + "' is not allowed";
            if (field->type == Type::text && !member.value.is_string()) return place + " must be a string";
            if (field->type == Type::number && !member.value.is_number()) return place + " must be a number";
        }
    }
    return std::nullopt;
}

// --- The mocked result ---

std::optional<std::string> unfit_mock(Json const& state, StateKind kind, Request const& request, Json const& mock) {
    if (!request.mocked_result) return std::nullopt;
    Json const& result = *request.mocked_result;
    if (kind == StateKind::map) {
        if (state["ResultWriter"].contains("Resource")) {
            return result.is_object() ? std::nullopt
                                      : std::optional<std::string>("Mocked result must be a JSON object.");
        }
        if (!result.is_array()) return "Mocked result must be an array.";
        if (request.failed_iterations.value_or(0) > static_cast<std::int64_t>(result.size())) {
            return "Map iteration failure count must be less than or equal to the number of Map iterations";
        }
    } else if (kind == StateKind::parallel) {
        if (!result.is_array()) return "Mocked result must be an array.";
        if (result.size() != state["Branches"].size()) {
            return "Mocked result must contain the same number of items as number of Parallel branches.";
        }
    } else if (kind == StateKind::task) {
        auto const resource = parse_resource(state["Resource"].is_string() ? state["Resource"].as_string() : "");
        Json const& wanted = mock["fieldValidationMode"];
        auto const mode = wanted == Json("NONE")      ? shapes::Mode::none
                          : wanted == Json("PRESENT") ? shapes::Mode::present
                                                      : shapes::Mode::strict;
        if (!resource) return std::nullopt;
        if (auto const fault = shapes::unfit_result(*resource, result, mode)) {
            return "Mock result schema validation error: " + *fault;
        }
    }
    return std::nullopt;
}

/// The state of that name, however deep it lies within the machine.
Json const* find_state(Json const& workflow, std::string_view name, std::size_t depth) {
    Json const& states = workflow["States"];
    if (!states.is_object() || depth == 0) return nullptr;
    if (auto const* const found = states.find(name)) return found;
    for (auto const& member : states.members()) {
        for (auto const* const nested : {"ItemProcessor", "Iterator"}) {
            if (auto const* const found = find_state(member.value[nested], name, depth - 1)) return found;
        }
        Json const& branches = member.value["Branches"];
        if (!branches.is_array()) continue;
        for (auto const& branch : branches.items()) {
            if (auto const* const found = find_state(branch, name, depth - 1)) return found;
        }
    }
    return nullptr;
}

/// The state to test, and what is wrong with the definition it stands in.
tl::expected<void, Refusal> read_definition(Json const& request, Request& made, Limits const& limits) {
    Json const& text = request["definition"];
    if (!text.is_string()) return refuse("Definition must be specified");
    auto const definition = parse(text);
    if (!definition || !definition->is_object()) {
        return refuse_definition(
            invalid_definition_message(validate_text(text.as_string(), ExecutionType::standard, limits)));
    }
    std::vector<Finding> findings;
    if (Json const* const name = request.find("stateName"); name != nullptr && name->is_string()) {
        made.from_machine = true;
        auto const* const state = find_state(*definition, name->as_string(), limits.nesting);
        if (state == nullptr) return refuse("State not found in definition");
        made.definition = *state;
        made.language = checking::language_of(*definition, QueryLanguage::jsonpath);
        findings = validate(*definition, ExecutionType::standard, limits);
    } else {
        made.definition = *definition;
        findings = validate_state(*definition, kStateName, QueryLanguage::jsonpath, limits);
    }
    auto message = invalid_definition_message(findings);
    if (!message.empty()) return refuse_definition(std::move(message));
    return {};
}

tl::expected<void, Refusal> read_mock(Json const& request, Request& made) {
    Json const& mock = request["mock"];
    if (!mock.is_object()) return {};
    if (mock.contains("result") && mock.contains("errorOutput")) {
        return refuse("A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (request["revealSecrets"] == Json(true)) {
        return refuse("TestState does not support RevealSecrets when a mock is specified.");
    }
    if (mock.contains("result")) {
        made.mocked_result = parse(mock["result"]);
        if (!made.mocked_result) return refuse("Mocked result must be valid JSON");
    } else if (mock.contains("errorOutput")) {
        made.mocked_error = mock["errorOutput"];
    }
    return {};
}

tl::expected<void, Refusal> read_configuration(Json const& request, Request& made) {
    Json const& configuration = request["stateConfiguration"];
    if (configuration["retrierRetryCount"].is_integer()) made.retries = configuration["retrierRetryCount"].as_int64();
    if (configuration["mapIterationFailureCount"].is_integer()) {
        if (!made.mocked()) {
            return refuse("TestState does not support MapIterationFailureCount when a mock is not specified.");
        }
        made.failed_iterations = configuration["mapIterationFailureCount"].as_int64();
    }
    if (configuration.contains("mapItemReaderData")) {
        made.reader_items = parse(configuration["mapItemReaderData"]);
        if (!made.reader_items) return refuse("MapItemReaderData must be valid JSON");
    }
    return {};
}

tl::expected<void, Refusal> read_data(Json const& request, Request& made) {
    if (Json const* const input = request.find("input"); input != nullptr && !input->is_null()) {
        auto parsed = parse(*input);
        if (!parsed)
            return Refused(Refusal{.code = "InvalidExecutionInput",
                                   .message = "Invalid State Machine Execution Input: input is not valid JSON"});
        made.input = std::move(*parsed);
    }
    if (request.contains("variables")) {
        auto parsed = parse(request["variables"]);
        if (!parsed || !parsed->is_object()) return refuse("Variables must be a JSON object");
        made.variables = parsed->without_source();
    }
    if (request.contains("context")) {
        auto parsed = parse(request["context"]);
        if (!parsed) return refuse("Invalid Context object provided: Context must be valid JSON");
        if (auto const fault = unfit_context(*parsed, made.definition))
            return refuse("Invalid Context object provided: " + *fault);
        made.context = std::move(*parsed);
    }
    Json const& level = request["inspectionLevel"];
    made.inspection = level == Json("TRACE")   ? Inspection::trace
                      : level == Json("DEBUG") ? Inspection::debug
                                               : Inspection::info;
    made.role = request["roleArn"];
    return {};
}

}  // namespace

tl::expected<Request, Refusal> read_request(Json const& request, Limits const& limits) {
    Request made;
    if (auto read = read_mock(request, made); !read) return Refused(read.error());
    if (auto read = read_configuration(request, made); !read) return Refused(read.error());
    if (auto read = read_definition(request, made, limits); !read) return Refused(read.error());
    auto const kind = checking::kind_of(made.definition["Type"]).value_or(StateKind::pass);
    bool const nested = kind == StateKind::map || kind == StateKind::parallel;
    if (nested && !made.mocked()) {
        return refuse_definition(
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, "
            "Succeed, Fail, Choice]");
    }
    if (!nested && kind != StateKind::task && made.mocked()) {
        return refuse("State type '" + std::string(type_name(kind)) + "' is not supported when a mock is specified");
    }
    if (kind == StateKind::task && !made.mocked() && !request.contains("roleArn")) {
        return refuse("RoleArn must be specified when testing a Task state");
    }
    if (auto const fault = unfit_mock(made.definition, kind, made, request["mock"])) return refuse(*fault);
    if (auto read = read_data(request, made); !read) return Refused(read.error());
    return made;
}

}  // namespace coworks::asl::state_test
