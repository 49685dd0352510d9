#include "cli/workflows.hpp"

#include <atomic>
#include <memory>
#include <utility>

#include "cli/definition.hpp"
#include "project/names.hpp"

namespace coworks::cli {

namespace fs = std::filesystem;

/// One look at the files.
struct WorkflowDeployer::Deployment {
    project::Project const& project;
    std::map<std::string, std::string> placeholders;
    std::map<std::string, fs::path> mocks;  ///< by workflow
    std::set<std::string> seen;             ///< files
    std::map<std::string, fs::path> names;  ///< of workflows, and the files that have them
    std::shared_ptr<std::atomic<std::size_t>> pending;
    std::function<void()> ended;
};

void WorkflowDeployer::deploy(project::Loaded const& loaded, std::function<void()> done) {
    // One for each deployment that is under way, and one for this function.
    auto const pending = std::make_shared<std::atomic<std::size_t>>(1);
    std::function<void()> const ended = [pending, done = std::move(done)] {
        if (--*pending == 0) done();
    };
    auto const files = project::find_workflows(loaded.project);
    Deployment deployment{
        .project = loaded.project,
        .placeholders = project::substitutes(loaded.project, project::region(loaded.environment), files),
        .mocks = project::find_mocks(loaded.project),
        .seen = {},
        .names = {},
        .pending = pending,
        .ended = ended};
    auto const twice = project::defined_twice(files);
    for (auto const& [name, text] : twice)
        if (told_twice_.insert(name).second)
            session_.fail(Exit::project, text, "rename or remove one of them; until then neither is deployed");
    std::erase_if(told_twice_, [&](std::string const& name) { return !twice.contains(name); });
    for (auto const& file : files) {
        deployment.seen.insert(file.file.string());
        deployment.names.emplace(file.name, file.file);
        // Which of them it is must be decided first; the one that is left is deployed then, changed or not.
        if (twice.contains(file.name))
            known_.erase(file.file.string());
        else
            deploy_one(deployment, file);
    }
    take_other_mocks(deployment);
    forget_others(deployment);
    first_ = false;
    cloud_.post(ended);
}

void WorkflowDeployer::deploy_one(Deployment const& deployment, project::WorkflowFile const& file) {
    fs::path const& root = deployment.project.root;
    auto source = read_input((root / file.file).string());
    if (!source) {
        session_.fail(Exit::project, source.error());
        return;
    }
    auto const mocks_file = deployment.mocks.find(file.name);
    fs::path const mocks_path =
        root /
        (mocks_file == deployment.mocks.end() ? fs::path("biz") / (file.name + ".mocks.yml") : mocks_file->second);
    auto const mocks_text =
        mocks_file == deployment.mocks.end() ? Result<std::string>("") : read_input(mocks_path.string());
    if (!mocks_text) session_.fail(Exit::project, mocks_text.error());
    MocksText mocks = read_mocks_text(session_.shown(mocks_path), mocks_text.value_or(""));
    auto const checked = check_definition(
        *std::move(source),
        {.shown = session_.shown(root / file.file),
         .express = file.express,
         .notation = file.notation,
         .placeholders = deployment.placeholders,
         .more = compare_with(mocks, [this](auto const& resource) { return cloud_.lacks(resource); })});
    Known& known = known_[file.file.string()];
    bool const same_definition =
        !known.source.empty() && known.source == checked.source && known.definition == checked.definition;
    bool const same_mocks = known.mocks == mocks.source;
    if (same_definition && same_mocks) return;
    known.source = checked.source;
    known.definition = checked.definition;
    for (Diagnostic const& fault : checked.faults)
        session_.fail(Exit::project, fault, checked.source);
    take_mocks(project::machine_name(deployment.project, file.name), mocks, known.mocks);
    if (same_definition && known.deployed) return;
    if (!checked.ok) {
        session_.say(file.name + (known.deployed ? ": the version before stays" : ": not deployed"));
        return;
    }
    known.deployed = true;
    ++*deployment.pending;
    put(deployment.project, file, checked.definition, deployment.ended);
}

/// Real services are never mocked silently: whose answers are mocked is told.
void WorkflowDeployer::take_mocks(std::string const& machine, MocksText const& mocks,
                                  std::optional<std::string>& known) {
    bool const is_new = !known;
    bool const changed = known.value_or("") != mocks.source;
    known = mocks.source;
    for (Diagnostic const& fault : mocks.faults)
        session_.fail(Exit::project, fault, mocks.source);
    if (!mocks.ok()) {
        // The cloud learns whose machine it is.
        if (is_new) cloud_.put_mocks(machine, {.file = mocks.shown, .states = {}});
        return session_.say(mocks.shown + (is_new ? ": not taken up" : ": the answers before stay"));
    }
    cloud_.put_mocks(machine, mocks.mocks);
    if (!mocks.mocks.states.empty())
        session_.say(mocks.shown + ": " + states_of(mocks.mocks) + " will get mocked answers");
    else if (changed)
        session_.say(mocks.shown + ": no answers are mocked any more");
}

/// A file of answers without a definition beside it is for a machine of that name that a client makes.
void WorkflowDeployer::take_other_mocks(Deployment const& deployment) {
    std::set<std::string> seen;
    for (auto const& [name, file] : deployment.mocks) {
        if (deployment.names.contains(name)) continue;
        seen.insert(name);
        auto const text = read_input((deployment.project.root / file).string());
        if (!text) {
            session_.fail(Exit::project, text.error());
            continue;
        }
        auto const [known, is_new] = other_mocks_.try_emplace(name);
        if (!is_new && known->second == *text) continue;
        MocksText mocks = read_mocks_text(session_.shown(deployment.project.root / file), *text);
        mocks.mocks.of_client = true;
        known->second = *text;
        for (Diagnostic const& fault : mocks.faults)
            session_.fail(Exit::project, fault, mocks.source);
        if (!mocks.ok()) continue;
        cloud_.put_mocks(name, mocks.mocks);
        session_.say(mocks.shown + ": there is no workflow '" + name + "' in biz/ (one of its files would be " + name +
                     ".asl.json); " + states_of(mocks.mocks) + " will get mocked answers in a state machine " + name +
                     " that a client makes");
    }
    std::erase_if(other_mocks_, [&](auto const& each) {
        if (seen.contains(each.first)) return false;
        cloud_.remove_mocks(each.first);
        return true;
    });
}

void WorkflowDeployer::forget_others(Deployment const& deployment) {
    for (auto each = known_.begin(); each != known_.end();) {
        if (deployment.seen.contains(each->first)) {
            ++each;
            continue;
        }
        if (each->second.deployed) {
            session_.say(each->first + " is gone: its state machine stays, with its executions, until it is deleted: " +
                         "aws stepfunctions delete-state-machine");
        }
        each = known_.erase(each);
    }
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
