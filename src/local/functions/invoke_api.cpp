#include "local/functions/invoke_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <cmath>
#include <coworks/json.hpp>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace coworks::local::functions {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Function configuration, deployment, and
// execution": the payload of a synchronous and of an asynchronous call.
constexpr std::size_t kSynchronousMax = 6U << 20;
constexpr std::size_t kAsynchronousMax = 1U << 20;
// API_Invoke, "LogResult": the last 4 KB.
constexpr std::size_t kTailMax = 4096;
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: two more tries, after one and two
// minutes.
constexpr int kTriesMax = 3;

/// The message may quote what a request holds, which may be any bytes.
net::HttpResponse api_error(unsigned status, std::string_view type, std::string_view message) {
    return {.status = status,
            .headers = {{"content-type", "application/json"}, {"x-amzn-errortype", std::string(type)}},
            .body = Json::object({{"Type", status < 500 ? "User" : "Service"}, {"Message", to_utf8(message)}}).dump()};
}

net::HttpResponse json_answer(Json const& value) {
    return {.status = 200, .headers = {{"content-type", "application/json"}}, .body = value.dump()};
}

/// PROJECT-STAGE-SERVICE or SERVICE out of a name, a partial ARN (ACCOUNT:function:NAME) or an ARN, with a qualifier.
std::string name_of(std::string_view decoded, std::string& qualifier) {
    constexpr std::string_view kFunction = "function:";
    if (auto const at = decoded.find(kFunction); at != std::string_view::npos)
        decoded.remove_prefix(at + kFunction.size());
    if (auto const colon = decoded.find(':'); colon != std::string_view::npos) {
        qualifier = decoded.substr(colon + 1);
        decoded = decoded.substr(0, colon);
    }
    return std::string(decoded);
}

/// The first value of that name; empty without one, and where the query is malformed.
std::string query_value(std::string_view query, std::string_view name) {
    auto const fields = read_query(query);
    if (!fields) return {};
    auto const found = std::ranges::find(*fields, name, &QueryFields::value_type::first);
    return found == fields->end() ? std::string() : found->second;
}

Json configuration(FunctionSpec const& spec) {
    return Json::object(
        {{"FunctionName", spec.name},
         {"FunctionArn", spec.arn},
         {"Runtime", "provided.al2023"},
         {"Handler", spec.service},
         {"MemorySize", spec.memory_mb},
         {"Timeout", std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(spec.timeout).count())},
         {"Version", "$LATEST"},
         {"PackageType", "Zip"},
         {"State", "Active"},
         {"LastUpdateStatus", "Successful"}});
}

}  // namespace

InvokeApi::InvokeApi(asio::io_context& loop, FunctionsRoom& room, LogSink& logs, LogReader const& reader,
                     Random& random, std::string region)
    : loop_(loop), room_(room), logs_(logs), reader_(reader), random_(random), region_(std::move(region)) {}

void InvokeApi::handle(net::HttpRequest const& request, net::HttpReply const& reply) {
    std::string_view path = request.target();
    auto const question = path.find('?');
    std::string const query(question == std::string_view::npos ? std::string_view() : path.substr(question + 1));
    path = path.substr(0, question).substr(kPrefix.size());
    if (path.starts_with('/')) path.remove_prefix(1);
    if (path.empty() && request.method() == http::verb::get) {
        Json::ArrayBuilder functions;
        for (std::string const& name : room_.names())
            functions.push_back(configuration(*room_.find(name)));
        return reply(json_answer(Json::object({{"Functions", functions.finish()}})));
    }
    auto const slash = path.find('/');
    std::string decoded;
    if (!percent_decode(path.substr(0, slash), decoded)) {
        return reply(api_error(400, "InvalidParameterValueException", "The function's name is not well encoded"));
    }
    std::string qualifier = query_value(query, "Qualifier");
    std::string const name = name_of(decoded, qualifier);
    FunctionSpec const* const spec = room_.find(name);
    if (spec == nullptr || (!qualifier.empty() && qualifier != "$LATEST")) {
        std::string const suffix = qualifier.empty() ? "" : ":" + qualifier;
        return reply(api_error(
            404, "ResourceNotFoundException",
            fmt::format("Function not found: arn:aws:lambda:{}:000000000000:function:{}{}", region_, name, suffix)));
    }
    std::string_view const what = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (what == "invocations" && request.method() == http::verb::post) return invoke(spec->service, request, reply);
    if (request.method() == http::verb::get && what.empty())
        return reply(json_answer(Json::object({{"Configuration", configuration(*spec)}})));
    if (request.method() == http::verb::get && what == "configuration") return reply(json_answer(configuration(*spec)));
    reply(api_error(501, "NotImplemented",
                    "The local cloud takes functions from the project; of Lambda's API it has Invoke, GetFunction, "
                    "GetFunctionConfiguration and ListFunctions"));
}

