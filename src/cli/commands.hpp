#pragma once

/// Every command adds itself to the program: its options, its help with examples, and what it does. A command's file is
/// named after it.

#include <CLI/CLI.hpp>
#include <functional>

#include "cli/session.hpp"

namespace coworks::cli {

/// A command that is being described. Its action is called after the whole command line was understood.
class Commands {
public:
    Commands(CLI::App& app, Session& session, Exit& exit) : app_(app), session_(session), exit_(exit) {}

    Session& session() noexcept { return session_; }
    CLI::App& app() noexcept { return app_; }
    /// Adds one: `examples` stand below its help.
    CLI::App& add(std::string const& name, std::string const& what, std::string const& examples);
    /// Says what it does. `options` lives as long as the program's command line.
    template <class Options>
    void act(CLI::App& command, std::shared_ptr<Options> options, Exit (*action)(Session&, Options const&)) {
        command.callback([this, options, action] { exit_ = action(session_, *options); });
    }
    /// For a command that works on a project: --stage.
    void stage_option(CLI::App& command);

private:
    CLI::App& app_;
    Session& session_;
    Exit& exit_;
};

void add_new(Commands& commands);
void add_run(Commands& commands);
void add_routes(Commands& commands);
void add_info(Commands& commands);
void add_invoke(Commands& commands);
void add_start(Commands& commands);
void add_executions(Commands& commands);
void add_history(Commands& commands);
void add_stop(Commands& commands);
void add_redrive(Commands& commands);
void add_reset(Commands& commands);
void add_test(Commands& commands);
void add_logs(Commands& commands);
void add_doctor(Commands& commands);
void add_eval(Commands& commands);
void add_check(Commands& commands);
void add_step(Commands& commands);
void add_completion(Commands& commands);
void add_version(Commands& commands);

}  // namespace coworks::cli
