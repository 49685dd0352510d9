#pragma once

/// The life of a worker: take an invocation, answer it, again, until SIGTERM.

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "lambda/transport.hpp"

namespace coworks::lambda {

/// An outcome that owns its texts.
struct Answer {
    bool failed = false;
    std::string error_type{};
    std::string payload{};
};

/// {"errorType": …, "errorMessage": …}, the form of Lambda's errors. The message is cut to 4 KB and made UTF-8.
Answer error_answer(std::string_view type, std::string_view message);

/// Ends the process when an entry takes longer than its own timeout, as Lambda ends a function: the invocation fails
/// with Sandbox.Timedout, and a new process serves the next one. The thread behind it is started by the first arm().
class Watchdog {
public:
    /// `expired` is called on another thread, and is not expected to return.
    explicit Watchdog(std::function<void(std::chrono::milliseconds)> expired) : expired_(std::move(expired)) {}
    ~Watchdog();

    void arm(std::chrono::milliseconds timeout);
    /// After it returns, expired() will not be called for this arm().
    void disarm();

private:
    void watch();

    std::function<void(std::chrono::milliseconds)> expired_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::chrono::steady_clock::time_point due_{};
    std::chrono::milliseconds timeout_{};
    bool is_armed_ = false;
    bool is_ending_ = false;
    std::thread thread_;
};

/// What answers invocations. Must not throw.
class Handler {
public:
    virtual ~Handler() = default;
    /// `watchdog` is armed by whoever knows the entry's timeout; the loop disarms it.
    virtual Answer handle(net::Invocation const& invocation, Watchdog& watchdog) = 0;
};

/// Runs until SIGTERM or SIGINT (0), or until the transport fails (1).
Result<void> run(Transport& transport, Handler& handler);

}  // namespace coworks::lambda
