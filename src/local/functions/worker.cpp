#include "local/functions/worker.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// What a function's settings name below /tmp stays visible to it: "/tmp/project" of "/tmp/project/bin/program".
std::vector<std::string> tmp_of(FunctionSpec const& spec) {
    constexpr std::string_view kTmp = "/tmp/";
    std::vector<std::string> out;
    auto const add = [&](std::string_view path) {
        if (!path.starts_with(kTmp) || path.size() == kTmp.size()) return;
        std::string name(path.substr(0, path.find('/', kTmp.size())));
        if (std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
    };
    add(spec.program);
    add(spec.folder);
    for (std::string const& each : spec.arguments)
        add(each);
    for (std::string_view const each : spec.environment)
        add(each.substr(std::min(each.find('=') + 1, each.size())));
    return out;
}

/// Runtime clients put what X-Ray is to show of an error in a header of up to 1 MB (for a deep recursion in Python it
/// comes to 60 KB and more; aws-lambda-cpp, runtime.cpp). There is no X-Ray here.
constexpr net::HttpLimits kRuntimeApi{.header_bytes_max = (1U << 20) + 10'240,
                                      .skipped_header = "Lambda-Runtime-Function-XRay-Error-Cause"};

}  // namespace

std::uint64_t unix_ms(Time time) {
    auto const ahead = time - steady_clock::now();
    auto const since_1970 = (std::chrono::system_clock::now() + ahead).time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count());
}

Worker::Worker(asio::io_context& loop, WorkerOwner& owner, LogSink& logs, std::shared_ptr<FunctionSpec const> spec,
               Limits const& limits, Start start)
    : loop_(loop),
      owner_(owner),
      logs_(logs),
      spec_(std::move(spec)),
      limits_(limits),
      start_(start),
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
    api_.on_refusal([this](net::HttpRequest const& head, net::HttpResponse& response) { on_refusal(head, response); });
    auto const port = api_.listen("127.0.0.1", 0);
    if (!port) return tl::unexpected(port.error());
    auto channel = net::ChannelServer::create();
    if (!channel) return tl::unexpected(channel.error());
    channel_ = std::move(*channel);
    auto process = os::Process::start(command(*port));
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

os::Command Worker::command(std::uint16_t port) const {
    os::Command out{.program = spec_->program,
                    .arguments = spec_->arguments,
                    .environment = environment(port, kMemoryDescriptor, kEventDescriptor),
                    .folder = spec_->folder,
                    .descriptors = {{channel_->memory_descriptor(), kMemoryDescriptor},
                                    {channel_->event_descriptor(), kEventDescriptor}}};
    // A debugger finds the files that it knows.
    if (!spec_->debug) out.own_tmp = {.bytes_max = limits_.tmp_bytes_max, .kept = tmp_of(*spec_)};
    return out;
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
    Held held{.call = std::move(call)};
    if (uses_api_) {
        calls_.push_back(std::move(held));
        give_next();
        return;
    }
    Invoke const& invoke = held.call->invoke;
    bool const starts_late = start_ == Start::within_timeout && !served_ && calls_.empty();
    auto const number = channel_->send({.request_id = invoke.request_id,
                                        .function_arn = spec_->arn,
                                        .trace_id = invoke.trace_id,
                                        .client_context = invoke.client_context,
                                        .timeout_ms = static_cast<std::uint64_t>(spec_->timeout.count()),
                                        .latest_deadline_ms = starts_late ? unix_ms(started_ + spec_->timeout) : 0,
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
    return uses_api_ || calls_.front().deadline || channel_->taken(calls_.front().number);
}

bool Worker::initialised() const {
    return uses_api_ || served_ || channel_->ready();
}

Time Worker::begin(Held& held, Time now) {
    bool const with_start = start_ == Start::within_timeout && !served_;
    held.deadline = (with_start ? started_ : now) + spec_->timeout;
    served_ = true;
    return *held.deadline;
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

void Worker::look_at_init(Time now) {
    if (initialised() || retired_) return;
    if (start_ == Start::init_phase) {
        if (now - started_ > limits_.init) cut_off();
    } else if (now - started_ > spec_->timeout) {
        kill(timeout_failure(current_request(), spec_->timeout));
    }
}

void Worker::cut_off() {
    std::vector<CallPtr> calls;
    while (CallPtr call = take_back())
        calls.insert(calls.begin(), std::move(call));
    if (!calls_.empty()) {
        // It has begun a call this very moment.
        if (!calls.empty()) owner_.worker_returns(std::move(calls));
        return;
    }
    // As Lambda tells it (Lambda guide, "Troubleshoot initialization phase").
    logs_.line(spec_->service, "",
               fmt::format("INIT_REPORT Init Duration: {:.2f} ms\tPhase: init\tStatus: timeout",
                           std::chrono::duration<double, std::milli>(limits_.init).count()));
    retired_ = true;
    process_->signal(SIGKILL);
    owner_.worker_cut_off(std::move(calls));
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
    if (!calls_.empty() && !calls_.front().deadline && front_taken()) begin(calls_.front(), now);
    if (!spec_->debug) {
        if (!calls_.empty() && calls_.front().deadline && now > *calls_.front().deadline)
            kill(timeout_failure(current_request(), spec_->timeout));
        look_at_init(now);
    }
    if (now - memory_looked_ > std::chrono::milliseconds(250)) {
        memory_looked_ = now;
        if (os::resident_bytes(process_->id()).value_or(0) > spec_->memory_mb << 20)
            kill(memory_failure(current_request(), spec_->memory_mb));
    }
}

}  // namespace coworks::local::functions
