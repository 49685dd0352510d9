#pragma once

/// HTTP as events carry it: API Gateway's REST APIs (payload format 1.0), HTTP APIs and function URLs (2.0),
/// Application Load Balancers.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html

#include <coworks/json.hpp>
#include <coworks/request.hpp>
#include <string>
#include <string_view>

namespace coworks::lambda {

/// Who has looked at a request before it came to us.
enum class AuthorizedBy : unsigned char {
    nobody,
    ourselves,  ///< our own authorizer, asked by API Gateway
    jwt,        ///< an HTTP API's JWT authorizer, or a REST API's with a Cognito user pool
    lambda,     ///< somebody else's Lambda authorizer
    iam,        ///< a signed request
};

struct HttpEvent {
    enum class Format : unsigned char {
        one,
        two,
        balancer,          ///< a load balancer's
        balancer_multiple  ///< the same with multi-value headers, which its target group chooses
    };

    Format format = Format::one;
    Request request{};
    std::string request_id{};  ///< of the gateway
    /// The URL or body can't be decoded, or is no UTF-8: to be answered with 400.
    std::string broken{};
    AuthorizedBy authorized_by = AuthorizedBy::nobody;
    std::string principal{};
    Json claims = Json::object();
};

/// Reads an event of EventKind::rest or ::http. What is missing or of another type is taken as empty. `base_path`
/// ("/shop/v1") is taken from the path's beginning where it stands there: of an API behind a custom domain.
HttpEvent read_http_event(Json const& event, std::string_view base_path = {});

/// All headers of an event, in any format.
NamedValues read_headers(Json const& event);
/// The values of a header, joined by ", " (RFC 9110 section 5.3); empty without any.
std::string joined(NamedValues const& headers, std::string_view name);

/// A response in any format. `is_text` says whether the body may travel as it is; otherwise, and where it is not
/// UTF-8, as base64.
struct HttpAnswer {
    int status = 200;
    NamedValues headers{};
    std::string body{};
    bool is_text = true;
};
std::string write_http_answer(HttpAnswer const& answer, HttpEvent::Format format);

}  // namespace coworks::lambda
