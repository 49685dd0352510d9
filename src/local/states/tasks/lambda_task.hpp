#pragma once

#include <string>

#include "asl/message.hpp"
#include "local/ports/functions.hpp"

namespace coworks::local::states {

/// A Lambda function's call as a Task wants it: its Resource is the function's ARN, or "lambda:invoke" with
/// FunctionName, Payload, InvocationType, Qualifier, ClientContext.
struct LambdaOrder {
    Invoke call;
    std::string function_arn;  ///< or the name, as it was given
    std::string qualifier;     ///< may be empty
    enum class Type : std::uint8_t { request_response, event, dry_run } type = Type::request_response;
};
LambdaOrder lambda_order(asl::Resource const& resource, Json const& arguments);

/// What became of it, as the state sees it.
struct LambdaOutcome {
    bool failed = false;
    Json output;
    std::string error;
    std::string cause;
};
/// `date` is the HTTP date of the response.
LambdaOutcome lambda_outcome(asl::Resource::Via via, LambdaOrder const& order, InvokeResult const& result,
                             std::string const& date);

}  // namespace coworks::local::states
