#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/http_client.hpp"
#include "cli/services.hpp"

namespace coworks::cli {
namespace {

struct LogsOptions {
    std::string service;
    std::string request;
    std::size_t last = 100;
    bool json = false;
};

Exit logs(Session& session, LogsOptions const& options) {
    auto const loaded = session.open_project();
    if (!loaded) return loaded.error();
    if (!options.service.empty() && !loaded->project.services.contains(options.service)) {
        return unknown_service(session, loaded->project, options.service);
    }
    auto const running = find_running(loaded->project);
    if (!running) {
        return session.fail(Exit::not_running, "no local cloud runs for this project",
                            "`cws run` starts one; what earlier ones wrote is in " +
                                session.shown(loaded->project.state_folder() / "logs"));
    }
    auto const answer =
        call_local(running->port, "GET",
                   fmt::format("/_cws/logs?service={}&request={}&last={}", percent_encode(options.service),
                               percent_encode(options.request), options.last));
    if (!answer) return session.fail(Exit::failed, answer.error());
    Json const lines = Json::parse(answer->body)["lines"];
    if (options.json) {
        session.out(lines.dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    for (Json const& line : lines.items()) {
        session.out(fmt::format("{} {} | {}\n", line["time"].as_string(),
                                session.coloured(line["service"].as_string(), "36", session.colour_out),
                                line["text"].as_string()));
    }
    return Exit::ok;
}

}  // namespace

void add_logs(Commands& commands) {
    auto options = std::make_shared<LogsOptions>();
    auto command = commands.add(
        "logs", "Show what the services of the running local cloud wrote",
        "  cws logs --service pricing\n  cws logs --request 6edfae8e-92a3-49d8-9dd3-60d9782f8cec --json\n");
    command.option("--service", options->service, "Of this service alone").kind("NAME");
    command.option("--request", options->request, "Of this request alone (its id is in every response)").kind("ID");
    command.option("--last", options->last, "At most so many lines").shows_default();
    command.flag("--json", options->json, "As JSON");
    commands.stage_option(command);
    commands.act(command, options, logs);
}

}  // namespace coworks::cli
