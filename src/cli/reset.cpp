#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/services.hpp"
#include "local/states/counts.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

struct ResetOptions {
    bool yes = false;
};

/// What lies in a folder, and what it takes.
struct Contents {
    std::vector<std::pair<fs::path, std::uintmax_t>> files;
    std::uintmax_t bytes = 0;
};

Contents contents_of(fs::path const& folder) {
    Contents out;
    std::error_code fault;
    for (fs::recursive_directory_iterator each(folder, fault), end; !fault && each != end; each.increment(fault)) {
        std::error_code ignored;
        if (!fs::is_regular_file(each->symlink_status(ignored))) continue;
        auto const size = fs::file_size(each->path(), ignored);
        out.files.emplace_back(each->path(), ignored ? 0 : size);
        out.bytes += ignored ? 0 : size;
    }
    return out;
}

/// "12 executions, 3 of them open"; why it can't be told where the store can't be read.
std::string executions_in(fs::path const& file) {
    std::error_code fault;
    if (!fs::exists(file, fault)) return "no executions";
    auto const counts = local::states::count_executions(file.string());
    if (!counts) return "executions that can't be counted: " + counts.error().text();
    return fmt::format("{} executions, {} of them open", counts->all, counts->open);
}

std::string bytes_text(std::uintmax_t bytes) {
    if (bytes < 10'000) return fmt::format("{} bytes", bytes);
    if (bytes < 10'000'000) return fmt::format("{} KB", bytes / 1000);
    return fmt::format("{} MB", bytes / 1'000'000);
}

bool confirmed(Session const& session) {
    session.say("Remove all of that? Type yes:");
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "yes";
}

Exit reset(Session& session, ResetOptions const& options) {
    auto const loaded = session.open_project();
    if (!loaded) return loaded.error();
    project::Project const& project = loaded->project;
    if (auto const running = find_running(project)) {
        return session.fail(Exit::environment,
                            fmt::format("the local cloud runs (port {}, process {})", running->port, running->pid),
                            "end cws run first: what it works with can't be taken away");
    }
    // Exactly these folders of .cws, never what a symbolic link there may lead to.
    fs::path const data = project.state_folder() / "data";
    fs::path const logs = project.state_folder() / "logs";
    std::error_code fault;
    for (fs::path const& folder : {project.state_folder(), data, logs}) {
        if (fs::is_symlink(fs::symlink_status(folder, fault)))
            return session.fail(Exit::environment, session.shown(folder) + " is a link to somewhere else",
                                "remove it by hand");
    }
    Contents const in_data = contents_of(data);
    Contents const in_logs = contents_of(logs);
    if (in_data.files.empty() && in_logs.files.empty()) {
        session.say("there is nothing to remove");
        return Exit::ok;
    }
    session.say(executions_in(data / "states.db"));
    for (Contents const* contents : {&in_data, &in_logs}) {
        for (auto const& [file, size] : contents->files)
            session.say(fmt::format("  {}  {}", session.shown(file), bytes_text(size)));
    }
    session.say(fmt::format("{} files, {} in all; what was built stays", in_data.files.size() + in_logs.files.size(),
                            bytes_text(in_data.bytes + in_logs.bytes)));
    if (!options.yes && !confirmed(session)) {
        session.say("nothing is removed");
        return Exit::failed;
    }
    for (fs::path const& folder : {data, logs}) {
        fs::remove_all(folder, fault);
        if (fault) return session.fail(Exit::environment, "cannot remove " + session.shown(folder), fault.message());
    }
    session.say("removed");
    return Exit::ok;
}

}  // namespace

void add_reset(Commands& commands) {
    auto options = std::make_shared<ResetOptions>();
    auto command =
        commands.add("reset", "Remove the local cloud's executions, state machines and logs",
                     "  cws reset          # shows what goes, and asks\n  cws reset --yes\n\n"
                     "Only .cws/data and .cws/logs of this project are removed, and not while its cloud runs. The "
                     "workflows in biz\nare deployed again by the next `cws run`.\n");
    command.flag("--yes", options->yes, "Don't ask");
    commands.stage_option(command);
    commands.act(command, options, reset);
}

}  // namespace coworks::cli
