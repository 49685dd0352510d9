#pragma once

/// Every command adds itself to the program: its options, its help with examples, and what it does. A command's file is
/// named after it.

#include <functional>
#include <memory>

#include "cli/command_line.hpp"
#include "cli/session.hpp"

namespace coworks::cli {

/// The commands, while they are being described. The action of the one that was asked for is called after the whole
/// command line was understood.
class Commands {
public:
    Commands(CLI::App& app, Session& session, Exit& exit) : app_(app), session_(session), exit_(exit) {}

    /// All of them, when they are described: for the completion of shells.
    CLI::App const& app() const noexcept { return app_; }
    /// Adds one: `examples` stand below its help.
    Command add(std::string const& name, std::string const& what, std::string const& examples);
    /// Says what it does. `options` lives as long as the program's command line.
    template <class Options>
    void act(Command& command, std::shared_ptr<Options> options, Exit (*action)(Session&, Options const&)) {
        command.action([this, options, action] { exit_ = action(session_, *options); });
    }
    /// For a command that works on a project: --stage.
    void stage_option(Command& command);
    /// For a command about one execution: ID.
    void execution_argument(Command& command, std::string& execution);

private:
    CLI::App& app_;
    Session& session_;
    Exit& exit_;
};

void add_new(Commands& commands);
void add_run(Commands& commands);
void add_routes(Commands& commands);
void add_info(Commands& commands);
void add_export(Commands& commands);
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
