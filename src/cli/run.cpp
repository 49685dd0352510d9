#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "cli/builder.hpp"
#include "cli/commands.hpp"
#include "cli/log_printer.hpp"
#include "cli/serving.hpp"
#include "cli/workflows.hpp"
#include "os/file_watch.hpp"

namespace coworks::cli {
namespace {

struct RunOptions {
    std::uint16_t port = 8000;
    std::string debug;
    bool no_watch = false;
};

/// SIGINT and SIGTERM, taken by a thread of its own: the first ends the cloud when its requests are answered, the
/// second at once. Made before any other thread, so that all of them leave these signals to it.
class Signals {
public:
    Signals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGUSR1);
        ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
    }
    ~Signals() {
        if (!thread_.joinable()) return;
        ::pthread_kill(thread_.native_handle(), SIGUSR1);
        thread_.join();
    }
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;

    void listen(std::function<void(int times)> heard) {
        thread_ = std::thread([this, heard = std::move(heard)] {
            for (int times = 1;; ++times) {
                int number = 0;
                if (::sigwait(&set_, &number) != 0 || number == SIGUSR1) return;
                heard(times);
            }
        });
    }

private:
    sigset_t set_{};
    std::thread thread_;
};

/// What a service prints, a line each, from the cloud's thread.
void print_log(Session const& session, LogPrinter& printer, std::string_view service, std::string_view line) {
    printer.print(fmt::format("{} | {}", session.coloured(service, "36", session.colour_out), line));
}

void tell_taken_up(Session const& session, Result<std::size_t> const& taken_up) {
    if (!taken_up) {
        session.fail(Exit::environment, "the open executions can't be taken up: " + taken_up.error().text());
    } else if (*taken_up > 0) {
        session.say(fmt::format("{} open {} on", *taken_up, *taken_up == 1 ? "execution goes" : "executions go"));
    }
}

/// What to do about a cloud that can't begin.
std::string remedy_of(std::string const& code) {
    if (code == "port_in_use") return "take another one with --port, or --port 0 for any free one";
    if (code == "locked") return "another process uses .cws/data of this project: use that one, or end it first";
    if (code == "corrupt") return "keep a copy of .cws/data; `cws reset` begins anew without it";
    if (code == "disk_full") return "make room on the disk; nothing that was acknowledged is lost";
    return {};
}

void print_addresses(Session const& session, Opened const& opened, int port, bool watched) {
    std::string text = fmt::format("\n{} is served on http://127.0.0.1:{}\n\n", opened.loaded.project.name, port);
    for (Built const& built : opened.services) {
        std::size_t const entries = built.interface ? built.interface->entries.size() : 0;
        std::string const what = built.interface ? fmt::format("{} {}", entries, entries == 1 ? "entry" : "entries")
                                                 : "a function in another language";
        text += fmt::format("  http://127.0.0.1:{}/{:<24} {}\n", port, built.service.name + "/", what);
    }
    for (auto const& workflow : project::find_workflows(opened.loaded.project))
        text += fmt::format("  cws start {:<34} a workflow{}\n", workflow.name, workflow.express ? ", express" : "");
    text += "\nAWS clients reach the functions with --endpoint-url http://localhost:" + std::to_string(port) +
            (watched ? "; sources are watched; Ctrl-C ends.\n" : "; Ctrl-C ends.\n");
    session.say(text);
}

/// A debugger shows variables only of what was built for it.
dev::Flags flags_of(std::string const& debugged) {
    return debugged.empty() ? dev::Flags::development : dev::Flags::debugging;
}

/// Rebuilds when a source changes, and swaps the services that changed. A thread of its own.
class Watcher {
public:
    Watcher(Session const& session, local::cloud::Cloud& cloud, Opened const& opened, int port, ServingOptions options,
            os::FileWatch watch, WorkflowDeployer& workflows)
        : session_(session),
          cloud_(cloud),
          root_(opened.loaded.project.root),
          port_(port),
          options_(std::move(options)),
          watch_(std::move(watch)),
          workflows_(workflows) {
        note(opened);
        thread_ = std::thread([this] { run(); });
    }
    ~Watcher() {
        stop_ = true;
        watch_.wake();
        thread_.join();
    }
    Watcher(Watcher const&) = delete;
    Watcher& operator=(Watcher const&) = delete;

private:
    void note(Opened const& opened) {
        for (Built const& built : opened.services)
            versions_[built.service.name] = built.artefact.version;
    }

    void set_folders(dev::Workspace const& workspace) {
        std::set<std::filesystem::path> folders{root_, root_ / "tech", root_ / "biz"};
        for (auto const& file : workspace.inputs())
            folders.insert((root_ / file).parent_path());
        watch_.set_folders(folders);
    }

    void run() {
        // Editors save in several steps; a twentieth of a second is quiet enough and not felt.
        constexpr std::chrono::milliseconds kQuiet{20};
        while (!stop_) {
            auto loaded = session_.load_project(root_);
            auto const toolchain = loaded ? session_.toolchain() : tl::unexpected(loaded.error());
            if (loaded && !first_) workflows_.deploy(*loaded);
            if (toolchain) {
                dev::Workspace workspace(loaded->project, *toolchain, session_.colour_err, flags_of(options_.debug));
                if (!first_ && !workspace.is_current()) rebuild(*loaded, workspace);
                set_folders(workspace);
            }
            first_ = false;
            if (!watch_.wait(kQuiet)) return;
        }
    }

