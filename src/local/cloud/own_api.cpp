#include "local/cloud/own_api.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <coworks/json.hpp>

#include "base/http_text.hpp"
#include "base/iso8601.hpp"
#include "base/text.hpp"

namespace coworks::local::cloud {

namespace http = boost::beast::http;

namespace {

/// A Host header's (or an origin's) name without its port.
std::string_view host_of(std::string_view text) {
    if (text.starts_with('[')) return text.substr(0, std::min(text.find(']'), text.size() - 1) + 1);
    return text.substr(0, text.find(':'));
}

bool is_local(std::string_view host) {
    constexpr std::string_view kSync = "sync-";
    if (host.starts_with(kSync)) host.remove_prefix(kSync.size());
    return equals_ignoring_case(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

net::HttpResponse json_answer(unsigned status, Json const& value) {
    return {.status = status, .headers = {{"content-type", "application/json"}}, .body = value.dump()};
}

}  // namespace

bool is_trusted(net::HttpRequest const& request) {
    if (!is_local(host_of(request[http::field::host]))) return false;
    std::string_view origin = request[http::field::origin];
    if (origin.empty()) return true;
    if (!origin.starts_with("http://")) return false;
    origin.remove_prefix(7);
    return is_local(host_of(origin));
}

void OwnApi::handle(net::HttpRequest const& request, net::HttpReply const& reply) {
    std::string_view const target = request.target();
    auto const question = target.find('?');
    std::string_view const path = target.substr(0, question).substr(kPrefix.size());
    std::string_view const query =
        question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
    if (request.method() != http::verb::get)
        return reply(json_answer(405, Json::object({{"message", "only GET is answered here"}})));
    if (path == "status") return reply(status());
    if (path == "logs") return reply(logs(query));
    reply(json_answer(404, Json::object({{"message", "there are /_cws/status and /_cws/logs"}})));
}

net::HttpResponse OwnApi::status() const {
    Json::ArrayBuilder services;
    for (std::string const& name : functions_.names()) {
        Json service = Json::object({{"name", name}, {"function", functions_.find(name)->name}});
        auto const error = build_errors_.find(name);
        if (error != build_errors_.end() && !error->second.empty())
            service = std::move(service).with("build_error", to_utf8(error->second));
        services.push_back(std::move(service));
    }
    return json_answer(200, Json::object({{"project", project_},
                                          {"stage", stage_},
                                          {"pid", static_cast<std::int64_t>(::getpid())},
                                          {"workers", functions_.workers()},
                                          {"services", services.finish()}}));
}

net::HttpResponse OwnApi::logs(std::string_view query) const {
    logs::Filter filter;
    auto fields = read_query(query);
    if (!fields) return json_answer(400, Json::object({{"message", "the query is malformed"}}));
    std::map<std::string, std::string, std::less<>> values;
    for (auto& [name, value] : *fields)
        values[std::move(name)] = std::move(value);
    filter.service = values["service"];
    filter.request_id = values["request"];
    if (std::string const& last = values["last"]; !last.empty()) {
        auto const [rest, error] = std::from_chars(last.data(), last.data() + last.size(), filter.last);
        if (error != std::errc() || rest != last.data() + last.size()) {
            return json_answer(400, Json::object({{"message", "last must be a number"}}));
        }
    }
    Json::ArrayBuilder lines;
    for (logs::Line const& line : logs_.read(filter)) {
        lines.push_back(Json::object({{"time", format_timestamp(line.time)},
                                      {"service", line.service},
                                      {"request", line.request_id},
                                      {"text", line.text}}));
    }
    return json_answer(200, Json::object({{"lines", lines.finish()}}));
}

}  // namespace coworks::local::cloud
