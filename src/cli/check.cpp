#include "cli/commands.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/workflows.hpp"
#include "project/names.hpp"

namespace coworks::cli {
namespace {

struct CheckOptions {
    std::vector<std::string> files;
    bool json = false;
};

/// One definition to check.
struct Subject {
    std::string file;   ///< to read
    std::string shown;  ///< in what is told
    bool express = false;
};

/// All of the project's; a project around the files also says what ${NAME} means in them.
tl::expected<std::vector<Subject>, Exit> subjects_of(Session const& session, CheckOptions const& options,
                                                     std::map<std::string, std::string>& arns) {
    std::vector<Subject> subjects;
    for (std::string const& file : options.files) {
        subjects.push_back({.file = file,
                            .shown = file == "-" ? "standard input" : file,
                            .express = project::workflow_of(file).express});
    }
    bool const inside = project::find_root(session.current_folder).has_value();
    if (!inside && !subjects.empty()) return subjects;
    auto const loaded = session.open_project();
    if (!loaded) return tl::unexpected(loaded.error());
    auto const workflows = project::find_workflows(loaded->project);
    arns = project::substitutes(loaded->project, project::region(loaded->environment), workflows);
    if (!options.files.empty()) return subjects;
    for (auto const& workflow : workflows) {
        auto const file = loaded->project.root / workflow.file;
        subjects.push_back({.file = file.string(), .shown = session.shown(file), .express = workflow.express});
    }
    if (subjects.empty()) session.say("this project has no workflows: there is no biz/NAME.asl.json");
    return subjects;
}

Exit check(Session& session, CheckOptions const& options) {
    std::map<std::string, std::string> arns;
    auto const subjects = subjects_of(session, options, arns);
    if (!subjects) return subjects.error();
    Json::ArrayBuilder all;
    bool failed = false;
    for (Subject const& subject : *subjects) {
        auto text = read_input(subject.file);
        if (!text) return session.fail(Exit::usage, text.error());
        auto const checked = check_workflow(*std::move(text), subject.shown, subject.express, arns);
        failed = failed || !checked.ok;
        for (Diagnostic const& fault : checked.faults) {
            if (options.json) {
                all.push_back(to_json(fault));
            } else {
                session.out(render(fault, checked.source, session.colour_out));
            }
        }
        if (checked.faults.empty() && !options.json) session.say(subject.shown + ": no faults");
    }
    if (options.json) session.out(all.finish().dump({.indent = 2}) + "\n");
    return failed ? Exit::failed : Exit::ok;
}

}  // namespace

void add_check(Commands& commands) {
    auto options = std::make_shared<CheckOptions>();
    auto command =
        commands.add("check", "Tell every fault of a state machine's definition, with its place",
                     "  cws check                      # every workflow of the project\n"
                     "  cws check biz/order.asl.json\n  cws check --json biz/*.asl.json | jq -r '.[].message'\n");
    command.option(
        "FILE", options->files,
        "Definitions in the Amazon States Language; - is standard input; without any, the project's biz/*.asl.json");
    command.flag("--json", options->json, "As JSON");
    commands.act(command, options, check);
}

}  // namespace coworks::cli
