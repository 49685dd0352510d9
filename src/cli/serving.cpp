#include "cli/serving.hpp"

#include "dev/command.hpp"
#include "project/names.hpp"

namespace coworks::cli {

namespace {

using Connection = local::connections::Connection;

/// The connections with their secrets: "secret NAME" is what the environment says of NAME.
std::vector<Connection> connections_of(project::Loaded const& loaded, std::string const& region) {
    std::vector<Connection> out;
    for (auto const& [name, given] : loaded.project.connections) {
        Connection made{.name = name,
                        .arn = project::connection_arn(loaded.project, region, name),
                        .base = given.base,
                        .headers = {given.headers.begin(), given.headers.end()}};
        auto const value = [&](std::string const& text) {
            constexpr std::string_view kSecret = "secret ";
            if (!text.starts_with(kSecret)) return text;
            std::string const secret = text.substr(kSecret.size());
            auto const found = loaded.environment.find(secret);
            if (!found || found->empty()) made.missing_secret = secret;
            return found.value_or("");
        };
        if (!given.api_key.empty()) {
            made.authorization =
                local::connections::ApiKey{.header = given.api_key_header, .value = value(given.api_key)};
        } else if (!given.user.empty()) {
            made.authorization =
                local::connections::Basic{.user = value(given.user), .password = value(given.password)};
        } else if (!given.token_url.empty()) {
            made.authorization = local::connections::OAuth{.token_url = given.token_url,
                                                           .client_id = value(given.client_id),
                                                           .client_secret = value(given.client_secret),
                                                           .scope = given.scope};
        }
        for (auto& [header, text] : made.headers)
            text = value(text);
        out.push_back(std::move(made));
    }
    return out;
}

}  // namespace

local::cloud::CloudOptions cloud_options(project::Loaded const& loaded, ServingOptions const& options) {
    project::Project const& project = loaded.project;
    return {.port = options.port,
            .project = project.name,
            .stage = project.stage.name,
            .region = project::region(loaded.environment),
            .cors = project.cors,
            .connections = connections_of(loaded, project::region(loaded.environment)),
            .data_folder = options.durable ? project.state_folder() / "data" : std::filesystem::path(),
            .bucket_folder = project.state_folder() / "buckets",
            .keep_history = std::chrono::duration_cast<std::chrono::seconds>(project.history_keep),
            .on_taken_up = options.on_taken_up,
            .log_folder = project.state_folder() / "logs",
            .on_log = options.on_log};
}

local::cloud::CloudService cloud_service(project::Loaded const& loaded, Built const& built, int port,
                                         ServingOptions const& options) {
    project::Service const& service = built.service;
    local::cloud::CloudService out{.name = service.name,
                                   .program = built.artefact.command.front(),
                                   .arguments = {built.artefact.command.begin() + 1, built.artefact.command.end()},
                                   .folder = built.artefact.folder.string(),
                                   .memory_mb = service.memory >> 20,
                                   .timeout = service.timeout,
                                   .interface = built.interface,
                                   .debug = service.name == options.debug};
    if (service.concurrency) out.concurrency = static_cast<std::size_t>(*service.concurrency);
    // The function has the longest of its entries' timeouts, as project.md says of a function.
    if (built.interface) {
        for (auto const& entry : built.interface->entries) {
            if (entry.timeout && *entry.timeout > out.timeout) out.timeout = *entry.timeout;
        }
    }
    // SDKs in a service talk to this machine, with credentials that mean nothing anywhere else.
    std::string const region = project::region(loaded.environment);
    project::Variables variables{{"AWS_REGION", region},
                                 {"AWS_DEFAULT_REGION", region},
                                 {"AWS_ACCESS_KEY_ID", "local"},
                                 {"AWS_SECRET_ACCESS_KEY", "local"},
                                 {"AWS_ENDPOINT_URL", "http://localhost:" + std::to_string(port)}};
    // A crash is told with names and lines.
    if (auto const found = dev::find_program("addr2line", project::process_environment()); !found.empty())
        variables["COWORKS_SYMBOLIZER"] = found.string();
    for (auto& [name, value] : loaded.environment.all(service.env))
        variables[name] = value;
    variables["CWS_STAGE"] = loaded.project.stage.name;
    if (out.debug) variables["COWORKS_DEBUG"] = "1";
    for (auto const& [name, value] : variables)
        out.environment.push_back(name + "=" + value);
    return out;
}

}  // namespace coworks::cli
