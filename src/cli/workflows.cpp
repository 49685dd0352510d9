#include "cli/workflows.hpp"

#include <algorithm>
#include <atomic>
#include <memory>

#include "asl/check/check.hpp"
#include "project/names.hpp"

namespace coworks::cli {

CheckedWorkflow check_workflow(std::string source, std::string const& shown, bool express,
                               std::map<std::string, std::string> const& arns) {
    project::Substitution const substituted(source, shown, arns);
    CheckedWorkflow out;
    out.definition = substituted.text();
    out.faults = substituted.faults();
    for (Diagnostic fault :
         asl::check(out.definition, shown, express ? asl::ExecutionType::express : asl::ExecutionType::standard)) {
        fault.position = substituted.in_source(fault.position);
        // What is no ARN because its name is unknown was told already, with the nearest name.
        bool const told = std::ranges::any_of(substituted.faults(), [&](Diagnostic const& unknown) {
            return unknown.position.line == fault.position.line;
        });
        if (!told) out.faults.push_back(std::move(fault));
    }
    std::ranges::sort(out.faults, {}, &Diagnostic::position);
    out.ok = std::ranges::none_of(
        out.faults, [](Diagnostic const& fault) { return fault.severity == Diagnostic::Severity::error; });
    out.source = std::move(source);
    return out;
}

void WorkflowDeployer::deploy(project::Loaded const& loaded, std::function<void()> done) {
    // One for each deployment that is under way, and one for this function.
    auto const pending = std::make_shared<std::atomic<std::size_t>>(1);
    std::function<void()> const ended = [pending, done = std::move(done)] {
        if (--*pending == 0) done();
    };
    project::Project const& project = loaded.project;
    auto const files = project::find_workflows(project);
    auto const arns = project::substitutes(project, project::region(loaded.environment), files);
    std::set<std::string> seen;
    for (auto const& file : files) {
        std::string const shown = session_.shown(project.root / file.file);
        seen.insert(file.file.string());
        auto source = read_input((project.root / file.file).string());
        if (!source) {
            session_.fail(Exit::project, source.error());
            continue;
        }
        auto const checked = check_workflow(*std::move(source), shown, file.express, arns);
        Known& known = known_[file.file.string()];
        bool const same =
            !known.source.empty() && known.source == checked.source && known.definition == checked.definition;
        if (same) continue;
        known.source = checked.source;
        known.definition = checked.definition;
        for (Diagnostic const& fault : checked.faults)
            session_.fail(Exit::project, fault, checked.source);
        if (!checked.ok) {
            session_.say(file.name + (known.deployed ? ": the version before stays" : ": not deployed"));
            continue;
        }
        known.deployed = true;
        ++*pending;
        put(project, file, checked.definition, ended);
    }
    for (auto each = known_.begin(); each != known_.end();) {
        if (seen.contains(each->first)) {
            ++each;
            continue;
        }
        if (each->second.deployed) {
            session_.say(each->first + " is gone: its state machine stays, with its executions, until it is deleted: " +
                         "aws stepfunctions delete-state-machine");
        }
        each = known_.erase(each);
    }
    first_ = false;
    cloud_.post(ended);
}

void WorkflowDeployer::put(project::Project const& project, project::WorkflowFile const& file,
                           std::string const& definition, std::function<void()> const& ended) {
    bool const quiet = first_;
    cloud_.put_workflow(
        {.machine = project::machine_name(project, file.name), .definition = definition, .express = file.express},
        [&session = session_, name = file.name, quiet, ended](Result<bool> const& done) {
            if (!done)
                session.fail(Exit::project, "workflow " + name + ": " + done.error().text());
            else if (*done && !quiet)
                session.say(name + ": the new version is deployed");
            ended();
        });
}

}  // namespace coworks::cli
