#include "lambda/loop.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <coworks/json.hpp>

#include "base/text.hpp"

namespace coworks::lambda {
namespace {

/// Lambda's own limit for what a failed function says in a workflow's cause is 32 KiB; ours keeps logs readable.
constexpr std::size_t kMessageBytesMax = 4096;

std::atomic<bool> is_asked_to_end{false};

void ask_to_end(int) {
    is_asked_to_end.store(true, std::memory_order_relaxed);
}

/// Without SA_RESTART, so that the signal ends a wait.
void listen_to(int signal) {
    struct sigaction action{};
    action.sa_handler = &ask_to_end;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

/// As Lambda words it in a function's log and error.
Answer timeout_answer(std::chrono::milliseconds timeout) {
    return error_answer("Sandbox.Timedout", fmt::format("Task timed out after {}.{:02} seconds", timeout.count() / 1000,
                                                        timeout.count() % 1000 / 10));
}

/// Where X-Ray's SDK looks for it ("Next invocation", Lambda-Runtime-Trace-Id). In a text of ours that is changed in
/// place: setenv keeps every value that it was ever given, some hundred bytes for each invocation.
void set_trace_id(std::string_view trace_id) {
    static constexpr std::string_view kName = "_X_AMZN_TRACE_ID=";
    static std::array<char, 1024> variable{};
    std::size_t const size = std::min(trace_id.size(), variable.size() - kName.size() - 1);
    trace_id.copy(variable.data() + kName.size(), size);
    variable[kName.size() + size] = '\0';
    if (variable[0] != '\0') return;
    kName.copy(variable.data(), kName.size());
    ::putenv(variable.data());
}

Result<void> send(Transport& transport, Answer const& answer) {
    auto sent = transport.respond({answer.failed, answer.error_type, answer.payload});
    if (sent || sent.error().code != "too_large") return sent;
    auto const refused = error_answer("Function.ResponseSizeTooLarge", net::kResultTooLarge);
    return transport.respond({refused.failed, refused.error_type, refused.payload});
}

}  // namespace

Answer error_answer(std::string_view type, std::string_view message) {
    auto text = to_utf8(message);
    if (text.size() > kMessageBytesMax) {
        auto end = kMessageBytesMax - 4;
        while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)  // not within a character
            --end;
        text.resize(end);
        text += " …";
    }
    return {true, std::string(type), Json::object({{"errorType", type}, {"errorMessage", text}}).dump()};
}

Watchdog::~Watchdog() {
    {
        std::lock_guard const lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Watchdog::arm(std::chrono::milliseconds timeout) {
    {
        std::lock_guard const lock(mutex_);
        due_ = std::chrono::steady_clock::now() + timeout;
        timeout_ = timeout;
        is_armed_ = true;
        if (!thread_.joinable()) thread_ = std::thread([this] { watch(); });
    }
    changed_.notify_all();
}

void Watchdog::disarm() {
    std::lock_guard const lock(mutex_);
    is_armed_ = false;
}

void Watchdog::watch() {
    std::unique_lock lock(mutex_);
    while (!is_ending_) {
        if (!is_armed_) {
            changed_.wait(lock);
        } else if (std::chrono::steady_clock::now() < due_) {
            changed_.wait_until(lock, due_);
        } else {
            // Under the lock: disarm() waits, so that only one of the two answers.
            is_armed_ = false;
            expired_(timeout_);
        }
    }
}

Result<void> run(Transport& transport, Handler& handler) {
    is_asked_to_end.store(false, std::memory_order_relaxed);
    listen_to(SIGTERM);
    listen_to(SIGINT);
    Watchdog watchdog([&transport](std::chrono::milliseconds timeout) {
        static_cast<void>(send(transport, timeout_answer(timeout)));
        ::_exit(1);
    });
    while (!is_asked_to_end.load(std::memory_order_relaxed)) {
        auto invocation = transport.next();
        if (!invocation) return tl::unexpected(invocation.error());
        if (!*invocation) continue;
        set_trace_id((*invocation)->trace_id);
        auto const answer = handler.handle(**invocation, watchdog);
        watchdog.disarm();
        if (auto sent = send(transport, answer); !sent) return sent;
    }
    return {};
}

}  // namespace coworks::lambda
