#pragma once

/// What the Tasks that call something over HTTP have in common: how Step Functions shows an answer to the state.

#include <coworks/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "local/ports/integrations.hpp"

namespace coworks::local {

struct HttpTaskAnswer {
    unsigned status = 200;
    std::string_view reason;
    std::span<std::pair<std::string, std::string> const> headers;
    std::string_view body;
};

/// {Headers, ResponseBody, StatusCode, StatusText}; of a status beyond the 200s the error `prefix` + status, its cause
/// being the body. A body whose media type is JSON is its value, any other its text.
/// (https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html and call-https-apis.html, "Output".)
IntegrationResult http_task_result(HttpTaskAnswer const& answer, std::string_view error_prefix);

/// A Task that could not be begun: States.Runtime.
IntegrationResult http_task_refused(std::string cause);

}  // namespace coworks::local
