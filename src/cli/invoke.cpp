#include <fmt/format.h>

#include <thread>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/http_client.hpp"
#include "cli/json_argument.hpp"
#include "cli/serving.hpp"

namespace coworks::cli {
namespace {

struct InvokeOptions {
    std::string target;
    std::string with;
    std::string file;
    std::string event;
    bool log = false;
};

std::string direct_call(std::string const& entry, Json const& with) {
    return Json::object({{"coworks", 1}, {"entry", entry}, {"with", with}}).dump();
}

/// The event to send: a direct call of an entry, or whatever --event says.
tl::expected<std::string, Exit> event_of(Session const& session, InvokeOptions const& options,
                                         std::string const& entry) {
    if (!options.event.empty()) {
        auto const event = read_json(session, options.event, "--event");
        if (!event) return tl::unexpected(event.error());
        return event->value.dump();
    }
    if (!options.file.empty()) {
        auto const with = read_json(session, options.file, "--input");
        if (!with) return tl::unexpected(with.error());
        return direct_call(entry, with->value);
    }
    auto const with = parse_argument(options.with.empty() ? "{}" : options.with, "the arguments");
    if (!with) return tl::unexpected(session.fail(Exit::usage, with.error().fault, with.error().source));
    return direct_call(entry, with->value);
}

Exit print(Session const& session, HttpAnswer const& answer, bool log) {
    if (log) {
        if (auto const text = base64_decode(answer.header("x-amz-log-result"))) session.say(*text);
    }
    Json body;
    try {
        body = Json::parse(answer.body);
    } catch (JsonError const&) {
        body = Json(to_utf8(answer.body));
    }
    if (answer.status != 200) {
        Json const& message = body["Message"].is_string() ? body["Message"] : body["message"];
        return session.fail(Exit::failed, message.is_string() ? std::string(message.as_string())
                                                              : fmt::format("status {}", answer.status));
    }
    if (answer.header("x-amz-function-error").empty()) {
        std::string text = body.is_string() ? std::string(body.as_string()) : body.dump({.indent = 2});
        if (!text.ends_with('\n')) text += '\n';
        session.out(text);
        return Exit::ok;
    }
    std::string const type(body["errorType"].is_string() ? body["errorType"].as_string() : "Error");
    std::string const message(body["errorMessage"].is_string() ? body["errorMessage"].as_string() : "");
    return session.fail(Exit::failed, type + ": " + message);
}

Exit send(Session const& session, int port, std::string const& service, std::string const& event, bool log) {
    std::vector<std::pair<std::string, std::string>> headers;
    if (log) headers.emplace_back("X-Amz-Log-Type", "Tail");
    auto const answer =
        call_local(port, "POST", "/2015-03-31/functions/" + percent_encode(service) + "/invocations", event, headers);
    if (!answer) return session.fail(Exit::failed, answer.error());
    return print(session, *answer, log);
}

/// Without a running cloud: one of our own, for this one call.
Exit send_through_own(Session const& session, Opened const& opened, std::string const& service,
                      std::string const& event, bool log) {
    ServingOptions const serving{
        .port = 0, .debug = {}, .on_log = [&session, log](std::string_view, std::string_view line) {
            if (!log) session.say(line);
        }};
    local::cloud::Cloud cloud(cloud_options(opened.loaded, serving));
    auto const port = cloud.listen();
    if (!port) return session.fail(Exit::environment, port.error());
    for (Built const& built : opened.services) {
        if (built.service.name == service) cloud.put(cloud_service(opened.loaded, built, *port, serving));
    }
    std::thread loop([&cloud] { cloud.run(); });
    Exit const exit = send(session, *port, service, event, log);
    cloud.stop(std::chrono::seconds(1));
    loop.join();
    return exit;
}

Exit invoke(Session& session, InvokeOptions const& options) {
    auto const dot = options.target.find('.');
    std::string const service = options.target.substr(0, dot);
    std::string const entry = dot == std::string::npos ? "" : options.target.substr(dot + 1);
    if (entry.empty() && options.event.empty()) {
        return session.fail(Exit::usage, "an entry is missing: SERVICE.ENTRY",
                            "`cws routes` lists them; --event FILE sends a whole event to a function");
    }
    auto const event = event_of(session, options, entry);
    if (!event) return event.error();
    auto loaded = session.open_project();
    if (!loaded) return loaded.error();
    if (!loaded->project.services.contains(service)) {
        return unknown_service(session, loaded->project, service);
    }
    // Who says which stage is meant gets no other one.
    auto const running = find_running(loaded->project);
    if (running && (session.stage.empty() || session.stage == running->stage))
        return send(session, running->port, service, *event, options.log);
    auto const opened = open_services(session);
    if (!opened) return opened.error();
    return send_through_own(session, *opened, service, *event, options.log);
}

}  // namespace

void add_invoke(Commands& commands) {
    auto options = std::make_shared<InvokeOptions>();
    auto command = commands.add(
        "invoke", "Call an entry directly, as a workflow does",
        "  cws invoke pricing.get_price '{\"product\": \"apple\"}'\n"
        "  echo '{\"product\": \"apple\"}' | cws invoke pricing.get_price --input -\n"
        "  cws invoke pricing --event event.json\n\n"
        "It goes to the local cloud that runs for this project (in the stage of --stage, where that is given),\n"
        "else to a worker of its own.\n");
    command.option("TARGET", options->target, "SERVICE.ENTRY").required();
    auto const with = command.option("WITH", options->with, "The arguments by name, as a JSON object");
    auto input = command.option("--input", options->file, "The arguments from a file; - is standard input");
    input.kind("FILE").excludes(with);
    command.option("--event", options->event, "Send this event instead, as it is; - is standard input")
        .kind("FILE")
        .excludes(with)
        .excludes(input);
    command.flag("--log", options->log, "Print what the function wrote meanwhile to standard error");
    commands.stage_option(command);
    commands.act(command, options, invoke);
}

}  // namespace coworks::cli
