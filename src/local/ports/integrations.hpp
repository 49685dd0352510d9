#pragma once

#include <chrono>
#include <coworks/json.hpp>
#include <functional>
#include <string>
#include <string_view>

namespace coworks::local {

/// What a Task state asks of a service: "apigateway" "invoke", "http" "invoke", "sqs" "sendMessage", …
struct IntegrationCall {
    std::string service;  ///< of the Resource: between "states:::" and the action ("aws-sdk:dynamodb" too)
    std::string action;   ///< without ".sync", ".waitForTaskToken"
    Json arguments;
    std::string execution_arn;
    std::string state_name;
    std::chrono::milliseconds patience{0};  ///< 0: none but the service's own
};

/// Its output as Step Functions hands it to the state, or the error that Retry and Catch see.
struct IntegrationResult {
    bool failed = false;
    Json output;
    std::string error;
    std::string cause;
};

/// A service that workflows can call. One thread: the event loop's.
class Integration {
public:
    virtual ~Integration() = default;
    virtual bool offers(std::string_view service, std::string_view action) const = 0;
    /// Calls `done` exactly once, from the event loop, possibly before this returns; only for what it offers. What it
    /// returns ends the call before its time, as far as that can be done; `done` is then not called any more. After the
    /// call's end that does nothing.
    virtual std::function<void()> call(IntegrationCall call, std::function<void(IntegrationResult)> done) = 0;
};

}  // namespace coworks::local
