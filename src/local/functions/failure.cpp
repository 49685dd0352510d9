#include "local/functions/failure.hpp"

#include <fmt/format.h>

#include <coworks/json.hpp>

#include "net/channel.hpp"

namespace coworks::local::functions {

namespace {

InvokeResult unhandled(std::string type, std::string const& message) {
    Json const payload = Json::object({{"errorType", type}, {"errorMessage", message}});
    return {.kind = InvokeResult::Kind::function_error, .payload = payload.dump(), .error_type = std::move(type)};
}

}  // namespace

InvokeResult exit_failure(std::string const& request_id, os::Exit const& exit) {
    std::string const reason = exit.signal == 0 && exit.code == 0 ? "Runtime exited without providing a reason"
                                                                  : "Runtime exited with error: " + exit.text();
    return unhandled("Runtime.ExitError", fmt::format("RequestId: {} Error: {}", request_id, reason));
}

InvokeResult timeout_failure(std::string const& request_id, std::chrono::milliseconds timeout) {
    double const seconds = std::chrono::duration<double>(timeout).count();
    return unhandled("Sandbox.Timedout",
                     fmt::format("RequestId: {} Error: Task timed out after {:.2f} seconds", request_id, seconds));
}

InvokeResult memory_failure(std::string const& request_id, std::uint64_t memory_mb) {
    return unhandled("Runtime.OutOfMemory",
                     fmt::format("RequestId: {} Error: Runtime exited: it used more than its {} MB of memory",
                                 request_id, memory_mb));
}

InvokeResult start_failure(std::string const& request_id, std::string const& reason) {
    return unhandled("Runtime.InvalidEntrypoint", fmt::format("RequestId: {} Error: {}", request_id, reason));
}

InvokeResult too_large_failure() {
    InvokeResult result = unhandled("Function.ResponseSizeTooLarge", std::string(net::kResultTooLarge));
    result.handled = true;
    return result;
}

InvokeResult told_failure(std::string error_type, std::string payload) {
    return {.kind = InvokeResult::Kind::function_error,
            .payload = std::move(payload),
            .error_type = error_type.empty() ? "Unhandled" : std::move(error_type),
            .handled = true};
}

}  // namespace coworks::local::functions