    void rebuild(project::Loaded const& loaded, dev::Workspace& workspace) {
        session_.say("a source changed: building");
        if (build(session_, workspace, dev::What::services, &stop_) != Exit::ok) {
            if (stop_) return;
            session_.say("the version before keeps serving");
            for (auto const& [service, version] : versions_)
                cloud_.note_build_error(service, "the last build failed; the terminal of cws run shows why");
            return;
        }
        auto const artefacts = workspace.publish();
        if (!artefacts) {
            session_.fail(Exit::environment, artefacts.error());
            return;
        }
        for (auto const& artefact : *artefacts)
            swap(loaded, artefact);
        remove_others(loaded.project);
        workspace.retire(*artefacts);
    }

    /// What was built no longer, and still is not there: an editor may save by taking the file away for a moment.
    void remove_others(project::Project const& built) {
        auto const lacks = [](project::Project const& project) {
            return [&project](auto const& each) { return !project.services.contains(each.first); };
        };
        if (std::ranges::none_of(versions_, lacks(built))) return;
        auto const now = session_.load_project(root_);
        if (!now) return;
        std::erase_if(versions_, [&](auto const& each) {
            if (!lacks(built)(each) || !lacks(now->project)(each)) return false;
            cloud_.remove(each.first);
            session_.say(each.first + ": is no longer in the project");
            return true;
        });
    }

    void swap(project::Loaded const& loaded, dev::Artefact const& artefact) {
        if (versions_[artefact.service] == artefact.version) return;
        Built built{loaded.project.services.at(artefact.service), artefact, std::nullopt};
        if (!artefact.interface_file.empty()) {
            auto interface = read_interface(artefact.interface_file);
            if (!interface) {
                session_.fail(Exit::build, interface.error());
                return;
            }
            built.interface = std::move(*interface);
        }
        cloud_.put(cloud_service(loaded, built, port_, options_));
        versions_[artefact.service] = artefact.version;
        session_.say(artefact.service + ": the new version serves");
    }

    Session const& session_;
    local::cloud::Cloud& cloud_;
    std::filesystem::path root_;
    int port_;
    ServingOptions options_;
    os::FileWatch watch_;
    WorkflowDeployer& workflows_;
    std::map<std::string, std::string> versions_;
    bool first_ = true;
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

Exit serve(Session& session, RunOptions const& options) {
    Signals signals;
    auto const opened = open_services(session, flags_of(options.debug));
    if (!opened) return opened.error();
    project::Project const& project = opened->loaded.project;
    if (!options.debug.empty() && !project.services.contains(options.debug)) {
        return unknown_service(session, project, options.debug);
    }
    if (auto const running = find_running(project)) {
        return session.fail(
            Exit::environment,
            fmt::format("this project is already served on port {} by process {}", running->port, running->pid),
            "use that one, or end it first");
    }
    LogPrinter printer(STDOUT_FILENO);
    ServingOptions const serving{
        .port = options.port,
        .debug = options.debug,
        .on_log = [&](std::string_view service, std::string_view line) { print_log(session, printer, service, line); },
        .durable = true,
        .on_taken_up = [&session](Result<std::size_t> const& taken_up) { tell_taken_up(session, taken_up); }};
    local::cloud::Cloud cloud(cloud_options(opened->loaded, serving));
    auto const port = cloud.listen();
    if (!port) {
        return session.fail(Exit::environment, port.error().text(), remedy_of(port.error().code));
    }
    for (Built const& built : opened->services)
        cloud.put(cloud_service(opened->loaded, built, *port, serving));
    signals.listen([&](int times) {
        session.say(times == 1 ? "\nending when the open requests are answered; once more ends at once"
                               : "\nending at once");
        cloud.stop(times == 1 ? std::chrono::seconds(30) : std::chrono::seconds(0));
    });
    // Who finds run.json, or reads the addresses, finds the workflows, too.
    Exit exit = Exit::ok;
    WorkflowDeployer workflows(session, cloud);
    workflows.deploy(opened->loaded, [&] {
        auto const written = write_running(project, {.pid = ::getpid(), .port = *port, .stage = project.stage.name});
        if (written) return print_addresses(session, *opened, *port, !options.no_watch);
        exit = session.fail(Exit::environment, written.error());
        cloud.stop(std::chrono::seconds(0));
    });
    std::optional<Watcher> watcher;
    if (!options.no_watch) {
        auto watch = os::FileWatch::create();
        if (watch) {
            watcher.emplace(session, cloud, *opened, *port, serving, std::move(*watch), workflows);
        } else {
            session.warn(watch.error().text(), "restart cws run after a change");
        }
    }
    cloud.run();
    watcher.reset();
    remove_running(project);
    return exit;
}

}  // namespace

void add_run(Commands& commands) {
    auto options = std::make_shared<RunOptions>();
    auto command = commands.add("run", "Build the project, serve it on this machine, and follow its sources",
                                "  cws run\n  cws run --port 0 --stage test\n  cws run --debug pricing     # its "
                                "workers wait for gdb -p PID\n");
    command.option("--port", options->port, "Port on 127.0.0.1; 0 takes any free one")
        .between(0, 65535)
        .kind("NUMBER")
        .shows_default();
    command.option("--debug", options->debug, "A service whose workers wait for a debugger; nothing of it times out")
        .kind("SERVICE");
    command.flag("--no-watch", options->no_watch, "Don't follow the sources");
    commands.stage_option(command);
    commands.act(command, options, serve);
}

}  // namespace coworks::cli
