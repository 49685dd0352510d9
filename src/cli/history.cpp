#include <fmt/format.h>

#include <algorithm>

#include "base/iso8601.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/execution_tree.hpp"
#include "cli/follow.hpp"

namespace coworks::cli {
namespace {

constexpr std::size_t kDetailShown = 100;  // code points: what fits beside the other columns

struct HistoryOptions {
    std::string execution;
    bool follow = false;
    bool json = false;
    bool reverse = false;
    bool no_data = false;
};

std::string shortened(std::string text) {
    for (char& c : text)
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    if (code_points(text) <= kDetailShown) return text;
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && seen++ == kDetailShown - 1) break;
    }
    return text.substr(0, at) + "…";
}

/// What an event says beside its type, in a line: an error first, else what went in or came out.
std::string detail_of(Json const& details) {
    std::string text = details["mocked"] == Json(true) ? "mocked" : "";
    auto const append = [&](char const* member, std::string_view label) {
        Json const& value = details[member];
        if (value.is_null() || (value.is_string() && value.as_string().empty())) return;
        text += (text.empty() ? "" : "  ") + std::string(label);
        text += value.is_string() ? std::string(value.as_string()) : value.dump();
    };
    append("name", "");
    append("index", "item ");
    append("length", "items ");
    append("error", "");
    append("cause", "");
    append("resource", "");
    for (char const* member : {"input", "parameters", "output"})
        append(member, "");
    return shortened(text);
}

Exit history(Session& session, HistoryOptions const& options) {
    auto const client = StatesClient::open(session);
    if (!client) return client.error();
    auto const arn = client->execution(session, options.execution);
    if (!arn) return arn.error();
    if (options.follow) return follow(session, *client, *arn, options.json);
    auto const events = client->list(
        "GetExecutionHistory",
        Json::object(
            {{"executionArn", *arn}, {"reverseOrder", options.reverse}, {"includeExecutionData", !options.no_data}}),
        "events");
    if (!events) return session.fail(Exit::failed, events.error());
    if (options.json) {
        session.out(events->dump({.indent = 2}) + "\n");
        return Exit::ok;
    }
    Table table({"ID", "AFTER", "TIME", "EVENT", "DETAIL"});
    for (Json const& event : events->items()) {
        Json const& previous = event["previousEventId"];
        table.add({event["id"].dump(), previous.is_integer() ? previous.dump() : "0",
                   format_timestamp(time_of(event["timestamp"])), std::string(event["type"].as_string()),
                   detail_of(details_of(event))});
    }
    session.out(table.text(session));
    return Exit::ok;
}

}  // namespace

void add_history(Commands& commands) {
    auto options = std::make_shared<HistoryOptions>();
    auto command = commands.add("history", "Show what happened in an execution, or follow it",
                                "  cws history order-17\n  cws history order-17 --follow\n"
                                "  cws history 4f2a --reverse --no-data    # the beginning of a name is enough\n"
                                "  cws history order-17 --json | jq -r '.[].type'\n");
    commands.execution_argument(command, options->execution);
    auto follow_option = command.flag("--follow", options->follow, "Show the tree of its states until it ends");
    command.flag("--json", options->json, "As JSON");
    command.flag("--reverse", options->reverse, "The newest event first").excludes(follow_option);
    command.flag("--no-data", options->no_data, "Leave out inputs and outputs").excludes(follow_option);
    commands.stage_option(command);
    commands.act(command, options, history);
}

}  // namespace coworks::cli
