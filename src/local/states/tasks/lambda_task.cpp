#include "local/states/tasks/lambda_task.hpp"

#include <charconv>

#include "json/text_of.hpp"

namespace coworks::local::states {

namespace {

/// NAME out of a name, ACCOUNT:function:NAME, or an ARN; a qualifier behind it goes to `qualifier`.
std::string function_name(std::string_view given, std::string& qualifier) {
    constexpr std::string_view kFunction = "function:";
    if (auto const at = given.find(kFunction); at != std::string_view::npos) given.remove_prefix(at + kFunction.size());
    if (auto const colon = given.find(':'); colon != std::string_view::npos) {
        qualifier = given.substr(colon + 1);
        given = given.substr(0, colon);
    }
    return std::string(given);
}

Json parse_or_text(std::string const& payload) {
    try {
        return Json::parse(payload, {.allow_lone_surrogates = true});
    } catch (JsonError const&) {
        return payload;
    }
}

/// What Lambda's SDK adds, as recordings of the service have it.
Json response(InvokeResult const& result, int status, Json payload, std::size_t length, std::string const& date) {
    std::string const size = std::to_string(length);
    Json::ObjectBuilder all;
    Json::ObjectBuilder headers;
    auto const set = [&](std::string_view name, std::string const& value) {
        all.set(name, Json::array({value}));
        headers.set(name, value);
    };
    if (status == 200) set("X-Amz-Executed-Version", "$LATEST");
    set("x-amzn-Remapped-Content-Length", "0");
    set("Connection", "keep-alive");
    set("x-amzn-RequestId", result.request_id);
    set("Content-Length", size);
    set("Date", date);
    set("Content-Type", "application/json");
    Json::ObjectBuilder output;
    if (status == 200) output.set("ExecutedVersion", "$LATEST");
    output.set("Payload", std::move(payload));
    output.set("SdkHttpMetadata",
               Json::object(
                   {{"AllHttpHeaders", all.finish()}, {"HttpHeaders", headers.finish()}, {"HttpStatusCode", status}}));
    output.set("SdkResponseMetadata", Json::object({{"RequestId", result.request_id}}));
    output.set("StatusCode", status);
    return output.finish();
}

/// An error of the service in the SDK's words.
std::string service_cause(std::string const& message, int status, std::string_view code, std::string const& request) {
    return message + " (Service: AWSLambda; Status Code: " + std::to_string(status) +
           "; Error Code: " + std::string(code) + "; Request ID: " + request + "; Proxy: null)";
}

LambdaOutcome broke(std::string error, std::string cause) {
    return {.failed = true, .output = {}, .error = std::move(error), .cause = std::move(cause)};
}

}  // namespace

LambdaOrder lambda_order(asl::Resource const& resource, Json const& arguments) {
    LambdaOrder order;
    if (resource.via == asl::Resource::Via::lambda) {
        order.function_arn = resource.arn;
        order.call.function = function_name(resource.arn, order.qualifier);
        order.call.event = arguments.dump();
        return order;
    }
    order.function_arn = text_of(arguments["FunctionName"]);
    order.call.function = function_name(order.function_arn, order.qualifier);
    if (std::string const qualifier = text_of(arguments["Qualifier"]); !qualifier.empty()) order.qualifier = qualifier;
    Json const* const payload = arguments.find("Payload");
    order.call.event = payload != nullptr ? payload->dump() : "{}";
    if (Json const* context = arguments.find("ClientContext"))
        order.call.client_context = context->is_string() ? std::string(context->as_string()) : context->dump();
    std::string const type = text_of(arguments["InvocationType"]);
    if (type == "Event") order.type = LambdaOrder::Type::event;
    if (type == "DryRun") order.type = LambdaOrder::Type::dry_run;
    return order;
}

LambdaOutcome lambda_outcome(asl::Resource::Via via, LambdaOrder const& order, InvokeResult const& result,
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
            return broke("Lambda.TooManyRequestsException",
                         service_cause("Rate Exceeded.", 429, "TooManyRequestsException", result.request_id));
        case Kind::not_found:
            return broke("Lambda.ResourceNotFoundException",
                         service_cause("Function not found: " + order.function_arn +
                                           (order.qualifier.empty() ? "" : ":" + order.qualifier),
                                       404, "ResourceNotFoundException", result.request_id));
        case Kind::expired:
        case Kind::stopped:
            return broke("Lambda.SdkClientException",
                         "Unable to execute HTTP request: the function did not answer in time");
    }
    if (via == asl::Resource::Via::lambda)
        return {.failed = false, .output = parse_or_text(result.payload), .error = {}, .cause = {}};
    // API_Invoke, "StatusCode": 202 for an event, 204 for a dry run.
    if (order.type != LambdaOrder::Type::request_response) {
        int const status = order.type == LambdaOrder::Type::event ? 202 : 204;
        return {.failed = false, .output = response(result, status, "", 0, date), .error = {}, .cause = {}};
    }
    return {.failed = false,
            .output = response(result, 200, parse_or_text(result.payload), result.payload.size(), date),
            .error = {},
            .cause = {}};
}

}  // namespace coworks::local::states
