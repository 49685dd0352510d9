#pragma once

/// A Lambda authorizer's call and its answer.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html

#include <coworks/access.hpp>
#include <coworks/json.hpp>
#include <string>
#include <string_view>

namespace coworks::lambda {

/// In the context of our decisions, so that the service knows them again in events.
inline constexpr std::string_view kDecisionMark = "coworks";
inline constexpr std::string_view kDecisionValue = "1";

/// What an event of EventKind::authorizer asks about.
struct AuthorizerCall {
    /// The token; empty where the request has none. API Gateway keeps a decision for the identity source alone, so an
    /// HTTP API's names the token: its only value, or the Authorization header if it is among several. A REST API does
    /// not say what its identity source is, so there it is the Authorization header.
    std::string token{};
    std::string method_arn{};
};
AuthorizerCall read_authorizer_call(Json const& event);

/// The policy for a decision other than `unauthorized`. API Gateway keeps it for this token whatever route is asked for
/// next, so it is made from the whole Access, never from the one method of `method_arn`
/// (arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/VERB/PATH), which gives the API and stage alone.
Json policy(Access const& access, std::string_view method_arn);

}  // namespace coworks::lambda
