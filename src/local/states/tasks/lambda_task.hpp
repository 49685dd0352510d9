#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "asl/message.hpp"
#include "local/ports/functions.hpp"

namespace coworks::local::states {

/// A Lambda function's call as a Task wants it: its Resource is the function's ARN, or "lambda:invoke" with
/// FunctionName, Payload, InvocationType, LogType, Qualifier, ClientContext.
struct LambdaRequest {
    Invoke call;
    std::string function_arn;  ///< without the qualifier
    std::string qualifier;     ///< may be empty
    enum class Type : std::uint8_t { request_response, event, dry_run } type = Type::request_response;
};
/// `home` is the ARN of a function of this place without its name ("arn:aws:lambda:REGION:ACCOUNT:function:").
LambdaRequest lambda_request(asl::Resource const& resource, Json const& arguments, std::string_view home);

/// What became of it, as the state sees it.
struct LambdaOutcome {
    bool failed = false;
    Json output;
    std::string error;
    std::string cause;
};
/// An event that is a text but no JSON is refused by Lambda; nothing if it is not.
std::optional<LambdaOutcome> refuse_event(asl::Resource::Via via, LambdaRequest const& order);
/// `date` is the HTTP date of the response.
LambdaOutcome lambda_outcome(asl::Resource::Via via, LambdaRequest const& order, InvokeResult const& result,
                             std::string const& date);

}  // namespace coworks::local::states
