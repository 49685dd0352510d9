#include "cli/commands.hpp"
#include "cli/services.hpp"
#include "project/names.hpp"
#include "project/quantity.hpp"
#include "project/workflows.hpp"

namespace coworks::cli {
namespace {

struct InfoOptions {
    bool json = false;
};

std::string address(Running const& running) {
    return "http://127.0.0.1:" + std::to_string(running.port);
}

/// Names of the service's secrets that have no value in this stage.
std::vector<std::string> missing_secrets(project::Loaded const& loaded, project::Service const& service) {
    std::vector<std::string> out;
    for (auto const& secret : service.secrets) {
        auto const value = loaded.environment.find(secret);
        if (!value || value->empty()) out.push_back(secret);
    }
    return out;
}

std::string_view type_of(project::WorkflowFile const& workflow) {
    return workflow.express ? "EXPRESS" : "STANDARD";
}

Json as_json(project::Loaded const& loaded, std::optional<Running> const& running) {
    auto const& project = loaded.project;
    Json::ObjectBuilder services;
    for (auto const& [name, service] : project.services) {
        Json::ArrayBuilder secrets;
        for (auto const& secret : service.secrets)
            secrets.push_back(secret);
        Json::ArrayBuilder missing;
        for (auto const& secret : missing_secrets(loaded, service))
            missing.push_back(secret);
        services.set(name, Json::object({{"function", project::function_name(project, name)},
                                         {"header", service.header.string()},
                                         {"memory_mb", service.memory >> 20},
                                         {"timeout_ms", service.timeout.count()},
                                         {"concurrency", service.concurrency ? Json(*service.concurrency) : Json()},
                                         {"secrets", secrets.finish()},
                                         {"secrets_missing", missing.finish()}}));
    }
    Json::ObjectBuilder workflows;
    for (auto const& workflow : project::find_workflows(project)) {
        workflows.set(workflow.name, Json::object({{"state_machine", project::machine_name(project, workflow.name)},
                                                   {"file", workflow.file.string()},
                                                   {"type", type_of(workflow)}}));
    }
    Json::ObjectBuilder connections;
    for (auto const& [name, connection] : project.connections) {
        connections.set(
            name, Json::object({{"base", connection.base},
                                {"arn", project::connection_arn(project, project::region(loaded.environment), name)}}));
    }
    return Json::object({{"project", project.name},
                         {"stage", project.stage.name},
                         {"folder", project.root.string()},
                         {"region", project::region(loaded.environment)},
                         {"running", running ? Json(address(*running)) : Json()},
                         {"services", services.finish()},
                         {"workflows", workflows.finish()},
                         {"connections", connections.finish()}});
}

Exit info(Session& session, InfoOptions const& options) {
    auto const loaded = session.open_project();
    if (!loaded) return loaded.error();
    auto const& project = loaded->project;
    auto const running = find_running(project);
    if (options.json) {
        session.out(as_json(*loaded, running).dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    session.out("project  " + project.name + "\nstage    " + project.stage.name + "\nfolder   " +
                project.root.string() + "\nregion   " + project::region(loaded->environment) + "\nrunning  " +
                (running ? address(*running) + " (pid " + std::to_string(running->pid) +
                               (running->stage == project.stage.name ? "" : ", stage " + running->stage) + ")"
                         : "no") +
                "\n\n");
    Table table({"SERVICE", "FUNCTION", "FROM", "MEMORY", "TIMEOUT", "LIMIT", "SECRETS"});
    for (auto const& [name, service] : project.services) {
        std::string secrets;
        for (auto const& secret : service.secrets)
            secrets += (secrets.empty() ? "" : ", ") + secret;
        for (auto const& secret : missing_secrets(*loaded, service))
            secrets += " (" + secret + " has no value)";
        std::string from = service.header.string();
        if (!service.predefined.empty()) from = service.predefined;
        if (!service.command.empty()) from = service.command.back();
        table.add({name, project::function_name(project, name), from, project::size_text(service.memory),
                   project::duration_text(service.timeout),
                   service.concurrency ? std::to_string(*service.concurrency) : "", secrets});
    }
    session.out(table.text(session));
    if (!project.connections.empty()) {
        Table connections({"CONNECTION", "REACHES", "IN A DEFINITION"});
        for (auto const& [name, connection] : project.connections)
            connections.add({name, connection.base, "${connections." + name + "}"});
        session.out("\n" + connections.text(session));
    }
    auto const workflows = project::find_workflows(project);
    if (workflows.empty()) return Exit::ok;
    Table machines({"WORKFLOW", "STATE MACHINE", "FROM", "TYPE"});
    for (auto const& workflow : workflows) {
        machines.add({workflow.name, project::machine_name(project, workflow.name), workflow.file.string(),
                      std::string(type_of(workflow))});
    }
    session.out("\n" + machines.text(session));
    return Exit::ok;
}

}  // namespace

void add_info(Commands& commands) {
    auto options = std::make_shared<InfoOptions>();
    auto command = commands.add("info", "Show the project: stage, services, workflows, settings, whether it runs",
                                "  cws info\n  cws info --stage prod --json\n");
    command.flag("--json", options->json, "As JSON");
    commands.stage_option(command);
    commands.act(command, options, info);
}

}  // namespace coworks::cli
