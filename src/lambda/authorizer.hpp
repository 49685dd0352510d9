#pragma once

/// The token authorizer's call and its answer.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html

#include <coworks/access.hpp>
#include <coworks/json.hpp>
#include <string_view>

namespace coworks::lambda {

/// In the context of our decisions, so that the service knows them again in events.
inline constexpr std::string_view kDecisionMark = "coworks";
inline constexpr std::string_view kDecisionValue = "1";

/// The policy for a decision other than `unauthorized`. API Gateway keeps it for this token whatever route is asked for
/// next, so it is made from the whole Access, never from the one method of `method_arn`
/// (arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/VERB/PATH), which gives the API and stage alone.
Json policy(Access const& access, std::string_view method_arn);

}  // namespace coworks::lambda
