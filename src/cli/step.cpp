#include "asl/test_state/test_state.hpp"

#include <algorithm>
#include <optional>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "cli/commands.hpp"
#include "cli/definition.hpp"
#include "cli/json_argument.hpp"
#include "yaml/yaml.hpp"

namespace coworks::cli {
namespace {

constexpr std::int64_t kCountMax = 99'999'999;  // as many attempts as a Retry may have (MaxAttempts)

struct StepOptions {
    std::string file;
    std::string state;
    std::string input = "{}";
    std::string variables;
    std::string context;
    std::string mock;
    std::string error;
    std::string cause;
    std::string validate = "STRICT";
    std::string items;
    std::optional<std::int64_t> retries;
    std::optional<std::int64_t> failed_iterations;
    std::string level = "DEBUG";
    bool json = false;
};

/// The texts inside the API's answer as what they hold, so that a person reads JSON and not JSON in quotes.
Json readable(Json const& answer) {
    if (answer.is_object()) {
        Json::ObjectBuilder out;
        for (auto const& member : answer.members())
            out.set(member.name(), readable(member.value));
        return out.finish();
    }
    if (!answer.is_string() || (!answer.as_string().starts_with('{') && !answer.as_string().starts_with('[')))
        return answer;
    try {
        return Json::parse(answer.as_string());
    } catch (JsonError const&) {
        return answer;
    }
}

/// The definition as the API takes it: YAML becomes JSON.
tl::expected<std::string, Exit> read_definition(Session const& session, std::string const& file) {
    auto const text = read_input(file);
    if (!text) return tl::unexpected(session.fail(Exit::usage, text.error()));
    auto const notation = file == "-" ? notation_of(*text) : project::workflow_of(file).notation;
    if (notation == project::Notation::json) return *text;
    auto const document = yaml::parse(*text, file == "-" ? "standard input" : file);
    for (Diagnostic const& fault : document.faults)
        session.fail(Exit::usage, fault, *text);
    if (!document.faults.empty()) return tl::unexpected(Exit::usage);
    return document.value.dump();
}

/// What to do about a refusal, as far as its own words don't say it.
std::string help_for(asl::Refusal const& refusal, std::string const& definition, StepOptions const& options) {
    auto const begins = [&](std::string_view words) { return refusal.message.starts_with(words); };
    if (begins("RoleArn must be specified") || begins("TestState API does not support Map or Parallel")) {
        return "a Task, Map or Parallel is not performed here: say with --mock what it answers, or with --error how it "
               "fails";
    }
    if (refusal.code != "InvalidDefinition") return "";
    if (!options.state.empty()) return "`cws check " + options.file + "` shows every fault with its place";
    try {
        if (Json::parse(definition).contains("States"))
            return "it is a whole definition: say which of its states, `cws step " + options.file + " STATE`";
    } catch (JsonError const&) {
        // The refusal says where it is no JSON.
    }
    return "";
}

Exit step(Session& session, StepOptions const& options) {
    auto const definition = read_definition(session, options.file);
    if (!definition) return definition.error();
    Json::ObjectBuilder request;
    request.set("definition", *definition);
    request.set("inspectionLevel", options.level);
    if (!options.state.empty()) request.set("stateName", options.state);
    for (auto const& [name, value] : {std::pair<char const*, std::string const*>{"input", &options.input},
                                      {"variables", &options.variables},
                                      {"context", &options.context}}) {
        if (value->empty()) continue;
        auto const text = read_json(session, *value, std::string("--") + name);
        if (!text) return text.error();
        request.set(name, text->text);
    }
    if (!options.mock.empty()) {
        auto const text = read_json(session, options.mock, "--mock");
        if (!text) return text.error();
        request.set("mock", Json::object({{"result", text->text}, {"fieldValidationMode", options.validate}}));
    } else if (!options.error.empty()) {
        Json error = Json::object({{"error", options.error}});
        if (!options.cause.empty()) error = std::move(error).with("cause", options.cause);
        request.set("mock", Json::object({{"errorOutput", std::move(error)}}));
    }
    Json::ObjectBuilder configuration;
    if (options.retries) configuration.set("retrierRetryCount", *options.retries);
    if (options.failed_iterations) configuration.set("mapIterationFailureCount", *options.failed_iterations);
    if (!options.items.empty()) {
        auto const text = read_json(session, options.items, "--items");
        if (!text) return text.error();
        configuration.set("mapItemReaderData", text->text);
    }
    if (configuration.size() > 0) request.set("stateConfiguration", configuration.finish());
    SystemRandom random;
    auto const answer = asl::test_state(request.finish(), {.now = SystemClock().now(), .random = random});
    if (!answer) {
        auto const& error = answer.error();
        return session.fail(Exit::failed, error.code + ": " + error.message, help_for(error, *definition, options));
    }
    session.out((options.json ? answer->dump() : readable(*answer).dump({.indent = 2})) + "\n");
    Json const& status = (*answer)["status"];
    return status == Json("FAILED") ? Exit::failed : Exit::ok;
}

}  // namespace

void add_step(Commands& commands) {
    auto options = std::make_shared<StepOptions>();
    auto command = commands.add("step", "Run one state of a definition by itself, as the TestState API does",
                                "  cws step order.asl.json Price --input '{\"amount\": 3}'\n"
                                "  cws step order.asl.json Charge --input @order.json --mock '{\"paid\": true}'\n"
                                "  cws step order.asl.json Charge --error Payment.Refused --retries 2 --level TRACE\n"
                                "  cws step order.asl.json EachItem --input '[1, 2]' --mock '[10, 20]'\n"
                                "  cws step order.asl.json Charge --mock @answer.json --validate NONE --json\n"
                                "Ends with 0, with 1 if the state fails or can't be tested, with 2 if the command is "
                                "wrong. An error that Retry or Catch takes is no failure.\n");
    command
        .option("FILE", options->file,
                "A definition, or a single state, as JSON or (.yaml, .yml) YAML; - is standard input")
        .required();
    command.option("STATE", options->state, "The state's name; not for a single state");
    command.option("--input", options->input, "Its input as JSON, or a file").shows_default();
    command.option("--variables", options->variables, "The variables as a JSON object, or a file");
    command.option("--context", options->context, "The context object as JSON, or a file");
    auto mock = command.option("--mock", options->mock, "What a Task, Map or Parallel answers, as JSON, or a file");
    auto error = command.option("--error", options->error, "The error by which it fails instead");
    error.kind("NAME").excludes(mock);
    command.option("--cause", options->cause, "The cause of --error").needs(error);
    command.option("--validate", options->validate, "How --mock is checked against the shape of the API's answer")
        .one_of({"STRICT", "PRESENT", "NONE"})
        .shows_default();
    command.option("--retries", options->retries, "How often --error was retried before").between(0, kCountMax);
    command.option("--failed-iterations", options->failed_iterations, "How many iterations of a Map failed")
        .between(0, kCountMax);
    command.option("--items", options->items, "What a Map's ItemReader reads, as JSON, or a file");
    command.option("--level", options->level, "How much is shown").one_of({"INFO", "DEBUG", "TRACE"}).shows_default();
    command.flag("--json", options->json, "The API's answer as it is, in one line");
    commands.act(command, options, step);
}

}  // namespace coworks::cli
