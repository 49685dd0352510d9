#include "cli/commands.hpp"
#include "cli/states_client.hpp"

namespace coworks::cli {
namespace {

struct StopOptions {
    std::string execution;
    std::string error;
    std::string cause;
};

Exit stop(Session& session, StopOptions const& options) {
    auto const client = StatesClient::open(session);
    if (!client) return client.error();
    auto const arn = client->execution(session, options.execution);
    if (!arn) return arn.error();
    auto const before = client->call("DescribeExecution", Json::object({{"executionArn", *arn}}));
    if (!before) return session.fail(Exit::failed, before.error());
    if ((*before)["status"] != Json("RUNNING")) {
        return session.fail(Exit::failed,
                            name_of_arn(*arn) + " has ended already: " + std::string((*before)["status"].as_string()));
    }
    Json request = Json::object({{"executionArn", *arn}});
    if (!options.error.empty()) request = std::move(request).with("error", options.error);
    if (!options.cause.empty()) request = std::move(request).with("cause", options.cause);
    auto const stopped = client->call("StopExecution", request);
    if (!stopped) return session.fail(Exit::failed, stopped.error());
    session.say(name_of_arn(*arn) + " is stopped; `cws redrive " + name_of_arn(*arn) + "` would go on where it was");
    return Exit::ok;
}

}  // namespace

void add_stop(Commands& commands) {
    auto options = std::make_shared<StopOptions>();
    auto command = commands.add("stop", "End an execution as it is",
                                "  cws stop order-17\n  cws stop order-17 --error Cancelled --cause 'the customer "
                                "changed their mind'\n");
    commands.execution_argument(command, options->execution);
    command.option("--error", options->error, "Error name that its description shows").kind("NAME");
    command.option("--cause", options->cause, "Why, in words").kind("TEXT");
    commands.stage_option(command);
    commands.act(command, options, stop);
}

}  // namespace coworks::cli
