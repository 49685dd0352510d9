#pragma once

#include <chrono>
#include <string>

#include "local/ports/functions.hpp"
#include "os/process.hpp"

namespace coworks::local::functions {

/// The payloads with which Lambda answers for a function that can't answer for itself
/// (https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html and the runtime's own error types).
InvokeResult exit_failure(std::string const& request_id, os::Exit const& exit);
InvokeResult timeout_failure(std::string const& request_id, std::chrono::milliseconds timeout);
InvokeResult memory_failure(std::string const& request_id, std::uint64_t memory_mb);
InvokeResult start_failure(std::string const& request_id, std::string const& reason);
/// Of a result that Lambda does not pass on.
InvokeResult too_large_failure();
/// What the runtime itself told, with the type that its header named.
InvokeResult told_failure(std::string error_type, std::string payload);

}  // namespace coworks::local::functions
