#pragma once

#include <string>
#include <string_view>

#include "net/http_server.hpp"
#include "project/project.hpp"

namespace coworks::local::gateway {

/// Whether the project lets pages of this origin read answers.
bool allows_origin(project::Cors const& cors, std::string_view origin);

/// Adds what the Fetch standard wants on an answer to such a page (https://fetch.spec.whatwg.org/#http-cors-protocol).
void add_cors(net::HttpResponse& response, project::Cors const& cors, std::string_view origin);

/// The answer to the question before a request (OPTIONS with Access-Control-Request-Method).
net::HttpResponse preflight_answer(project::Cors const& cors, std::string_view origin, std::string_view method);

}  // namespace coworks::local::gateway
