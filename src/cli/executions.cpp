#include <algorithm>

#include "base/iso8601.hpp"
#include "cli/commands.hpp"
#include "cli/states_client.hpp"
#include "cli/tree_text.hpp"

namespace coworks::cli {
namespace {

struct ExecutionsOptions {
    std::string workflow;
    std::string status;
    std::size_t last = 50;
    bool json = false;
};

/// The machines to look at: the one that was named, or all that have executions to list.
tl::expected<std::vector<Json>, Exit> machines_of(Session const& session, StatesClient const& client,
                                                  std::string const& workflow) {
    if (!workflow.empty()) {
        auto const machine = client.machine(session, workflow);
        if (!machine) return tl::unexpected(machine.error());
        if ((*machine)["type"] == Json("EXPRESS")) {
            return tl::unexpected(
                session.fail(Exit::usage, "express executions are not kept", "what they logged is in `cws logs`"));
        }
        return std::vector<Json>{*machine};
    }
    auto const all = client.list("ListStateMachines", Json::object(), "stateMachines");
    if (!all) return tl::unexpected(session.fail(Exit::failed, all.error()));
    std::vector<Json> standard;
    for (Json const& machine : all->items()) {
        if (machine["type"] == Json("STANDARD")) standard.push_back(machine);
    }
    return standard;
}

Json readable(StatesClient const& client, Json const& execution) {
    auto const time = [&](char const* member) {
        return execution[member].is_number() ? Json(format_timestamp(time_of(execution[member]))) : Json();
    };
    return Json::object({{"workflow", client.short_name(machine_of_execution(execution["executionArn"].as_string()))},
                         {"name", execution["name"]},
                         {"status", execution["status"]},
                         {"started", time("startDate")},
                         {"stopped", time("stopDate")},
                         {"arn", execution["executionArn"]}});
}

Exit executions(Session& session, ExecutionsOptions const& options) {
    auto const client = StatesClient::open(session);
    if (!client) return client.error();
    auto const machines = machines_of(session, *client, options.workflow);
    if (!machines) return machines.error();
    std::vector<Json> all;
    for (Json const& machine : *machines) {
        Json request = Json::object({{"stateMachineArn", machine["stateMachineArn"]}});
        if (!options.status.empty()) request = std::move(request).with("statusFilter", options.status);
        auto const some = client->list("ListExecutions", request, "executions", options.last);
        if (!some) return session.fail(Exit::failed, some.error());
        all.insert(all.end(), some->items().begin(), some->items().end());
    }
    std::ranges::sort(
        all, [](Json const& a, Json const& b) { return a["startDate"].as_double() > b["startDate"].as_double(); });
    if (all.size() > options.last) all.resize(options.last);
    if (options.json) {
        Json::ArrayBuilder list;
        for (Json const& execution : all)
            list.push_back(readable(*client, execution));
        session.out(list.finish().dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    Table table({"WORKFLOW", "NAME", "STARTED", "TOOK", "STATUS"});
    auto const now = SystemClock().now();
    for (Json const& execution : all) {
        auto const started = time_of(execution["startDate"]);
        auto const until = execution["stopDate"].is_number() ? time_of(execution["stopDate"]) : now;
        table.add({client->short_name(machine_of_execution(execution["executionArn"].as_string())),
                   std::string(execution["name"].as_string()), format_timestamp(started), elapsed_text(until - started),
                   status_text(execution["status"].as_string(), session.colour_out)});
    }
    session.out(table.text(session));
    return Exit::ok;
}

}  // namespace

void add_executions(Commands& commands) {
    auto options = std::make_shared<ExecutionsOptions>();
    auto command = commands.add("executions", "List the executions of the workflows, the newest first",
                                "  cws executions\n  cws executions order --status FAILED\n"
                                "  cws executions --status RUNNING --json | jq -r '.[].name'\n");
    command.option("BIZ", options->workflow, "Of this workflow alone");
    command.option("--status", options->status, "Those alone that are in this status")
        .one_of_any_case({"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"});
    command.option("--last", options->last, "At most so many").positive().shows_default();
    command.flag("--json", options->json, "As JSON");
    commands.stage_option(command);
    commands.act(command, options, executions);
}

}  // namespace coworks::cli
