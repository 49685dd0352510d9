#pragma once

/// AWS' services as Step Functions' SDK integrations show them (`arn:aws:states:::aws-sdk:SERVICE:ACTION`): through the
/// Java SDK's eyes. Pure.
/// (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html)

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "aws/fault.hpp"
#include "aws/model/service.hpp"

namespace coworks::aws::sdk {

/// A member's name as these integrations show it, whatever the service calls it: with a capital first letter.
std::string upper_first(std::string_view name);

/// A Task's arguments, whose names begin with capital letters, as the operation's input. A blob may be any JSON, a time
/// is ISO 8601. The error is the cause of States.Runtime.
tl::expected<Json, std::string> to_input(model::Service const& service, model::Operation const& operation,
                                         Json const& arguments);

/// An operation's output as the state sees it: names with capital letters, times in ISO 8601, blobs as text.
Json to_result(model::Service const& service, model::Operation const& operation, Json const& output);

/// A fault as Retry and Catch see it.
struct Failure {
    std::string error;  ///< "S3.NoSuchKeyException"; "DynamoDb.DynamoDbException" of one that the model doesn't know
    std::string cause;  ///< "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: …) (…)"
};
Failure to_failure(model::Service const& service, Fault const& fault, std::string const& request_id);

}  // namespace coworks::aws::sdk
