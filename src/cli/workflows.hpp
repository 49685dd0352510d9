#pragma once

/// The workflows of a project's biz folder, as the commands check, list and deploy them.

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "local/cloud/cloud.hpp"
#include "project/workflows.hpp"

namespace coworks::cli {

/// A workflow's file, read and checked.
struct CheckedWorkflow {
    std::string source;              ///< the file's text
    std::string definition;          ///< with ARNs in place of ${NAME}
    std::vector<Diagnostic> faults;  ///< with their places in the source
    bool ok = false;                 ///< no error is among them
};

/// Reads a file and tells everything that is wrong with it. `shown` is how it is named; with a project, ${NAME} stands
/// for the ARNs of its functions and workflows.
CheckedWorkflow check_workflow(std::string source, std::string const& shown, bool express,
                               std::map<std::string, std::string> const& arns);

/// Deploys a project's workflows to its local cloud, each when its file is new or was changed.
class WorkflowDeployer {
public:
    WorkflowDeployer(Session const& session, local::cloud::Cloud& cloud) : session_(session), cloud_(cloud) {}

    /// Looks at the files as they are now: deploys what is faultless, tells the faults of what is not (then the version
    /// before stays), and what is gone. Waits for nothing; `done` is called in the cloud's thread when the last one is
    /// deployed or refused.
    void deploy(project::Loaded const& loaded, std::function<void()> done = [] {});

private:
    void put(project::Project const& project, project::WorkflowFile const& file, std::string const& definition,
             std::function<void()> const& ended);

    struct Known {
        std::string definition;
        std::string source;
        bool deployed = false;
    };

    Session const& session_;
    local::cloud::Cloud& cloud_;
    std::map<std::string, Known> known_;  ///< by file
    bool first_ = true;
};

}  // namespace coworks::cli
