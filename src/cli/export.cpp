#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/services.hpp"
#include "interface/openapi.hpp"

namespace coworks::cli {
namespace {

struct ExportOptions {
    std::string what;
    std::string service;
    std::string server;
    std::string output;
};

/// The service behind the local cloud that runs for this project, or that will.
std::string local_server(project::Project const& project, std::string const& service) {
    constexpr int kPort = 8000;  // of `cws run`
    auto const running = find_running(project);
    return fmt::format("http://127.0.0.1:{}/{}", running ? running->port : kPort, service);
}

Exit write(Session& session, std::string const& file, std::string const& text) {
    if (file.empty() || file == "-") {
        session.out(text);
        return Exit::ok;
    }
    std::ofstream out(session.current_folder / file, std::ios::binary);
    out << text;
    out.close();
    if (out) return Exit::ok;
    return session.fail(Exit::environment, "cannot write " + file,
                        "look at the folder's permissions and the space left");
}

Exit export_openapi(Session& session, ExportOptions const& options) {
    auto const opened = open_services(session);
    if (!opened) return opened.error();
    auto const& project = opened->loaded.project;
    auto const found = std::ranges::find(opened->services, options.service,
                                         [](Built const& built) -> std::string const& { return built.service.name; });
    if (found == opened->services.end()) return unknown_service(session, project, options.service);
    if (!found->interface) {
        return session.fail(Exit::failed, "'" + options.service + "' is a function in another language",
                            "it does not say what it answers, so there is nothing to describe");
    }
    auto const server = options.server.empty() ? local_server(project, options.service) : options.server;
    auto const document = interface::openapi(*found->interface, {.server = server});
    return write(session, options.output, document.dump({.indent = 2}) + "\n");
}

}  // namespace

void add_export(Commands& commands) {
    auto options = std::make_shared<ExportOptions>();
    auto command = commands.add("export", "Write what others' tools read: a service's OpenAPI document",
                                "  cws export openapi shop >shop.json\n"
                                "  cws export openapi shop --server https://api.example.com --output shop.json\n");
    command.option("WHAT", options->what, "openapi: OpenAPI 3.1, as JSON").required().one_of({"openapi"});
    command.option("SERVICE", options->service, "A service of the project").required();
    command
        .option("--server", options->server,
                "Where it answers (default: http://127.0.0.1:PORT/SERVICE of the local cloud)")
        .kind("URL");
    command.option("--output", options->output, "The file to write (default: standard output)").kind("FILE");
    commands.stage_option(command);
    commands.act(command, options, export_openapi);
}

}  // namespace coworks::cli
