#pragma once

/// What the commands that look at a project's services share.

#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "dev/workspace.hpp"
#include "interface/model.hpp"
#include "project/project.hpp"

namespace coworks::cli {

/// A service that is built, with its interface (none for a function in another language).
struct Built {
    project::Service service;
    dev::Artefact artefact;
    std::optional<interface::Interface> interface;
};

struct Opened {
    project::Loaded loaded;
    std::vector<Built> services;
};

/// Opens the project, builds what changed and reads every interface.
tl::expected<Opened, Exit> open_services(Session const& session, dev::Flags flags = dev::Flags::development);

/// The interface that a published program printed.
Result<interface::Interface> read_interface(std::filesystem::path const& file);

/// Tells that the project has no such service, with the nearest one's name.
Exit unknown_service(Session const& session, project::Project const& project, std::string const& name);

/// A local cloud that runs for a project, as its .cws/run.json says.
struct Running {
    int pid = 0;
    int port = 0;
    std::string stage;
};

/// The one that runs now: a file that a killed process left behind does not count.
std::optional<Running> find_running(project::Project const& project);
Result<void> write_running(project::Project const& project, Running const& running);
void remove_running(project::Project const& project);

}  // namespace coworks::cli
