#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "net/http_server.hpp"

namespace coworks::local::gateway {

/// What a function returned, as an HTTP answer: statusCode, headers, multiValueHeaders, body, isBase64Encoded
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html, "Output
/// format"). On AWS each may be absent, {} is a 200, and any other member makes it malformed (localstack#11856 measured
/// it; sam-cli#1193 refuses other members, too). A body whose type it does not say is application/json there. Where it
/// is malformed, which a client sees as a 502, what is wrong with it.
tl::expected<net::HttpResponse, std::string> rest_answer(std::string_view payload);

/// The gateway's own answer: {"message": …} and the error's type, as API Gateway gives them.
net::HttpResponse gateway_error(unsigned status, std::string_view message, std::string_view type);

}  // namespace coworks::local::gateway
