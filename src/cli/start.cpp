#include "cli/commands.hpp"
#include "cli/follow.hpp"
#include "cli/json_argument.hpp"

namespace coworks::cli {
namespace {

struct StartOptions {
    std::string workflow;
    std::string input;
    std::string name;
    bool detach = false;
    bool json = false;
};

/// An express execution has no history to follow: its end is the answer.
Exit run_express(Session const& session, StatesClient const& client, Json const& request, bool json) {
    auto const end = client.call("StartSyncExecution", request);
    if (!end) return session.fail(Exit::failed, end.error());
    std::set<std::string> mocked;
    if ((*end)["mocked"].is_array()) {
        for (Json const& state : (*end)["mocked"].items())
            mocked.emplace(state.as_string());
    }
    tell_mocked(session, mocked);
    return tell_end(session, *end, json);
}

Exit start(Session& session, StartOptions const& options) {
    Json input = Json::object();
    if (!options.input.empty()) {
        auto const read = read_json(session, options.input, "--input");
        if (!read) return read.error();
        input = read->value;
    }
    auto const client = StatesClient::open(session);
    if (!client) return client.error();
    auto const machine = client->machine(session, options.workflow);
    if (!machine) return machine.error();
    Json request = Json::object({{"stateMachineArn", (*machine)["stateMachineArn"]}, {"input", input.dump()}});
    if (!options.name.empty()) request = std::move(request).with("name", options.name);
    bool const express = (*machine)["type"] == Json("EXPRESS");
    if (express && !options.detach) return run_express(session, *client, request, options.json);
    auto const started = client->call("StartExecution", request);
    if (!started) {
        bool const taken = started.error().code == "ExecutionAlreadyExists";
        return session.fail(Exit::failed, started.error().text(),
                            taken ? "each execution of a workflow has a name of its own" : "");
    }
    std::string const arn((*started)["executionArn"].as_string());
    if (!options.detach) return follow(session, *client, arn, options.json);
    session.out(options.json ? started->dump({.indent = 2}) + "\n" : arn + "\n");
    if (!options.json && !express) session.say("follow it with: cws history " + name_of_arn(arn) + " --follow");
    return Exit::ok;
}

}  // namespace

void add_start(Commands& commands) {
    auto options = std::make_shared<StartOptions>();
    auto command = commands.add(
        "start", "Start a workflow in the running local cloud, and follow it to its end",
        "  cws start order --input '{\"product\": \"apple\"}'\n"
        "  cws start order --input order.json --name order-17 --detach\n"
        "  echo '{}' | cws start order --input - 2>/dev/null | jq .total\n\n"
        "A terminal shows the states as a tree: \u2713 done, \u25b8 under way, ! an error that was caught, \u2717 "
        "failed.\n"
        "The output goes to standard output, everything else to standard error. Exit code 0: it succeeded; 1: not.\n"
        "Ctrl-C stops following; the execution goes on.\n");
    command.option("BIZ", options->workflow, "A workflow: NAME of biz/NAME.asl.json (or .asl.yaml), or a state machine")
        .required();
    command.option("--input", options->input, "JSON, a file, or - for standard input; {} without it")
        .kind("FILE|JSON|-");
    command.option("--name", options->name,
                   "The execution's name: while it runs, a second start with the same input follows it; any other is "
                   "refused");
    command.flag("--detach", options->detach, "Don't follow it: print its ARN");
    command.flag("--json", options->json, "Print the execution's whole description at the end");
    commands.stage_option(command);
    commands.act(command, options, start);
}

}  // namespace coworks::cli
