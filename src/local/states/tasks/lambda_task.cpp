#include "local/states/tasks/lambda_task.hpp"

#include <utility>
#include <vector>

#include "asl/check/jackson.hpp"
#include "aws/arn.hpp"
#include "base/base64.hpp"
#include "json/text_of.hpp"
#include "local/states/tasks/sdk_metadata.hpp"

namespace coworks::local::states {

namespace {

/// Which function a Task names, in any of Lambda's ways.
void name_function(LambdaRequest& order, std::string_view given, std::string_view home) {
    auto function = aws::parse_function_name(given);
    std::string_view before = home;
    constexpr std::string_view kFunction = ":function:";
    if (auto const at = given.find(kFunction); given.starts_with("arn:") && at != std::string_view::npos)
        before = given.substr(0, at + kFunction.size());
    order.function_arn = std::string(before) + function.name;
    order.call.function = std::move(function.name);
    order.qualifier = std::move(function.qualifier);
}

/// What the function returned; its text goes on as it came.
Json parse_or_text(std::string const& payload) {
    try {
        return Json::parse(payload, {.allow_lone_surrogates = true, .keep_source = true});
    } catch (JsonError const&) {
        return payload;
    }
}

/// What Lambda's SDK adds, as recordings of the service have it.
Json response(LambdaRequest const& order, InvokeResult const& result, int status, Json payload, std::size_t length,
              std::string const& date) {
    std::string const& id = order.call.request_id;
    std::string const log = order.call.tail ? base64_encode(result.log_tail) : std::string();
    std::vector<SdkHeader> headers;
    if (status == 200) headers.push_back({"X-Amz-Executed-Version", "$LATEST"});
    if (order.call.tail) headers.push_back({"X-Amz-Log-Result", log});
    headers.push_back({"x-amzn-Remapped-Content-Length", "0"});
    headers.push_back({"Connection", "keep-alive"});
    headers.push_back({"x-amzn-RequestId", id});
    headers.push_back({"Content-Length", std::to_string(length)});
    headers.push_back({"Date", date});
    headers.push_back({"X-Amzn-Trace-Id", order.call.trace_id});
    headers.push_back({"Content-Type", "application/json"});
    Json::ObjectBuilder output;
    if (status == 200) output.set("ExecutedVersion", "$LATEST");
    if (order.call.tail) output.set("LogResult", log);
    output.set("Payload", std::move(payload));
    output.set("SdkHttpMetadata", sdk_http_metadata(headers, status));
    output.set("SdkResponseMetadata", Json::object({{"RequestId", id}}));
    output.set("StatusCode", status);
    return output.finish();
}

/// An error of the service in its SDK's words. lambda:invoke speaks as version 1 of the SDK does (recorded in November
/// 2025); a function called by its ARN as version 2.
std::string service_cause(asl::Resource::Via via, std::string const& message, int status, std::string_view code,
                          std::string const& request) {
    if (via == asl::Resource::Via::lambda)
        return message + " (Service: Lambda, Status Code: " + std::to_string(status) + ", Request ID: " + request + ")";
    return message + " (Service: AWSLambda; Status Code: " + std::to_string(status) +
           "; Error Code: " + std::string(code) + "; Request ID: " + request + "; Proxy: null)";
}

LambdaOutcome service_error(asl::Resource::Via via, LambdaRequest const& order, std::string const& message, int status,
                            std::string_view code) {
    return {.failed = true,
            .output = {},
            .error = "Lambda." + std::string(code),
            .cause = service_cause(via, message, status, code, order.call.request_id)};
}

LambdaOutcome broke(std::string error, std::string cause) {
    return {.failed = true, .output = {}, .error = std::move(error), .cause = std::move(cause)};
}

}  // namespace

LambdaRequest lambda_request(asl::Resource const& resource, Json const& arguments, std::string_view home) {
    LambdaRequest order;
    if (resource.via == asl::Resource::Via::lambda) {
        name_function(order, resource.arn, home);
        order.call.event = source_text(arguments);
        return order;
    }
    name_function(order, text_of(arguments["FunctionName"]), home);
    if (std::string const qualifier = text_of(arguments["Qualifier"]); !qualifier.empty()) order.qualifier = qualifier;
    // A text is the event itself; null sends {} (recorded in December 2024 and in November 2025).
    Json const& payload = arguments["Payload"];
    order.call.event = payload.is_null() ? "{}" : payload.is_string() ? text_of(payload) : payload.dump();
    order.call.tail = text_of(arguments["LogType"]) == "Tail";
    if (Json const* context = arguments.find("ClientContext"))
        order.call.client_context = context->is_string() ? std::string(context->as_string()) : context->dump();
    std::string const type = text_of(arguments["InvocationType"]);
    if (type == "Event") order.type = LambdaRequest::Type::event;
    if (type == "DryRun") order.type = LambdaRequest::Type::dry_run;
    // API_Invoke, "LogType": "Applies to synchronously invoked functions only."
    if (order.type != LambdaRequest::Type::request_response) order.call.tail = false;
    return order;
}

std::optional<LambdaOutcome> refuse_event(asl::Resource::Via via, LambdaRequest const& order) {
    if (via == asl::Resource::Via::lambda) return std::nullopt;
    try {
        Json::parse(order.call.event, {.allow_lone_surrogates = true});
        return std::nullopt;
    } catch (JsonError const& error) {
        return service_error(via, order,
                             "Could not parse request body into json: Could not parse payload into json: " +
                                 asl::jackson_reason(order.call.event, error).text,
                             400, "InvalidRequestContentException");
    }
}

LambdaOutcome lambda_outcome(asl::Resource::Via via, LambdaRequest const& order, InvokeResult const& result,
                             std::string const& date) {
    using Kind = InvokeResult::Kind;
    switch (result.kind) {
        case Kind::result:
            break;
        case Kind::function_error: {
            Json const payload = parse_or_text(result.payload);
            // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html: Lambda.Unknown is an
            // error whose type the function did not tell.
            std::string const type = text_of(payload["errorType"]);
            if (type.empty())
                return broke("Lambda.Unknown",
                             "The cause could not be determined because Lambda did not return an error type. Returned "
                             "payload: " +
                                 result.payload);
            return broke(type, result.payload);
        }
        case Kind::throttled:
            return service_error(via, order, "Rate Exceeded.", 429, "TooManyRequestsException");
        case Kind::not_found:
            return service_error(via, order,
                                 "Function not found: " + order.function_arn + ":" +
                                     (order.qualifier.empty() ? "$LATEST" : order.qualifier),
                                 404, "ResourceNotFoundException");
        case Kind::expired:
        case Kind::stopped:
            return broke("Lambda.SdkClientException",
                         "Unable to execute HTTP request: the function did not answer in time");
    }
    if (via == asl::Resource::Via::lambda)
        return {.failed = false, .output = parse_or_text(result.payload), .error = {}, .cause = {}};
    // API_Invoke, "StatusCode": 202 for an event, 204 for a dry run.
    if (order.type != LambdaRequest::Type::request_response) {
        int const status = order.type == LambdaRequest::Type::event ? 202 : 204;
        return {.failed = false, .output = response(order, result, status, "", 0, date), .error = {}, .cause = {}};
    }
    return {.failed = false,
            .output = response(order, result, 200, parse_or_text(result.payload), result.payload.size(), date),
            .error = {},
            .cause = {}};
}

}  // namespace coworks::local::states
