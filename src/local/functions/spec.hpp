#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace coworks::local::functions {

/// A function as the project describes it.
struct FunctionSpec {
    std::string service;  ///< its name in the project
    std::string name;     ///< PROJECT-STAGE-SERVICE, as AWS sees it
    std::string arn;
    std::string program;  ///< the bootstrap
    std::vector<std::string> arguments;
    std::string folder;                       ///< where it starts
    std::vector<std::string> environment;     ///< "NAME=value", beside Lambda's own variables
    std::uint64_t memory_mb = 128;            ///< Lambda's default
    std::chrono::milliseconds timeout{3000};  ///< likewise
    /// Workers at once, and no more: a call beyond them is throttled. Nothing where the project sets no limit.
    std::optional<std::size_t> concurrency;
    bool debug = false;  ///< waits for a debugger; nothing times out
};

/// Bounds of the local cloud itself; every one of them may be reached without harm.
struct Limits {
    /// Workers of one function where the project sets no limit. Calls beyond them wait.
    std::size_t workers_max = 16;
    /// Calls of one function that wait for a worker; beyond them a call is throttled.
    std::size_t waiting_max = 1000;
    /// A call that no worker has taken for so long gets a further worker started: longer than a quick handler needs, so
    /// that quick ones share a warm worker.
    std::chrono::milliseconds patience{10};
    /// Workers of one function that start at the same time: as many as there are processors, because to start is to
    /// compute, and two at least, so that one that hangs keeps no others out.
    std::size_t starting_max = std::max(2U, std::thread::hardware_concurrency());
    /// Of a worker's own /tmp: Lambda's ephemeral storage by default
    /// (https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html).
    std::uint64_t tmp_bytes_max = 512U << 20;
    /// A worker without work is stopped after that; Lambda keeps its own some minutes too.
    std::chrono::seconds idle{300};
    /// Lambda's init phase, from exec to the first question for a call: a worker that takes longer is cut off, and the
    /// next one has the function's timeout for its start and the call together
    /// (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Init phase").
    std::chrono::milliseconds init{std::chrono::seconds(10)};
    /// From SIGTERM to SIGKILL.
    std::chrono::milliseconds grace{500};
};

}  // namespace coworks::local::functions
