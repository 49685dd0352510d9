#include "local/functions/worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/verb.hpp>
#include <csignal>

#include "local/functions/failure.hpp"

namespace coworks::local::functions {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

/// Numbers under which a worker finds its channel.
constexpr int kMemoryDescriptor = 3;
constexpr int kEventDescriptor = 4;

/// Runtime clients put what X-Ray is to show of an error in a header of up to 1 MB (for a deep recursion in Python it
/// comes to 60 KB and more; aws-lambda-cpp, runtime.cpp). There is no X-Ray here.
constexpr net::HttpLimits kRuntimeApi{.header_bytes_max = (1U << 20) + 10'240,
                                      .skipped_header = "Lambda-Runtime-Function-XRay-Error-Cause"};

}  // namespace

Worker::Worker(asio::io_context& loop, WorkerOwner& owner, LogSink& logs, std::shared_ptr<FunctionSpec const> spec,
               Limits const& limits)
    : loop_(loop),
      owner_(owner),
      logs_(logs),
      spec_(std::move(spec)),
      limits_(limits),
      api_(
          loop,
          [this](net::HttpRequest request, net::HttpReply reply) { on_request(std::move(request), std::move(reply)); },
          kRuntimeApi),
      channel_event_(loop),
      end_event_(loop),
      started_(steady_clock::now()),
      idle_since_(started_),
      memory_looked_(started_) {}

Worker::~Worker() {
    *alive_ = false;
}

Result<void> Worker::start() {
    auto const port = api_.listen("127.0.0.1", 0);
    if (!port) return tl::unexpected(port.error());
    auto channel = net::ChannelServer::create();
    if (!channel) return tl::unexpected(channel.error());
    channel_ = std::move(*channel);
    auto process = os::Process::start({.program = spec_->program,
                                       .arguments = spec_->arguments,
                                       .environment = environment(*port, kMemoryDescriptor, kEventDescriptor),
                                       .folder = spec_->folder,
                                       .descriptors = {{channel_->memory_descriptor(), kMemoryDescriptor},
                                                       {channel_->event_descriptor(), kEventDescriptor}}});
    if (!process) return tl::unexpected(process.error());
    process_ = std::move(*process);
    auto const on_line = [this](std::string_view line) { logs_.line(spec_->service, current_request(), line); };
    output_.emplace(loop_, process_->output_descriptor(), on_line);
    errors_.emplace(loop_, process_->error_descriptor(), on_line);
    channel_event_.assign(::dup(channel_->event_descriptor()));
    end_event_.assign(::dup(process_->end_descriptor()));
    watch_channel();
    watch_end();
    return {};
}

std::string Worker::current_request() const {
    return calls_.empty() ? std::string() : calls_.front().call->invoke.request_id;
}

// --- Calls -----------------------------------------------------------------------------------------------------------

std::size_t Worker::room() const {
    if (retired_ || killed_ || !process_) return 0;
    if (uses_api_) return next_ && calls_.empty() ? 1 : 0;
    return channel_->room();
}

void Worker::send(CallPtr call) {
    Held held{std::move(call), 0, std::nullopt};
    if (uses_api_) {
        calls_.push_back(std::move(held));
        give_next();
        return;
    }
    Invoke const& invoke = held.call->invoke;
    auto const number = channel_->send({.request_id = invoke.request_id,
                                        .function_arn = spec_->arn,
                                        .trace_id = invoke.trace_id,
                                        .client_context = invoke.client_context,
                                        .timeout_ms = static_cast<std::uint64_t>(spec_->timeout.count()),
                                        .event = invoke.event});
    if (!number) {
        // The pool looked at room() before, so only a size beyond the slot's is left.
        held.call->finish(told_failure("RequestEntityTooLarge", R"({"errorMessage":"the event is too large"})"));
        return;
    }
    held.number = *number;
    calls_.push_back(std::move(held));
}

bool Worker::front_taken() const {
    if (calls_.empty()) return false;
    return uses_api_ || calls_.front().taken || channel_->taken(calls_.front().number);
}

CallPtr Worker::take_back() {
    if (uses_api_ || calls_.empty() || !channel_->revoke(calls_.back().number)) return nullptr;
    CallPtr call = std::move(calls_.back().call);
    calls_.pop_back();
    return call;
}

Call const* Worker::oldest_untaken() const {
    if (uses_api_ || calls_.empty()) return nullptr;
    std::size_t const first = front_taken() ? 1 : 0;
    return first < calls_.size() ? calls_[first].call.get() : nullptr;
}

void Worker::end_front(InvokeResult result) {
    CallPtr const call = std::move(calls_.front().call);
    calls_.pop_front();
    served_ = true;
    idle_since_ = steady_clock::now();
    call->finish(std::move(result));
}

// --- The fast channel
// --------------------------------------------------------------------------------------------------

