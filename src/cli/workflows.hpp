#pragma once

/// The workflows of a project's biz folder, as `cws run` deploys them.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "cli/mocks.hpp"
#include "cli/session.hpp"
#include "local/cloud/cloud.hpp"
#include "project/workflows.hpp"

namespace coworks::cli {

/// Deploys a project's workflows and their mocked answers to its local cloud, each when its file is new or was changed.
class WorkflowDeployer {
public:
    WorkflowDeployer(Session const& session, local::cloud::Cloud& cloud) : session_(session), cloud_(cloud) {}

    /// Looks at the files as they are now: deploys what is faultless, tells the faults of what is not (then the version
    /// before stays), and what is gone. Waits for nothing; `done` is called in the cloud's thread when the last one is
    /// deployed or refused.
    void deploy(project::Loaded const& loaded, std::function<void()> done = [] {});

private:
    struct Deployment;
    struct Known {
        std::string definition;
        std::string source;
        std::optional<std::string> mocks{};  ///< the text of their file; nothing: the cloud was told of none
        bool deployed = false;
    };

    void deploy_one(Deployment const& deployment, project::WorkflowFile const& file);
    void put(project::Project const& project, project::WorkflowFile const& file, std::string const& definition,
             std::function<void()> const& ended);
    void take_mocks(std::string const& machine, MocksText const& mocks, std::optional<std::string>& known);
    void take_other_mocks(Deployment const& deployment);
    void forget_others(Deployment const& deployment);

    Session const& session_;
    local::cloud::Cloud& cloud_;
    std::map<std::string, Known> known_;              ///< by file
    std::map<std::string, std::string> other_mocks_;  ///< of machines that clients make: their files' texts, by name
    std::set<std::string> told_twice_;                ///< names that several files have
    bool first_ = true;
};

}  // namespace coworks::cli
