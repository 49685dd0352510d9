#pragma once

#include <chrono>
#include <coworks/json.hpp>
#include <string>
#include <string_view>

#include "net/http_server.hpp"

namespace coworks::local::gateway {

/// What an event says beside the request itself.
struct RestContext {
    std::string_view service;
    std::string_view account;
    std::string_view stage;
    std::string_view request_id;
    std::string_view source_ip;
    std::string_view trace;  ///< X-Amzn-Trace-Id
    std::string_view path;   ///< the service's, as it was sent
    std::string_view query;  ///< without the question mark, as it was sent
    std::chrono::system_clock::time_point time;
    Json const* authorizer = nullptr;  ///< what an authorizer decided: principalId and its claims
};

/// The event of a REST API's proxy integration, version 1.0
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html, "Input
/// format"), of an API with the methods ANY / and ANY /{proxy+}. X-Forwarded-For, -Port and -Proto, and
/// X-Amzn-Trace-Id, are the gateway's own headers: a client's X-Forwarded-For is gone on with, the others are replaced.
/// A body that is not text travels as base64. Written straight into text: on the hot path a tree would only be printed.
std::string rest_event(net::HttpRequest const& request, RestContext const& context);

/// Whether every percent-encoding of a path is whole. What it stands for is the service's affair: events carry it raw.
bool well_encoded(std::string_view path);
/// Whether a query's encodings are whole and stand for UTF-8, which is all that an event's JSON can hold.
bool is_text_query(std::string_view query);

}  // namespace coworks::local::gateway
