#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace coworks::cli {

/// Prints what services write, from the cloud's thread, which must never wait for whoever reads: a terminal that was
/// stopped (Ctrl-S), a pager. What it does not take at once a thread prints later; of too much of that a part is left
/// out, and a line says so.
class LogPrinter {
public:
    static constexpr std::size_t kWaitingMax = 1U << 20;

    explicit LogPrinter(int descriptor);
    /// Prints no more than is taken at once.
    ~LogPrinter();
    LogPrinter(LogPrinter const&) = delete;
    LogPrinter& operator=(LogPrinter const&) = delete;

    /// A line, without its end.
    void print(std::string_view line);

private:
    void run();

    int descriptor_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    std::size_t left_out_ = 0;  ///< lines
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace coworks::cli
