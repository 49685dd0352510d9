#include "cli/commands.hpp"
#include "cli/services.hpp"
#include "project/workflows.hpp"

namespace coworks::cli {
namespace {

struct RoutesOptions {
    bool json = false;
};

struct Route {
    std::string verb;
    std::string path;
    std::string entry;
    std::string access;
    std::string doc;
};

std::string first_line(std::string const& text) {
    return text.substr(0, text.find('\n'));
}

/// An HTTP entry's path as callers of the local cloud write it; a receiver's queue, event or schedule.
Route route_of(std::string const& service, interface::Entry const& entry) {
    using Kind = interface::Entry::Kind;
    Route route{"", "", service + "." + entry.name, "", first_line(entry.doc)};
    if (entry.kind == Kind::http) {
        auto const path = interface::path_text(entry.path);
        route.verb = interface::verb_text(entry.verb);
        route.path = "/" + service + (path == "/" ? "" : path);
        route.access = entry.open ? "open" : "guarded";
        return route;
    }
    route.verb = entry.kind == Kind::queue ? "queue" : entry.kind == Kind::event ? "event" : "schedule";
    route.path = entry.trigger;
    return route;
}

std::vector<Route> collect(Opened const& opened) {
    std::vector<Route> out;
    for (auto const& built : opened.services) {
        if (!built.interface) {
            out.push_back({"invoke", built.service.name, built.service.name, "", "a function in another language"});
            continue;
        }
        for (auto const& entry : built.interface->entries)
            out.push_back(route_of(built.service.name, entry));
    }
    for (auto const& workflow : project::find_workflows(opened.loaded.project))
        out.push_back({"start", workflow.name, workflow.name, "", "a workflow: cws start " + workflow.name});
    return out;
}

Exit routes(Session& session, RoutesOptions const& options) {
    auto const opened = open_services(session);
    if (!opened) return opened.error();
    auto const all = collect(*opened);
    if (options.json) {
        Json::ArrayBuilder list;
        for (auto const& route : all) {
            list.push_back(Json::object({{"verb", route.verb},
                                         {"path", route.path},
                                         {"entry", route.entry},
                                         {"access", route.access.empty() ? Json() : Json(route.access)},
                                         {"doc", route.doc}}));
        }
        session.out(list.finish().dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    Table table({"VERB", "PATH", "ENTRY", "ACCESS", "WHAT IT DOES"});
    for (auto const& route : all)
        table.add({route.verb, route.path, route.entry, route.access, route.doc});
    session.out(table.text(session));
    return Exit::ok;
}

}  // namespace

void add_routes(Commands& commands) {
    auto options = std::make_shared<RoutesOptions>();
    auto command = commands.add("routes", "List what the project's services answer, and its workflows",
                                "  cws routes\n  cws routes --json | jq -r '.[].path'\n");
    command.flag("--json", options->json, "As JSON");
    commands.stage_option(command);
    commands.act(command, options, routes);
}

}  // namespace coworks::cli
