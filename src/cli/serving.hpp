#pragma once

/// A project's services in a local cloud.

#include <functional>
#include <string>

#include "cli/services.hpp"
#include "local/cloud/cloud.hpp"

namespace coworks::cli {

struct ServingOptions {
    std::uint16_t port = 8000;
    std::string debug;  ///< the service that waits for a debugger; empty for none
    std::function<void(std::string_view service, std::string_view line)> on_log{};
    bool durable = false;  ///< with workflows, whose executions are kept in .cws/data
    std::function<void(Result<std::size_t> const& taken_up)> on_taken_up{};
};

/// The cloud's own settings for this project.
local::cloud::CloudOptions cloud_options(project::Loaded const& loaded, ServingOptions const& options);

/// A service as the cloud runs it: with the environment of its stage, and the addresses that AWS clients in it need.
local::cloud::CloudService cloud_service(project::Loaded const& loaded, Built const& built, int port,
                                         ServingOptions const& options);

}  // namespace coworks::cli