void InvokeApi::invoke(std::string_view service, net::HttpRequest const& request, net::HttpReply const& reply) {
    std::string_view const type = request["X-Amz-Invocation-Type"];
    Invoke call{.function = std::string(service),
                .event = request.body().empty() ? "{}" : request.body(),
                .trace_id = std::string(request["X-Amzn-Trace-Id"]),
                .request_id = random_.uuid()};
    if (call.trace_id.empty()) call.trace_id = new_trace_id(random_, std::chrono::system_clock::now());
    if (type == "DryRun") return reply({.status = 204, .headers = {{"x-amzn-requestid", call.request_id}}, .body = {}});
    if (!type.empty() && type != "RequestResponse" && type != "Event") {
        return reply(api_error(
            400, "InvalidParameterValueException",
            fmt::format(
                "Value '{}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: "
                "[Event, RequestResponse, DryRun]",
                type)));
    }
    std::size_t const bytes_max = type == "Event" ? kAsynchronousMax : kSynchronousMax;
    if (call.event.size() > bytes_max) {
        return reply(api_error(
            413, "RequestTooLargeException",
            fmt::format("Request must be smaller than {} bytes for the InvokeFunction operation", bytes_max)));
    }
    try {
        Json::parse(call.event);
    } catch (JsonError const& error) {
        return reply(api_error(
            400, "InvalidRequestContentException",
            fmt::format("Could not parse request body into json: {} at byte {}", error.what(), error.offset())));
    }
    if (std::string_view const context = request["X-Amz-Client-Context"]; !context.empty()) {
        auto decoded = base64_decode(context);
        if (!decoded)
            return reply(
                api_error(400, "InvalidRequestContentException", "Client context must be a valid base64-encoded JSON"));
        call.client_context = std::move(*decoded);
    }
    FunctionSpec const& spec = *room_.find(service);
    if (type == "Event") return invoke_event(spec, std::move(call), reply);
    bool const tail = request["X-Amz-Log-Type"] == "Tail";
    auto const begun = std::chrono::steady_clock::now();
    std::string const id = call.request_id;
    std::string const trace = call.trace_id;
    std::string const name = spec.service;
    std::uint64_t const memory = spec.memory_mb;
    if (tail) logs_.line(name, id, fmt::format("START RequestId: {} Version: $LATEST", id));
    room_.invoke(
        std::move(call),
        [this, reply, tail, begun, id, trace, name, memory](InvokeResult const& result) {
            if (tail) {
                double const ms =
                    std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
                logs_.line(name, id, fmt::format("END RequestId: {}", id));
                logs_.line(
                    name, id,
                    fmt::format(
                        "REPORT RequestId: {}\tDuration: {:.2f} ms\tBilled Duration: {:.0f} ms\tMemory Size: {} MB", id,
                        ms, std::ceil(ms), memory));
            }
            answer(result, tail, trace, reply);
        },
        [reply] { return reply.abandoned(); });
}

void InvokeApi::answer(InvokeResult const& result, bool tail, std::string const& trace_id,
                       net::HttpReply const& reply) const {
    switch (result.kind) {
        case InvokeResult::Kind::throttled: {
            net::HttpResponse response = api_error(429, "TooManyRequestsException", "Rate Exceeded.");
            response.body =
                R"({"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."})";
            return reply(std::move(response));
        }
        case InvokeResult::Kind::not_found:
            return reply(api_error(404, "ResourceNotFoundException", "Function not found"));
        case InvokeResult::Kind::expired:
        case InvokeResult::Kind::stopped:
            return reply(api_error(503, "ServiceException", "The local cloud is shutting down or overloaded"));
        case InvokeResult::Kind::result:
        case InvokeResult::Kind::function_error:
            break;
    }
    net::HttpResponse response{.status = 200,
                               .headers = {{"content-type", "application/json"},
                                           {"x-amzn-requestid", result.request_id},
                                           {"x-amzn-trace-id", trace_id},
                                           {"x-amz-executed-version", "$LATEST"}},
                               .body = result.payload};
    // Lambda says "Unhandled" for every error of a custom runtime.
    if (result.kind == InvokeResult::Kind::function_error)
        response.headers.emplace_back("x-amz-function-error", "Unhandled");
    if (tail)
        response.headers.emplace_back("x-amz-log-result", base64_encode(reader_.tail(result.request_id, kTailMax)));
    reply(std::move(response));
}

void InvokeApi::invoke_event(FunctionSpec const& spec, Invoke call, net::HttpReply const& reply) {
    reply({.status = 202, .headers = {{"x-amzn-requestid", call.request_id}}, .body = {}});
    try_event(spec.service, call, 1);
}

void InvokeApi::invoke_later(Invoke call) {
    FunctionSpec const* const spec = room_.find(call.function);
    if (spec == nullptr) return;
    call.function = spec->service;
    if (call.request_id.empty()) call.request_id = random_.uuid();
    try_event(spec->service, call, 1);
}

void InvokeApi::try_event(std::string service, Invoke const& call, int tries) {
    auto const ended = [this, service, call, tries](InvokeResult const& result) {
        if (result.kind == InvokeResult::Kind::result || result.kind == InvokeResult::Kind::stopped) return;
        if (tries == kTriesMax) {
            logs_.line(service, call.request_id,
                       fmt::format("the event was given up after {} tries: {}", tries, result.payload));
            return;
        }
        auto const timer = std::make_shared<asio::steady_timer>(loop_, std::chrono::minutes(tries));
        timer->async_wait([this, service, call, tries, timer](boost::system::error_code error) {
            if (!error) try_event(service, call, tries + 1);
        });
    };
    room_.invoke(call, ended, [] { return false; });
}

}  // namespace coworks::local::functions
