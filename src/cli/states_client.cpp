#include "cli/states_client.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "aws/client.hpp"
#include "base/text.hpp"
#include "cli/http_client.hpp"
#include "json/text_of.hpp"
#include "project/names.hpp"

namespace coworks::cli {
namespace {

constexpr std::size_t kExecutionsShown = 5;  // of those that a prefix fits: enough to choose from

}  // namespace

tl::expected<StatesClient, Exit> StatesClient::open(Session const& session) {
    auto const loaded = session.open_project();
    if (!loaded) return tl::unexpected(loaded.error());
    auto const running = find_running(loaded->project);
    if (!running) {
        return tl::unexpected(session.fail(Exit::not_running, "no local cloud runs for this project",
                                           "`cws run` starts one, in another terminal"));
    }
    // The stage is the running cloud's, whatever this command's would be.
    return StatesClient(running->port, loaded->project.name + "-" + running->stage + "-");
}

Result<Json> StatesClient::call(std::string_view operation, Json const& request) const {
    aws::Client const client(aws::model::service("sfn"),
                             [port = port_](std::string const& body,
                                            aws::Client::Headers const& headers) -> Result<aws::Client::HttpAnswer> {
                                 auto const answer = call_local(port, "POST", "/", body, headers);
                                 if (!answer) return tl::unexpected(answer.error());
                                 return aws::Client::HttpAnswer{.status = answer->status, .body = answer->body};
                             });
    return client.call(operation, request);
}

Result<Json> StatesClient::list(std::string_view operation, Json const& request, std::string_view member,
                                std::size_t items_max) const {
    Json::ArrayBuilder all;
    Json page = request.with("maxResults", std::min<std::size_t>(1000, items_max));
    for (;;) {
        auto answer = call(operation, page);
        if (!answer) return answer;
        for (Json const& item : (*answer)[member].items()) {
            if (all.size() < items_max) all.push_back(item);
        }
        if (all.size() >= items_max || !(*answer)["nextToken"].is_string()) return all.finish();
        page = page.with("nextToken", (*answer)["nextToken"]);
    }
}

tl::expected<Json, Exit> StatesClient::machine(Session const& session, std::string const& name) const {
    auto const machines = list("ListStateMachines", Json::object(), "stateMachines");
    if (!machines) return tl::unexpected(session.fail(Exit::failed, machines.error()));
    std::vector<std::string> names;
    for (std::string const& wanted : {prefix_ + name, name}) {
        for (Json const& machine : machines->items()) {
            if (machine["name"] == Json(wanted) || machine["stateMachineArn"] == Json(wanted)) return machine;
        }
    }
    for (Json const& machine : machines->items())
        names.push_back(short_name(machine["name"].as_string()));
    auto const nearest = nearest_name(name, std::span<std::string const>(names));
    std::string remedy = nearest.empty() ? "" : "did you mean '" + std::string(nearest) + "'?";
    if (names.empty()) remedy = "write one in biz/NAME.asl.json or NAME.asl.yaml; `cws run` takes it up";
    if (remedy.empty()) remedy = "`cws info` lists the workflows";
    return tl::unexpected(session.fail(Exit::usage, "there is no workflow '" + name + "'", remedy));
}

tl::expected<std::string, Exit> StatesClient::execution(Session const& session, std::string const& name) const {
    if (name.starts_with("arn:")) return name;
    auto const machines = list("ListStateMachines", Json::object(), "stateMachines");
    if (!machines) return tl::unexpected(session.fail(Exit::failed, machines.error()));
    std::vector<std::string> exact;
    std::vector<std::string> begins;
    for (Json const& machine : machines->items()) {
        if (machine["type"] != Json("STANDARD")) continue;
        auto const executions =
            list("ListExecutions", Json::object({{"stateMachineArn", machine["stateMachineArn"]}}), "executions");
        // A machine may have been deleted between the two calls.
        if (!executions) continue;
        for (Json const& execution : executions->items()) {
            auto const each = execution["name"].as_string();
            if (each == name)
                exact.emplace_back(execution["executionArn"].as_string());
            else if (each.starts_with(name))
                begins.emplace_back(execution["executionArn"].as_string());
        }
    }
    auto const& found = exact.empty() ? begins : exact;
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        return tl::unexpected(session.fail(Exit::usage, "there is no execution '" + name + "'",
                                           "`cws executions` lists them; a name, the beginning of one or an ARN"));
    }
    std::string list;
    for (std::size_t at = 0; at < found.size() && at < kExecutionsShown; ++at)
        list += "\n    " + found[at];
    if (found.size() > kExecutionsShown) list += "\n    …";
    return tl::unexpected(session.fail(
        Exit::usage, std::to_string(found.size()) + " executions are meant by '" + name + "'", "say which:" + list));
}

std::string StatesClient::short_name(std::string_view machine) const {
    if (machine.starts_with(prefix_) && machine.size() > prefix_.size()) machine.remove_prefix(prefix_.size());
    return std::string(machine);
}

Clock::Time time_of(Json const& seconds) {
    // Milliseconds are all that the protocol's doubles carry faithfully.
    auto const milliseconds = std::llround(seconds.as_double() * 1000);
    return Clock::Time(std::chrono::milliseconds(milliseconds));
}

std::string name_of_arn(std::string_view arn) {
    return std::string(arn.substr(arn.rfind(':') + 1));
}

std::string machine_of_execution(std::string_view arn) {
    std::string_view const head = arn.substr(0, arn.rfind(':'));
    return name_of_arn(head);
}

}  // namespace coworks::cli
