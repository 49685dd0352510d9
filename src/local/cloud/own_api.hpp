#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "local/functions/functions_room.hpp"
#include "local/logs/log_book.hpp"
#include "net/http_server.hpp"

namespace coworks::local::cloud {

/// Whether a request to one of our own APIs comes from this machine's user: a known Host (project.md: localhost,
/// 127.0.0.1, [::1], each also with `sync-` before it, as AWS SDKs put it) and no page of another origin. So a page in
/// a browser can't reach them, not even by a name that it makes resolve to this machine.
bool is_trusted(net::HttpRequest const& request);

/// What `cws` asks a running cloud: GET /_cws/status, GET /_cws/logs?service=&request=&last=.
class OwnApi {
public:
    static constexpr std::string_view kPrefix = "/_cws/";

    OwnApi(functions::FunctionsRoom& functions, logs::LogBook& logs, std::string project, std::string stage)
        : functions_(functions), logs_(logs), project_(std::move(project)), stage_(std::move(stage)) {}

    void handle(net::HttpRequest const& request, net::HttpReply const& reply);
    void note_build_error(std::string const& service, std::string text) { build_errors_[service] = std::move(text); }

private:
    net::HttpResponse status() const;
    net::HttpResponse logs(std::string_view query) const;

    functions::FunctionsRoom& functions_;
    logs::LogBook& logs_;
    std::string project_;
    std::string stage_;
    std::map<std::string, std::string> build_errors_;
};

}  // namespace coworks::local::cloud
