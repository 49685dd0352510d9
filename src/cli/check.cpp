#include <algorithm>

#include "cli/commands.hpp"
#include "cli/definition.hpp"
#include "cli/diagnostic_json.hpp"
#include "cli/mocks.hpp"
#include "local/cloud/cloud.hpp"
#include "project/names.hpp"

namespace coworks::cli {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
    std::vector<std::string> files;
    std::vector<std::string> define;
    bool json = false;
};

/// One definition to check.
struct Subject {
    std::string file;   ///< to read
    std::string shown;  ///< in what is told
    bool express = false;
    std::optional<project::Notation> notation;  ///< nothing: standard input
    std::string mocks{};                        ///< the file of its mocked answers; empty: none
};

/// What is to be checked, and what ${NAME} means in it.
struct Subjects {
    std::vector<Subject> definitions;
    std::vector<std::string> mocks;  ///< files of answers without a definition
    std::vector<Diagnostic> faults;  ///< of the files together
    std::map<std::string, std::string> placeholders;
    project::Substitution::Unknown unknown = project::Substitution::Unknown::error;
};

Subject subject_of(std::string const& file) {
    if (file == "-") return {.file = file, .shown = "standard input", .express = false, .notation = std::nullopt};
    auto const workflow = project::workflow_of(file);
    return {.file = file,
            .shown = file,
            .express = workflow.express,
            .notation = workflow.notation,
            .mocks = project::mocks_beside(file).string()};
}

/// NAME=VALUE of --define, over what the project says.
std::optional<Exit> define(Session const& session, CheckOptions const& options, Subjects& subjects) {
    for (std::string const& given : options.define) {
        auto const equals = given.find('=');
        std::string const name = given.substr(0, equals);
        if (equals == std::string::npos || !project::has_placeholder("${" + name + "}"))
            return session.fail(Exit::usage, "--define " + given + " names no placeholder",
                                "write --define NAME=VALUE for ${NAME}");
        subjects.placeholders.insert_or_assign(name, given.substr(equals + 1));
    }
    return std::nullopt;
}

/// The files that were named, or all of the project's; a project around them also says what ${NAME} means.
tl::expected<Subjects, Exit> subjects_of(Session const& session, CheckOptions const& options) {
    Subjects subjects;
    for (std::string const& file : options.files) {
        if (!project::is_mocks_file(file))
            subjects.definitions.push_back(subject_of(file));
        else if (auto const definition = project::definition_beside(file); !definition.empty())
            subjects.definitions.push_back(subject_of(definition.string()));
        else
            subjects.mocks.push_back(file);
    }
    bool const inside = project::find_root(session.current_folder).has_value();
    if (!inside && !options.files.empty()) {
        subjects.unknown = project::Substitution::Unknown::warning;
        subjects.placeholders = project::pseudo_parameters("us-east-1");
        return subjects;
    }
    auto const loaded = session.open_project();
    if (!loaded) return tl::unexpected(loaded.error());
    project::Project const& project = loaded->project;
    auto const workflows = project::find_workflows(project);
    subjects.placeholders = project::substitutes(project, project::region(loaded->environment), workflows);
    if (!options.files.empty()) return subjects;
    auto mocks = project::find_mocks(project);
    for (auto const& [name, text] : project::defined_twice(workflows))
        subjects.faults.push_back(
            {.file = "biz", .code = "defined-twice", .message = text, .remedy = "rename or remove one of them"});
    for (auto const& workflow : workflows) {
        auto const file = project.root / workflow.file;
        Subject& made = subjects.definitions.emplace_back(subject_of(file.string()));
        made.shown = session.shown(file);
        mocks.erase(workflow.name);
    }
    for (auto const& [name, file] : mocks)
        subjects.mocks.push_back((project.root / file).string());
    if (subjects.definitions.empty())
        session.say("this project has no workflows: there is no biz/NAME.asl.json or NAME.asl.yaml");
    return subjects;
}

/// Prints what is told, and notes whether an error was among it.
class Teller {
public:
    Teller(Session const& session, bool json) : session_(session), json_(json) {}

    void tell(std::vector<Diagnostic> const& faults, std::string const& source) {
        for (Diagnostic const& fault : faults) {
            failed_ = failed_ || fault.severity == Diagnostic::Severity::error;
            if (json_)
                all_.push_back(to_json(fault));
            else
                session_.out(render(fault, source, session_.colour_out));
        }
    }
    void faultless(std::string const& shown) const {
        if (!json_) session_.say(shown + ": no faults");
    }
    Exit end() {
        if (json_) session_.out(all_.finish().dump({.indent = 2}) + "\n");
        return failed_ ? Exit::failed : Exit::ok;
    }

private:
    Session const& session_;
    bool json_;
    bool failed_ = false;
    Json::ArrayBuilder all_;
};

Exit check(Session& session, CheckOptions const& options) {
    auto subjects = subjects_of(session, options);
    if (!subjects) return subjects.error();
    if (auto const refused = define(session, options, *subjects)) return *refused;
    local::cloud::Cloud cloud({.executions = local::cloud::Executions::forgotten});
    if (auto const opened = cloud.open(); !opened) return session.fail(Exit::environment, opened.error());
    Teller teller(session, options.json);
    teller.tell(subjects->faults, "");
    for (Subject const& subject : subjects->definitions) {
        auto text = read_input(subject.file);
        if (!text) return session.fail(Exit::usage, text.error());
        auto const answers = subject.mocks.empty() ? Result<std::string>("") : read_input(subject.mocks);
        if (!answers) return session.fail(Exit::usage, answers.error());
        MocksText mocks = read_mocks_text(subject.mocks.empty() ? "" : session.shown(subject.mocks), *answers);
        project::Notation const notation = subject.notation.value_or(notation_of(*text));
        auto const checked = check_definition(
            *std::move(text), {.shown = subject.shown,
                               .express = subject.express,
                               .notation = notation,
                               .placeholders = subjects->placeholders,
                               .unknown = subjects->unknown,
                               .more = compare_with(mocks, [&](auto const& each) { return cloud.lacks(each); })});
        teller.tell(checked.faults, checked.source);
        teller.tell(mocks.faults, mocks.source);
        if (checked.faults.empty()) teller.faultless(subject.shown);
    }
    for (std::string const& file : subjects->mocks) {
        auto const text = read_input(file);
        if (!text) return session.fail(Exit::usage, text.error());
        MocksText const mocks = read_mocks_text(session.shown(file), *text);
        teller.tell(mocks.faults, mocks.source);
        if (mocks.ok()) teller.faultless(mocks.shown);
    }
    return teller.end();
}

}  // namespace

void add_check(Commands& commands) {
    auto options = std::make_shared<CheckOptions>();
    auto command =
        commands.add("check", "Tell every fault of a state machine's definition, with its place",
                     "  cws check                      # every workflow of the project\n"
                     "  cws check biz/order.asl.json\n  cws check --json biz/*.asl.json | jq -r '.[].message'\n"
                     "  cws check statemachine.asl.yaml --define TableName=orders\n");
    command.option("FILE", options->files,
                   "Definitions in the Amazon States Language, as JSON or (.yaml, .yml) YAML; - is standard input; "
                   "without any, the project's biz/*.asl.json and biz/*.asl.yaml");
    command
        .option("--define", options->define,
                "What ${NAME} stands for in a definition of SAM, CDK or Terraform; may be given again and again")
        .kind("NAME=VALUE")
        .one_each();
    command.flag("--json", options->json, "As JSON");
    commands.act(command, options, check);
}

}  // namespace coworks::cli
