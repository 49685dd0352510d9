#include <fmt/format.h>

#include <array>

#include "base/base64.hpp"
#include "base/trace_id.hpp"
#include "local/functions/api/operations.hpp"

namespace coworks::local::functions::api {

namespace {

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Function configuration, deployment, and
// execution": the payload of an asynchronous call.
constexpr std::size_t kAsynchronousMax = 1U << 20;

/// The function's input, out of a request that it fits.
aws::Outcome<Invoke> read_call(FunctionSpec const& spec, Call const& call, bool event) {
    Invoke made{.function = spec.service,
                .event = call.text("Payload"),
                .trace_id = call.trace_id,
                .request_id = call.request_id};
    if (made.event.empty()) made.event = "{}";
    std::size_t const bytes_max = event ? kAsynchronousMax : kEventBytesMax;
    if (made.event.size() > bytes_max)
        return aws::refuse(
            "RequestTooLargeException",
            fmt::format("Request must be smaller than {} bytes for the InvokeFunction operation", bytes_max));
    try {
        Json::parse(made.event);
    } catch (JsonError const& error) {
        return aws::refuse(
            "InvalidRequestContentException",
            fmt::format("Could not parse request body into json: {} at byte {}", error.what(), error.offset()));
    }
    if (std::string const context = call.text("ClientContext"); !context.empty()) {
        auto decoded = base64_decode(context);
        if (!decoded)
            return aws::refuse("InvalidRequestContentException", "Client context must be a valid base64-encoded JSON");
        made.client_context = *std::move(decoded);
    }
    return made;
}

aws::Fault failure(InvokeResult const& result) {
    switch (result.kind) {
        case InvokeResult::Kind::throttled:
            return aws::Fault("TooManyRequestsException", "Rate Exceeded.")
                .with("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
        case InvokeResult::Kind::not_found:
            return {"ResourceNotFoundException", "Function not found"};
        default:
            return {"ServiceException", "The local cloud is shutting down or overloaded", 503};
    }
}

void invoke_synchronously(Parts& parts, Invoke invoke, Call call) {
    bool const tail = call.text("LogType") == "Tail";
    invoke.trace_id = function_trace(invoke.trace_id, parts.random, SystemClock().now());
    invoke.tail = tail;
    std::string const trace = invoke.trace_id;
    auto const shared = std::make_shared<Call>(std::move(call));
    parts.functions.invoke(
        std::move(invoke),
        [shared, tail, trace](InvokeResult const& result) {
            bool const failed = result.kind == InvokeResult::Kind::function_error;
            if (!failed && result.kind != InvokeResult::Kind::result)
                return shared->answer(tl::unexpected(failure(result)));
            if (shared->headers) shared->headers->emplace_back("x-amzn-trace-id", trace);
            Json::ObjectBuilder answer;
            answer.set("StatusCode", 200);
            // Lambda says "Unhandled" for every error of a custom runtime.
            if (failed) answer.set("FunctionError", "Unhandled");
            if (tail) answer.set("LogResult", base64_encode(result.log_tail));
            answer.set("ExecutedVersion", "$LATEST");
            answer.set("Payload", result.payload);
            shared->answer(answer.finish());
        },
        shared->abandoned);
}

}  // namespace

static void invoke(Parts& parts, Call&& call) {
    auto const found = find_function(parts, call.request);
    if (!found) return call.answer(tl::unexpected(found.error()));
    std::string const type = call.text("InvocationType");
    if (type == "DryRun") return call.answer(Json::object({{"StatusCode", 204}}));
    auto made = read_call(**found, call, type == "Event");
    if (!made) return call.answer(tl::unexpected(made.error()));
    if (type != "Event") return invoke_synchronously(parts, *std::move(made), std::move(call));
    parts.events.put(*std::move(made), [answer = std::move(call.answer)](Result<void> const& stored) {
        if (!stored) return answer(tl::unexpected(emulator::internal(stored.error())));
        answer(Json::object({{"StatusCode", 202}}));
    });
}

std::span<Operation const> invoke_operations() {
    static constexpr auto kRows = std::to_array<Operation>({{"Invoke", invoke}});
    return kRows;
}

}  // namespace coworks::local::functions::api
