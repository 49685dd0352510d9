#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "local/ports/logs.hpp"

namespace coworks::local::logs {

struct Limits {
    std::size_t lines_max = 20'000;       ///< kept in memory, of all services together
    std::size_t bytes_max = 8U << 20;     ///< likewise
    std::uintmax_t file_max = 10U << 20;  ///< a service's file; then it becomes NAME.log.1 and a new one begins
};

struct Line {
    Clock::Time time;
    std::string service;
    std::string request_id;
    std::string text;
};

/// Which lines are wanted; empty members want all.
struct Filter {
    std::string_view service{};
    std::string_view request_id{};
    std::size_t last = 1000;  ///< at most that many, the newest
};

/// What services print: the newest lines in memory, all of them in FOLDER/SERVICE.log, one line each:
/// `TIME REQUEST-ID TEXT` (a dash where no request was under way). Event loop's thread alone.
class LogBook final : public LogSink, public LogReader {
public:
    /// Without a folder nothing is written to the disk.
    LogBook(Clock const& clock, std::filesystem::path folder, Limits limits = {});

    /// A line that a service wrote as JSON with a "requestId" belongs to that request, whichever is under way now.
    void line(std::string_view service, std::string_view request_id, std::string_view text) override;
    std::string tail(std::string_view request_id, std::size_t bytes_max) const override;
    std::vector<Line> read(Filter const& filter) const;
    /// Writes what is buffered.
    void flush();

private:
    void append_to_file(Line const& line);

    Clock const& clock_;
    std::filesystem::path folder_;
    Limits limits_;
    std::deque<Line> lines_;
    std::size_t bytes_ = 0;
    struct File {
        std::ofstream stream;
        std::uintmax_t size = 0;
    };
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace coworks::local::logs