void Worker::watch_channel() {
    channel_event_.async_wait(asio::posix::stream_descriptor::wait_read, [this, alive = alive_](error_code error) {
        if (error || !*alive) return;
        receive();
        if (!*alive) return;
        owner_.worker_free(*this);
        if (*alive && channel_event_.is_open()) watch_channel();
    });
}

void Worker::receive() {
    auto const received = channel_->receive([this](std::uint64_t number, net::Outcome const& outcome) {
        if (calls_.empty() || calls_.front().number != number) return;
        if (outcome.failed) {
            end_front(told_failure(std::string(outcome.error_type), std::string(outcome.payload)));
        } else {
            end_front({.kind = InvokeResult::Kind::result, .payload = std::string(outcome.payload)});
        }
    });
    if (!received) kill(start_failure(current_request(), received.error().text()));
}

// --- Lambda's own protocol
// -----------------------------------------------------------------------------------------------

void Worker::on_request(net::HttpRequest request, net::HttpReply reply) {
    namespace http = boost::beast::http;
    std::string_view const target(request.target().data(), request.target().size());
    constexpr std::string_view kRuntime = "/2018-06-01/runtime/";
    std::string_view const path = target.starts_with(kRuntime) ? target.substr(kRuntime.size()) : std::string_view();
    if (request.method() == http::verb::get && path == "invocation/next") {
        on_next(std::move(reply));
    } else if (request.method() == http::verb::post && (path == "init/error" || path.starts_with("invocation/"))) {
        on_posted(path, request, reply);
    } else {
        reply({.status = 404,
               .headers = {},
               .body = R"({"errorType":"NotFound","errorMessage":"no such path of the Runtime API"})"});
    }
}

void Worker::on_next(net::HttpReply reply) {
    if (!uses_api_) become_api();
    next_ = std::move(reply);
    if (!calls_.empty()) {
        // It asks again without having answered, as a runtime does that lost its connection: it gets the call again.
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
    Invoke const& invoke = held.call->invoke;
    auto const deadline = std::chrono::system_clock::now().time_since_epoch() + spec_->timeout;
    net::HttpResponse response{
        .status = 200,
        .headers = {{"Lambda-Runtime-Aws-Request-Id", invoke.request_id},
                    {"Lambda-Runtime-Deadline-Ms",
                     std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(deadline).count())},
                    {"Lambda-Runtime-Invoked-Function-Arn", spec_->arn},
                    {"Lambda-Runtime-Trace-Id", invoke.trace_id},
                    {"Content-Type", "application/json"}},
        .body = invoke.event};
    if (!invoke.client_context.empty())
        response.headers.emplace_back("Lambda-Runtime-Client-Context", invoke.client_context);
    held.taken = steady_clock::now();
    served_ = true;
    net::HttpReply const reply = std::move(*next_);
    next_.reset();
    reply(std::move(response));
}

void Worker::on_posted(std::string_view path, net::HttpRequest const& request, net::HttpReply const& reply) {
    auto const type = request["Lambda-Runtime-Function-Error-Type"];
    std::string error_type(type.data(), type.size());
    net::HttpResponse const accepted{
        .status = 202, .headers = {{"Content-Type", "application/json"}}, .body = R"({"status":"OK"})"};
    if (path == "init/error") {
        init_error_ = told_failure(std::move(error_type), request.body());
        reply(accepted);
        return;
    }
    path.remove_prefix(std::string_view("invocation/").size());
    auto const slash = path.find('/');
    std::string_view const id = path.substr(0, slash);
    std::string_view const what = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (!uses_api_ || calls_.empty() || id != calls_.front().call->invoke.request_id ||
        (what != "response" && what != "error")) {
        reply({.status = 400,
               .headers = {},
               .body = R"({"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"})"});
        return;
    }
    constexpr std::size_t kPayloadMax = 6U << 20;
    if (request.body().size() > kPayloadMax) {
        reply(
            {.status = 413,
             .headers = {},
             .body =
                 R"({"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."})"});
        end_front(told_failure(
            "Function.ResponseSizeTooLarge",
            R"({"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."})"));
        return;
    }
    reply(accepted);
    output_->drain();
    errors_->drain();
    if (what == "response") {
        end_front({.kind = InvokeResult::Kind::result, .payload = request.body()});
    } else {
        end_front(told_failure(std::move(error_type), request.body()));
    }
}

// --- The process's life
// ----------------------------------------------------------------------------------------------------

