#include "cli/app.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace coworks::cli {
namespace {

constexpr auto kDescription = "C++ classes as serverless microservices: one command runs them on your machine.\n";

constexpr auto kFooter = R"(Begin here:
  cws new shop && cd shop && cws run     makes a project and serves it on http://127.0.0.1:8000
  curl http://127.0.0.1:8000/shop        calls it

Exit codes:
  0 done           1 what was asked for failed (a test, a call, a check)
  2 command line   3 project file      4 the project's code does not compile
  5 the machine (a missing tool, a port in use; see `cws doctor`)
  6 no local cloud runs here          130 Ctrl-C while following an execution, which goes on

`cws COMMAND --help` shows examples. Colour is for terminals alone, and never with NO_COLOR set.
)";

std::string unknown_command(CLI::App const& app, std::string_view word) {
    std::vector<std::string> names;
    for (auto const* command : app.get_subcommands([](CLI::App const*) { return true; })) {
        names.push_back(command->get_name());
    }
    auto const nearest = nearest_name(word, std::span<std::string const>(names));
    return nearest.empty() ? "`cws --help` lists the commands" : "did you mean `cws " + std::string(nearest) + "`?";
}

bool is_command(CLI::App const& app, std::string const& word) {
    for (auto const* command : app.get_subcommands([](CLI::App const*) { return true; })) {
        if (command->get_name() == word) return true;
    }
    return false;
}

CLI::App const& innermost(CLI::App const& app) {
    CLI::App const* inner = &app;
    while (!inner->get_subcommands().empty())
        inner = inner->get_subcommands().front();
    return *inner;
}

/// The first that is told by its place alone; nullptr: the command takes none.
CLI::Option const* first_argument(CLI::App const& command) {
    for (auto const* each : command.get_options())
        if (each->get_positional()) return each;
    return nullptr;
}

bool is_dashed(std::string const& word) {
    return word.size() > 1 && word.starts_with('-');
}

/// What the command's own options do not take: an option that is misspelt, or an argument too many.
Exit left_over(Session& session, CLI::App const& command, std::vector<std::string> const& words) {
    std::string const help = "`cws " + command.get_name() + " --help` shows how it is used";
    auto const option = std::find_if(words.begin(), words.end(), is_dashed);
    if (option == words.end()) {
        auto const first = words.empty() ? "" : "'" + words.front() + "': ";
        return session.fail(Exit::usage, first + "this is one argument too many", help);
    }
    auto const name = option->substr(0, option->find('='));
    std::vector<std::string> known;
    for (auto const* each : command.get_options())
        for (auto const& written : each->get_lnames())
            known.push_back("--" + written);
    auto const nearest = nearest_name(name, std::span<std::string const>(known));
    auto const* const argument = first_argument(command);
    if (argument != nullptr && nearest.empty() && !option->starts_with("--")) {
        return session.fail(Exit::usage, "'" + *option + "' is read as an option",
                            "-- goes before an argument that begins with -, and behind the options: cws " +
                                command.get_name() + " -- " + argument->get_name());
    }
    return session.fail(Exit::usage, "there is no option '" + name + "'",
                        nearest.empty() ? help : "did you mean '" + std::string(nearest) + "'?");
}

Exit usage(Session& session, CLI::App const& app, CLI::ParseError const& error) {
    auto const& inner = innermost(app);
    auto const words = app.remaining(true);
    // An argument seems to be missing where it was taken for an option.
    bool const mistaken = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
                          std::any_of(words.begin(), words.end(), is_dashed);
    if (mistaken || error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
        return left_over(session, inner, words);
    std::string const name = &inner == &app ? "cws" : "cws " + inner.get_name();
    return session.fail(Exit::usage, error.what(), "`" + name + " --help` shows how it is used");
}

}  // namespace

Command Commands::add(std::string const& name, std::string const& what, std::string const& examples) {
    auto* command = app_.add_subcommand(name, what);
    command->footer("Examples:\n" + examples);
    return Command(*command);
}

void Commands::stage_option(Command& command) {
    command.option("--stage", session_.stage, "Stage (else CWS_STAGE, else dev)").kind("NAME");
}

void Commands::execution_argument(Command& command, std::string& execution) {
    command.option("ID", execution, "An execution: its name, the beginning of its name, or its ARN").required();
}

Exit run(Session& session, int argc, char const* const* argv) {
    CLI::App app(kDescription, "cws");
    app.footer(kFooter);
    app.set_version_flag("--version", "cws " COWORKS_VERSION);
    app.get_formatter()->column_width(34);
    app.get_formatter()->label("TEXT", "");
    app.get_formatter()->label("REQUIRED", "");
    Exit exit = Exit::ok;
    Commands commands(app, session, exit);
    for (auto* add : {add_new,        add_run,     add_routes, add_info,    add_export,     add_invoke, add_start,
                      add_executions, add_history, add_stop,   add_redrive, add_reset,      add_test,   add_logs,
                      add_eval,       add_check,   add_step,   add_doctor,  add_completion, add_version}) {
        add(commands);
    }
    if (argc <= 1) {
        session.out(app.help());
        return Exit::usage;
    }
    if (std::string const word = argv[1]; !word.starts_with('-') && !is_command(app, word)) {
        return session.fail(Exit::usage, "there is no command '" + word + "'", unknown_command(app, word));
    }
    try {
        app.parse(argc, argv);
    } catch (CLI::CallForHelp const&) {
        auto const& inner = innermost(app);
        session.out(&inner == &app ? app.help() : inner.help("cws"));
        return Exit::ok;
    } catch (CLI::CallForVersion const& version) {
        session.out(std::string(version.what()) + "\n");
        return Exit::ok;
    } catch (CLI::ParseError const& error) {
        return usage(session, app, error);
    }
    return exit;
}

}  // namespace coworks::cli
