#pragma once

/// The local cloud: everything behind one port, in one thread's event loop.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"
#include "base/error.hpp"
#include "interface/model.hpp"
#include "local/connections/connection.hpp"
#include "local/gateway/gateway.hpp"
#include "project/mocks.hpp"
#include "project/project.hpp"

namespace coworks::local::cloud {

/// What becomes of executions without a data folder: there is no Step Functions, or they end with the process.
enum class Executions : std::uint8_t { kept, forgotten };

struct CloudOptions {
    std::string address = "127.0.0.1";  ///< to listen on; every other one is the user's express wish
    std::uint16_t port = 8000;          ///< 0 for any free one
    std::string project;
    std::string stage = "dev";
    std::string region = "us-east-1";
    std::optional<project::Cors> cors{};
    std::chrono::milliseconds gateway_timeout = gateway::GatewayOptions().timeout;  ///< of requests, in all
    std::vector<connections::Connection> connections{};                             ///< of HTTP Tasks
    Executions executions = Executions::kept;
    std::filesystem::path data_folder{};    ///< of executions; empty: there is no Step Functions
    std::filesystem::path bucket_folder{};  ///< in place of S3: FOLDER/BUCKET/KEY
    std::chrono::seconds keep_history = std::chrono::hours(24 * 90);  ///< of ended executions
    /// How many executions of the last process go on; in the event loop's thread.
    std::function<void(Result<std::size_t> const& taken_up)> on_taken_up{};
    std::filesystem::path log_folder{};                                             ///< empty: logs stay in memory
    std::function<void(std::string_view service, std::string_view line)> on_log{};  ///< each line that a service prints
};

/// A service to run: what the project says of it, and what was built.
struct CloudService {
    std::string name;
    std::string program;  ///< the bootstrap, or another runtime's program
    std::vector<std::string> arguments{};
    std::string folder{};                    ///< where it starts
    std::vector<std::string> environment{};  ///< "NAME=value"
    std::uint64_t memory_mb = 128;
    std::chrono::milliseconds timeout{3000};
    std::optional<std::size_t> concurrency{};
    /// What its `--describe` said; without it (a function in another language) access is the function's own affair.
    std::optional<interface::Interface> interface{};
    bool debug = false;  ///< nothing times out
};

/// A workflow in the Amazon States Language, checked.
struct CloudWorkflow {
    std::string machine;  ///< the state machine's name
    std::string definition;
    bool express = false;
};

/// All functions may be called from any thread but run(), which is that thread's event loop.
class Cloud {
public:
    explicit Cloud(CloudOptions options);
    ~Cloud();
    Cloud(Cloud const&) = delete;
    Cloud& operator=(Cloud const&) = delete;

    /// Opens the data folder, binds the port and tells which it is. Errors: "port_in_use", "bad_address",
    /// "cannot_listen"; of the data folder those of store::Database ("locked": another cloud uses it), "newer_schema".
    Result<std::uint16_t> listen();
    /// Adds a service, or swaps a new version in: calls under way end with the old one, no request is lost.
    void put(CloudService service);
    /// Takes a service away: calls under way end well, further ones find none.
    void remove(std::string service);
    /// Shown to every request of the service until the next put that follows a good build; empty for none. The old
    /// version keeps serving: this is only told by GET /_cws/status.
    void note_build_error(std::string service, std::string text);

    /// A state machine: made, or updated where it is there with another definition. `done` (in the event loop's thread)
    /// hears whether anything changed, or the refusal of the Step Functions API; "no_store" without a data folder.
    void put_workflow(CloudWorkflow workflow, std::function<void(Result<bool>)> done);

    /// What the Tasks of a machine are answered whose services are not here, from now on; a project puts it, also if it
    /// is nothing, before its machine. Without a data folder nothing happens.
    void put_mocks(std::string machine, project::Mocks mocks);
    void remove_mocks(std::string machine);

    /// Opens the services alone, so that lacks() may be asked; instead of listen(), with the same errors.
    Result<void> open();
    /// Whether a Task's resource is not to be had here. From any thread, once the cloud was opened.
    bool lacks(asl::Resource const& resource) const;

    /// Serves until stop() has done its work.
    void run();
    /// Takes no more requests, lets those under way end (as long as `grace`), stops the workers, ends run().
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(30));
    /// Runs something in the event loop's thread.
    void post(std::function<void()> task);

private:
    class Rooms;
    std::unique_ptr<Rooms> rooms_;
};

}  // namespace coworks::local::cloud