std::vector<std::string> Worker::environment(std::uint16_t port, int memory_descriptor, int event_descriptor) const {
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Defined runtime environment variables".
    std::vector<std::string> out{"AWS_LAMBDA_RUNTIME_API=127.0.0.1:" + std::to_string(port),
                                 "AWS_LAMBDA_FUNCTION_NAME=" + spec_->name,
                                 "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=" + std::to_string(spec_->memory_mb),
                                 "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
                                 "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
                                 "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/" + spec_->name,
                                 "AWS_LAMBDA_LOG_STREAM_NAME=local",
                                 "LAMBDA_TASK_ROOT=" + spec_->folder,
                                 "_HANDLER=" + spec_->service,
                                 "TZ=:UTC"};
    out.insert(out.end(), spec_->environment.begin(), spec_->environment.end());
    // A service that sets it (to nothing) is served through the Runtime API alone: so the two are compared.
    static constexpr std::string_view kChannel = "COWORKS_CHANNEL=";
    if (std::ranges::none_of(out, [](std::string const& each) { return each.starts_with(kChannel); })) {
        out.push_back(std::string(kChannel) +
                      net::ChannelServer::environment_value(memory_descriptor, event_descriptor));
    }
    return out;
}

void Worker::watch_end() {
    end_event_.async_wait(asio::posix::stream_descriptor::wait_read, [this, alive = alive_](error_code error) {
        if (!error && *alive) on_end();
    });
}

void Worker::on_end() {
    auto const exit = process_->poll();
    if (!exit) {
        watch_end();
        return;
    }
    receive();
    output_->finish();
    errors_->finish();
    std::vector<CallPtr> rest;
    // A process that ends before it has begun anything takes the call with it for which it was started: else the next
    // worker would fail on the same call, and so on without end.
    bool const front_fails = front_taken() || !served_;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
        if (i == 0 && front_fails && !calls_[i].call->is_abandoned()) {
            InvokeResult failure = failure_of(*calls_[i].call, *exit);
            logs_.line(spec_->service, calls_[i].call->invoke.request_id, failure.payload);
            calls_[i].call->finish(std::move(failure));
        } else if (i > 0 || !front_fails) {
            rest.push_back(std::move(calls_[i].call));
        }
    }
    calls_.clear();
    error_code ignored;
    channel_event_.close(ignored);
    end_event_.close(ignored);
    retired_ = true;
    if (!rest.empty()) owner_.worker_returns(std::move(rest));
    owner_.worker_ended(*this);
}

InvokeResult Worker::failure_of(Call const& call, os::Exit const& exit) const {
    if (killed_) return *killed_;
    if (init_error_) return *init_error_;
    return exit_failure(call.invoke.request_id, exit);
}

void Worker::kill(InvokeResult reason) {
    if (killed_) return;
    killed_ = std::move(reason);
    process_->signal(SIGKILL);
}

void Worker::retire() {
    retired_ = true;
    std::vector<CallPtr> calls;
    while (CallPtr call = take_back())
        calls.insert(calls.begin(), std::move(call));
    if (!calls.empty()) owner_.worker_returns(std::move(calls));
}

void Worker::stop() {
    retire();
    if (process_ && !calls_.empty()) kill({.kind = InvokeResult::Kind::stopped});
}

void Worker::drop_pointless(Time now) {
    std::vector<CallPtr> late;
    for (std::size_t i = calls_.size(); !uses_api_ && i-- > (front_taken() ? 1 : 0);) {
        Call const& call = *calls_[i].call;
        bool const gone = call.is_abandoned();
        if ((!gone && now < call.deadline()) || !channel_->revoke(calls_[i].number)) continue;
        if (!gone) late.push_back(std::move(calls_[i].call));
        calls_.erase(calls_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    // The call under way goes on to its end, or to the function's own timeout; its caller waits no longer.
    if (!calls_.empty() && now >= calls_.front().call->deadline())
        calls_.front().call->finish({.kind = InvokeResult::Kind::expired});
    for (CallPtr const& call : late)
        call->finish({.kind = InvokeResult::Kind::expired});
}

void Worker::tick(Time now) {
    if (!process_) return;
    if (!spec_->debug) drop_pointless(now);
    if (retired_ && calls_.empty()) {
        if (!told_to_end_at_) {
            told_to_end_at_ = now;
            process_->signal(SIGTERM);
        } else if (now - *told_to_end_at_ > limits_.grace) {
            process_->signal(SIGKILL);
        }
    }
    if (!calls_.empty() && !calls_.front().taken && front_taken()) {
        calls_.front().taken = now;
        served_ = true;
    }
    if (!spec_->debug && !calls_.empty()) {
        Held const& front = calls_.front();
        if (front.taken && now - *front.taken > spec_->timeout)
            kill(timeout_failure(front.call->invoke.request_id, spec_->timeout));
        if (!served_ && now - started_ > limits_.init) {
            kill(timeout_failure(front.call->invoke.request_id,
                                 std::chrono::duration_cast<std::chrono::milliseconds>(limits_.init)));
        }
    }
    if (now - memory_looked_ > std::chrono::milliseconds(250)) {
        memory_looked_ = now;
        if (os::resident_bytes(process_->id()).value_or(0) > spec_->memory_mb << 20)
            kill(memory_failure(current_request(), spec_->memory_mb));
    }
}

}  // namespace coworks::local::functions
