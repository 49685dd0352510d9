#include "cli/log_printer.hpp"

#include <fmt/format.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace coworks::cli {

namespace {

/// How often the thread looks whether it is to end while nobody takes anything.
constexpr int kPeriodMs = 50;

/// As much of the text as is taken within that time. A pipe that is ready takes PIPE_BUF bytes without waiting
/// (pipe(7)).
std::size_t write_some(int descriptor, std::string_view text, int patience_ms) {
    std::size_t written = 0;
    while (written < text.size()) {
        pollfd wanted{descriptor, POLLOUT, 0};
        if (::poll(&wanted, 1, patience_ms) <= 0) break;
        auto const piece = text.substr(written, PIPE_BUF);
        ssize_t const taken = ::write(descriptor, piece.data(), piece.size());
        if (taken < 0 && errno != EINTR && errno != EAGAIN) return text.size();  // nobody reads it ever again
        written += static_cast<std::size_t>(std::max<ssize_t>(taken, 0));
    }
    return written;
}

}  // namespace

LogPrinter::LogPrinter(int descriptor) : descriptor_(descriptor), thread_([this] { run(); }) {}

LogPrinter::~LogPrinter() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
    write_some(descriptor_, waiting_, 0);
}

void LogPrinter::print(std::string_view line) {
    std::string text = std::string(line) + '\n';
    std::lock_guard const lock(mutex_);
    // While something waits the order is the thread's.
    if (waiting_.empty()) text.erase(0, write_some(descriptor_, text, 0));
    if (text.empty()) return;
    if (waiting_.size() + text.size() > kWaitingMax) {
        ++left_out_;
        return;
    }
    waiting_ += text;
    changed_.notify_one();
}

void LogPrinter::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        std::string const piece = waiting_.substr(0, PIPE_BUF);
        lock.unlock();
        std::size_t const written = write_some(descriptor_, piece, kPeriodMs);
        lock.lock();
        waiting_.erase(0, written);
        if (!waiting_.empty() || left_out_ == 0) continue;
        waiting_ = fmt::format("({} more lines: `cws logs` has the newest, .cws/logs all of them)\n", left_out_);
        left_out_ = 0;
    }
}

}  // namespace coworks::cli
