// The worker's side that speaks Lambda's Runtime API
// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).

#include <boost/beast/http/verb.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "local/functions/failure.hpp"
#include "local/functions/worker.hpp"

namespace coworks::local::functions {

namespace {

namespace http = boost::beast::http;

constexpr std::string_view kRuntime = "/2018-06-01/runtime/";
constexpr std::string_view kInvocationId = "Lambda-Runtime-Invocation-Id";

std::string_view path_of(net::HttpRequest const& request) {
    std::string_view const target(request.target().data(), request.target().size());
    return target.starts_with(kRuntime) ? target.substr(kRuntime.size()) : std::string_view();
}

/// "invocation/ID/response" or "…/error".
struct AnswerPath {
    std::string_view id;
    bool is_error;
};
std::optional<AnswerPath> read_answer_path(std::string_view path) {
    constexpr std::string_view kInvocation = "invocation/";
    if (!path.starts_with(kInvocation)) return std::nullopt;
    path.remove_prefix(kInvocation.size());
    auto const slash = path.find('/');
    auto const what = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (what != "response" && what != "error") return std::nullopt;
    return AnswerPath{path.substr(0, slash), what == "error"};
}

std::string error_type_of(net::HttpRequest const& request) {
    auto const type = request["Lambda-Runtime-Function-Error-Type"];
    return {type.data(), type.size()};
}

net::HttpResponse accepted() {
    return {.status = 202, .headers = {{"Content-Type", "application/json"}}, .body = R"({"status":"OK"})"};
}

net::HttpResponse refused(unsigned status, std::string body) {
    return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

}  // namespace

void Worker::on_request(net::HttpRequest request, net::HttpReply reply) {
    std::string_view const path = path_of(request);
    if (request.method() == http::verb::get && path == "invocation/next") {
        on_next(std::move(reply));
    } else if (request.method() == http::verb::post && path == "init/error") {
        on_init_error(request, reply);
    } else if (request.method() == http::verb::post && path.starts_with("invocation/")) {
        on_answer(request, reply);
    } else {
        reply(refused(404, R"({"errorType":"NotFound","errorMessage":"no such path of the Runtime API"})"));
    }
}

void Worker::on_next(net::HttpReply reply) {
    if (!uses_api_) become_api();
    next_ = std::move(reply);
    if (!calls_.empty()) {
        // It asks again without having answered, as a runtime does that lost its connection: it gets the call again,
        // for the rest of its time.
        give_next();
        return;
    }
    owner_.worker_free(*this);
}

void Worker::become_api() {
    uses_api_ = true;
    std::vector<CallPtr> calls;
    for (Held& held : calls_) {
        channel_->revoke(held.number);
        calls.push_back(std::move(held.call));
    }
    calls_.clear();
    if (!calls.empty()) owner_.worker_returns(std::move(calls));
}

void Worker::give_next() {
    Held& held = calls_.front();
    if (held.invocation_id.empty()) held.invocation_id = std::to_string(++given_);
    Invoke const& invoke = held.call->invoke;
    Time const deadline = held.deadline ? *held.deadline : begin(held, std::chrono::steady_clock::now());
    net::HttpResponse response{.status = 200,
                               .headers = {{"Lambda-Runtime-Aws-Request-Id", invoke.request_id},
                                           {std::string(kInvocationId), held.invocation_id},
                                           {"Lambda-Runtime-Deadline-Ms", std::to_string(unix_ms(deadline))},
                                           {"Lambda-Runtime-Invoked-Function-Arn", spec_->arn},
                                           {"Lambda-Runtime-Trace-Id", invoke.trace_id},
                                           {"Content-Type", "application/json"}},
                               .body = invoke.event};
    if (!invoke.client_context.empty())
        response.headers.emplace_back("Lambda-Runtime-Client-Context", invoke.client_context);
    net::HttpReply const reply = std::move(*next_);
    next_.reset();
    reply(std::move(response));
}

void Worker::on_init_error(net::HttpRequest const& request, net::HttpReply const& reply) {
    init_error_ = told_failure(error_type_of(request), request.body());
    reply(accepted());
}

bool Worker::answers_front(std::string_view id) const {
    return uses_api_ && !calls_.empty() && id == calls_.front().call->invoke.request_id;
}

void Worker::on_answer(net::HttpRequest const& request, net::HttpReply const& reply) {
    auto const path = read_answer_path(path_of(request));
    if (!path || !answers_front(path->id))
        return reply(refused(400, R"({"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"})"));
    // A client that sends it back answers this very invocation, or one that was given up (aws-lambda-dotnet, pull
    // request 2508).
    auto const invocation = request[kInvocationId];
    if (!invocation.empty() && std::string_view(invocation.data(), invocation.size()) != calls_.front().invocation_id)
        return reply(refused(410, R"({"errorType":"InvokeTimeout","errorMessage":"Invoke timeout"})"));
    if (request.body().size() > net::kResultBytesMax) {
        InvokeResult failure = too_large_failure();
        reply(refused(413, failure.payload));
        return end_front(std::move(failure));
    }
    reply(accepted());
    output_->drain();
    errors_->drain();
    if (path->is_error) {
        end_front(told_failure(error_type_of(request), request.body()));
    } else {
        end_front({.kind = InvokeResult::Kind::result, .payload = request.body()});
    }
}

/// A result that the server itself did not want to read is as much the call's end as one that is read and too large.
void Worker::on_refusal(net::HttpRequest const& head, net::HttpResponse& response) {
    constexpr unsigned kTooLarge = 413;
    auto const path = response.status == kTooLarge ? read_answer_path(path_of(head)) : std::nullopt;
    if (!path || !answers_front(path->id)) return;
    InvokeResult failure = too_large_failure();
    response.body = failure.payload;
    end_front(std::move(failure));
}

}  // namespace coworks::local::functions
