#pragma once

/// HTTP as events carry it: API Gateway's REST APIs (payload format 1.0), HTTP APIs and function URLs (2.0).
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html

#include <coworks/json.hpp>
#include <coworks/request.hpp>
#include <string>

namespace coworks::lambda {

struct HttpEvent {
    enum class Format : unsigned char { one, two };

    Format format = Format::one;
    Request request{};
    std::string request_id{};  ///< of the gateway
    /// The URL or body can't be decoded, or is no UTF-8: to be answered with 400.
    std::string broken{};
    /// Our own authorizer has already allowed this very request.
    bool is_decided = false;
    std::string principal{};
    Json claims = Json::object();
};

/// Reads an event of EventKind::rest or ::http. What is missing or of another type is taken as empty.
HttpEvent read_http_event(Json const& event);

/// A response for either format. `is_text` says whether the body may travel as it is; otherwise, and where it is not
/// UTF-8, as base64.
struct HttpAnswer {
    int status = 200;
    NamedValues headers{};
    std::string body{};
    bool is_text = true;
};
std::string write_http_answer(HttpAnswer const& answer, HttpEvent::Format format);

}  // namespace coworks::lambda
