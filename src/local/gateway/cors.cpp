#include "local/gateway/cors.hpp"

#include <algorithm>

namespace coworks::local::gateway {

namespace {

/// What every page may send to a service, beside the headers of the project file.
constexpr std::string_view kHeaders = "Content-Type,Authorization,X-Amz-Date,X-Api-Key,X-Amz-Security-Token";

}  // namespace

bool allows_origin(project::Cors const& cors, std::string_view origin) {
    return !origin.empty() && std::ranges::any_of(cors.origins, [origin](std::string const& each) {
        return each == "*" || each == origin;
    });
}

void add_cors(net::HttpResponse& response, project::Cors const& cors, std::string_view origin) {
    response.headers.emplace_back("vary", "Origin");
    if (!allows_origin(cors, origin)) return;
    // With credentials the origin must be named; naming it is right without them, too.
    response.headers.emplace_back("access-control-allow-origin", std::string(origin));
    if (cors.credentials) response.headers.emplace_back("access-control-allow-credentials", "true");
}

net::HttpResponse preflight_answer(project::Cors const& cors, std::string_view origin, std::string_view method) {
    net::HttpResponse response{.status = 204, .headers = {}, .body = {}};
    if (!allows_origin(cors, origin)) return response;
    std::string headers(kHeaders);
    for (std::string const& header : cors.headers)
        headers += "," + header;
    response.headers.emplace_back("access-control-allow-methods", std::string(method));
    response.headers.emplace_back("access-control-allow-headers", headers);
    if (cors.max_age.count() > 0) {
        response.headers.emplace_back(
            "access-control-max-age",
            std::to_string(std::chrono::duration_cast<std::chrono::seconds>(cors.max_age).count()));
    }
    return response;
}

}  // namespace coworks::local::gateway
