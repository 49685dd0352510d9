#include "local/logs/log_book.hpp"

#include <algorithm>
#include <coworks/json.hpp>

#include "base/iso8601.hpp"
#include "base/text.hpp"

namespace coworks::local::logs {

namespace {

/// The request that a JSON line names, or nothing. Only lines that look like it are parsed.
std::string named_request(std::string_view text) {
    if (!text.starts_with('{') || text.find("\"requestId\"") == std::string_view::npos) return {};
    try {
        Json const line = Json::parse(text);
        Json const& id = line["requestId"];
        return id.is_string() ? std::string(id.as_string()) : std::string();
    } catch (JsonError const&) {
        return {};
    }
}

}  // namespace

LogBook::LogBook(Clock const& clock, std::filesystem::path folder, Limits limits)
    : clock_(clock), folder_(std::move(folder)), limits_(limits) {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::create_directories(folder_, ignored);
}

void LogBook::line(std::string_view service, std::string_view request_id, std::string_view text) {
    std::string id = named_request(text);
    if (id.empty()) id = request_id;
    lines_.push_back({clock_.now(), std::string(service), std::move(id), to_utf8(text)});
    bytes_ += lines_.back().text.size();
    append_to_file(lines_.back());
    while (lines_.size() > limits_.lines_max || (bytes_ > limits_.bytes_max && lines_.size() > 1)) {
        bytes_ -= lines_.front().text.size();
        lines_.pop_front();
    }
}

void LogBook::append_to_file(Line const& line) {
    if (folder_.empty()) return;
    auto const path = folder_ / (line.service + ".log");
    File& file = files_[line.service];
    std::error_code ignored;
    if (!file.stream.is_open()) {
        file.stream.open(path, std::ios::app | std::ios::binary);
        auto const size = std::filesystem::file_size(path, ignored);
        file.size = ignored ? 0 : size;
    }
    std::string const text =
        format_timestamp(line.time) + " " + (line.request_id.empty() ? "-" : line.request_id) + " " + line.text + "\n";
    file.stream << text;
    file.size += text.size();
    if (file.size > limits_.file_max) {
        file.stream.close();
        std::filesystem::rename(path, folder_ / (line.service + ".log.1"), ignored);
    }
}

void LogBook::flush() {
    for (auto& [service, file] : files_)
        file.stream.flush();
}

std::string LogBook::tail(std::string_view request_id, std::size_t bytes_max) const {
    std::string out;
    for (auto line = lines_.rbegin(); line != lines_.rend() && out.size() < bytes_max; ++line) {
        if (line->request_id == request_id) out = line->text + "\n" + out;
    }
    return out.size() > bytes_max ? out.substr(out.size() - bytes_max) : out;
}

std::vector<Line> LogBook::read(Filter const& filter) const {
    std::vector<Line> out;
    for (auto line = lines_.rbegin(); line != lines_.rend() && out.size() < filter.last; ++line) {
        bool const wanted = (filter.service.empty() || line->service == filter.service) &&
                            (filter.request_id.empty() || line->request_id == filter.request_id);
        if (wanted) out.push_back(*line);
    }
    std::ranges::reverse(out);
    return out;
}

}  // namespace coworks::local::logs
