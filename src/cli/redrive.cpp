#include "cli/commands.hpp"
#include "cli/follow.hpp"

namespace coworks::cli {
namespace {

struct RedriveOptions {
    std::string execution;
    bool detach = false;
    bool json = false;
};

Exit redrive(Session& session, RedriveOptions const& options) {
    auto const client = StatesClient::open(session);
    if (!client) return client.error();
    auto const arn = client->execution(session, options.execution);
    if (!arn) return arn.error();
    auto const begun = client->call("RedriveExecution", Json::object({{"executionArn", *arn}}));
    if (!begun) return session.fail(Exit::failed, begun.error());
    if (!options.detach) return follow(session, *client, *arn, options.json);
    session.say(name_of_arn(*arn) + " runs again; follow it with: cws history " + name_of_arn(*arn) + " --follow");
    return Exit::ok;
}

}  // namespace

void add_redrive(Commands& commands) {
    auto options = std::make_shared<RedriveOptions>();
    auto command = commands.add("redrive", "Let an execution that failed go on from where it failed",
                                "  cws redrive order-17\n\n"
                                "States that succeeded are not run again. An execution can be redriven for 14 days "
                                "after its end.\n");
    commands.execution_argument(command, options->execution);
    command.flag("--detach", options->detach, "Don't follow it");
    command.flag("--json", options->json, "Print the execution's whole description at the end");
    commands.stage_option(command);
    commands.act(command, options, redrive);
}

}  // namespace coworks::cli
