#pragma once

/// A project: what its file, its folder and its stage say together. Plain data; load.hpp reads it.

#include <chrono>
#include <coworks/json.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/environment.hpp"

namespace coworks::project {

inline constexpr std::string_view kFileName = "project.cws.yml";
inline constexpr std::string_view kStateFolder = ".cws";  ///< data, build, logs, run.json; not in git

/// AWS' bounds, which a project file is held to.
struct Limits {
    /// Lambda quotas, "Function memory allocation": 128 MB to 10,240 MB.
    std::uint64_t memory_min = 128ULL << 20;
    std::uint64_t memory_max = 10240ULL << 20;
    /// Lambda quotas, "Function timeout": 900 seconds.
    std::chrono::milliseconds timeout_max = std::chrono::minutes(15);
    /// CreateFunction, FunctionName: 64 characters.
    std::size_t function_name_max = 64;
    /// Lambda quotas, "Function environment variables": 4 KB, all together.
    std::size_t environment_bytes_max = 4096;
    /// Lambda quotas, "Concurrent executions" of an account by default.
    int concurrency_max = 1000;
    /// SQS, SetQueueAttributes: VisibilityTimeout 0 to 43,200 seconds, maxReceiveCount 1 to 1,000.
    std::chrono::milliseconds visibility_max = std::chrono::hours(12);
    int max_receives_max = 1000;
    /// Ours: a file of settings longer than this is no file of settings.
    std::size_t file_bytes_max = 1ULL << 20;
};

/// A tech microservice, or a function in another language.
struct Service {
    std::string name;
    SourcePosition position{};                     ///< in the project file; no place if only its header was found
    std::string predefined{};                      ///< "coworks/mail"; then the rest but env and secrets stands there
    std::filesystem::path header{};                ///< relative to the project's folder
    std::vector<std::filesystem::path> sources{};  ///< likewise, found
    std::vector<std::string> link{};               ///< CMake targets or pkg-config names
    std::vector<std::string> command{};            ///< a function in another language: what starts its runtime client
    std::uint64_t memory = 128ULL << 20;           ///< bytes; Lambda's default
    std::chrono::milliseconds timeout = std::chrono::seconds(3);  ///< Lambda's default
    std::optional<int> concurrency{};                             ///< a limit only if written
    Variables env{};
    std::vector<std::string> secrets{};
};

struct Cors {
    std::vector<std::string> origins{};
    std::vector<std::string> headers{};  ///< what pages may send beyond the plain ones
    bool credentials = false;
    std::chrono::milliseconds max_age{0};  ///< 0: not sent
};

struct Queue {
    int max_receives = 3;
    std::chrono::milliseconds visibility = std::chrono::seconds(30);  ///< SQS' default
    bool fifo = false;
};

/// What `on_event_NAME` listens to: EventBridge's pattern.
struct EventPattern {
    Json pattern{};
};

struct Schedule {
    std::string cron{};  ///< EventBridge Scheduler's six fields
    std::string timezone = "UTC";
};

/// Whom workflows call over HTTPS, and how they say who they are: as EventBridge's connections, by a key in a header, a
/// user's name and password, or a token of OAuth 2.0 (client credentials). What is secret may be "secret NAME".
struct Connection {
    std::string base{};
    std::string api_key{};
    std::string api_key_header = "X-Api-Key";
    std::string user{};
    std::string password{};
    std::string token_url{};
    std::string client_id{};
    std::string client_secret{};
    std::string scope{};
    Variables headers{};  ///< of every call
};

struct Stage {
    std::string name;
    bool is_protected = false;  ///< deploying and deleting ask for the stage's name
    Variables env{};
};

struct Project {
    std::filesystem::path root;  ///< absolute
    std::string name;
    Stage stage{};  ///< the one chosen
    std::map<std::string, Service> services{};
    std::optional<Cors> cors{};
    std::map<std::string, Queue> queues{};
    std::map<std::string, EventPattern> events{};
    std::map<std::string, Schedule> schedules{};
    std::map<std::string, Connection> connections{};
    std::chrono::milliseconds history_keep = std::chrono::hours(24 * 90);
    std::vector<std::string> stage_names{};  ///< those of the file, and dev

    /// .cws of this project.
    std::filesystem::path state_folder() const { return root / kStateFolder; }
    std::filesystem::path file() const { return root / kFileName; }
};

}  // namespace coworks::project
