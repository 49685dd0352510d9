#include "local/cloud/cloud.hpp"

#include <malloc.h>
#include <sched.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <coworks/json.hpp>

#include "base/descriptors.hpp"
#include "base/text.hpp"
#include "local/cloud/own_api.hpp"
#include "local/connections/http_task.hpp"
#include "local/functions/functions_room.hpp"
#include "local/functions/invoke_api.hpp"
#include "local/gateway/api_task.hpp"
#include "local/gateway/gateway.hpp"
#include "local/logs/log_book.hpp"
#include "local/states/buckets.hpp"
#include "local/states/put_machine.hpp"
#include "local/states/states_room.hpp"
#include "net/http_server.hpp"
#include "project/names.hpp"

namespace coworks::local::cloud {

namespace asio = boost::asio;

namespace {

/// The log book, and beside it whoever follows.
class FollowedLogs final : public LogSink {
public:
    FollowedLogs(logs::LogBook& book, std::function<void(std::string_view, std::string_view)> follow)
        : book_(book), follow_(std::move(follow)) {}
    void line(std::string_view service, std::string_view request_id, std::string_view text) override {
        book_.line(service, request_id, text);
        if (follow_) follow_(service, text);
    }

private:
    logs::LogBook& book_;
    std::function<void(std::string_view, std::string_view)> follow_;
};

/// Runs the loop, and looks a little longer for work before it sleeps: waking up from a sleep costs more than most
/// answers of a worker take to come. Other processes have the core meanwhile if they want it.
void run_eagerly(asio::io_context& loop) {
    constexpr std::chrono::microseconds kPatience{60};
    auto last_work = std::chrono::steady_clock::now();
    while (!loop.stopped()) {
        if (loop.poll() > 0) {
            last_work = std::chrono::steady_clock::now();
        } else if (std::chrono::steady_clock::now() - last_work < kPatience) {
            ::sched_yield();
        } else if (loop.run_one() > 0) {
            last_work = std::chrono::steady_clock::now();
        }
    }
}

/// Who waits for a worker has a connection, and half of the descriptors are for those: callers of one slow service take
/// half of them at most, so that the other services hear theirs.
functions::Limits function_limits() {
    functions::Limits limits;
    limits.waiting_max = std::min(limits.waiting_max, descriptors_max() / 4);
    return limits;
}

net::HttpResponse refusal(unsigned status, std::string_view message) {
    return {.status = status,
            .headers = {{"content-type", "application/json"}},
            .body = Json::object({{"message", message}}).dump()};
}

}  // namespace

/// The rooms, in the order in which they need each other.
class Cloud::Rooms {
public:
    explicit Rooms(CloudOptions made)
        : options(std::move(made)),
          guard(asio::make_work_guard(loop)),
          book(clock, options.log_folder),
          sink(book, options.on_log),
          functions(loop, sink, random, function_limits()),
          invoke_api(loop, functions, sink, book, random, options.region),
          gateway(functions, random, sink,
                  {.stage = options.stage,
                   .region = options.region,
                   .cors = options.cors,
                   .timeout = options.gateway_timeout}),
          api_task(gateway),
          http_task(loop, options.connections, options.region),
          buckets(loop, options.bucket_folder),
          own_api(functions, book, options.project, options.stage),
          server(loop, [this](net::HttpRequest request,
                              net::HttpReply reply) { route(std::move(request), std::move(reply)); }),
          deadline(loop),
          flusher(loop) {
        server.tell_date(clock);
        server.on_refusal([this](net::HttpRequest const& head, net::HttpResponse& response) {
            gateway.complete_refusal(head, response);
        });
    }

    /// Which room a request is for: our own API and the AWS APIs by path and target header, everything else is a
    /// service's.
    void route(net::HttpRequest request, net::HttpReply reply) {
        std::string_view const target(request.target().data(), request.target().size());
        bool const own = target.starts_with(OwnApi::kPrefix);
        bool const lambda = target.starts_with(functions::InvokeApi::kPrefix);
        bool const aws = lambda || request.count("X-Amz-Target") > 0;
        bool const console = target.starts_with("/_console");
        if (!own && !aws && !console) return gateway.handle(std::move(request), std::move(reply));
        if (!is_trusted(request)) {
            return reply(refusal(
                403,
                "this address is for programs on this machine: use http://localhost, and no page of another origin"));
        }
        if (own) return own_api.handle(request, reply);
        if (lambda) return invoke_api.handle(request, reply);
        if (console)
            return reply(refusal(404, "the console is not part of this version; see GET /_cws/status and /_cws/logs"));
        auto const operation = request["X-Amz-Target"];
        std::string_view const name(operation.data(), operation.size());
        if (states_room && name.starts_with(states::StatesApi::kTarget)) return states_room->handle(request, reply);
        reply({.status = 400,
               .headers = {{"content-type", "application/x-amz-json-1.0"}},
               .body = Json::object({{"__type", "UnknownOperationException"},
                                     {"message", "the local cloud has no " + to_utf8(name)}})
                           .dump()});
    }

    /// Opens the database of executions, where there is a folder for it.
    Result<void> open_states() {
        if (options.data_folder.empty()) return {};
        auto opened =
            states::StatesRoom::open(loop, clock, random,
                                     {.file = options.data_folder / "states.db",
                                      .region = options.region,
                                      .account = std::string(project::kLocalAccount),
                                      .keep = options.keep_history},
                                     {.functions = functions,
                                      .invoke_later = [this](Invoke call) { invoke_api.invoke_later(std::move(call)); },
                                      .integrations = {&api_task, &http_task},
                                      .storage = &buckets,
                                      .logs = sink});
        if (!opened) return tl::unexpected(opened.error());
        states_room = *std::move(opened);
        return {};
    }

    void put_workflow(CloudWorkflow const& workflow, std::function<void(Result<bool>)> const& done) {
        if (!states_room) return done(fail("no_store", "this local cloud has no data folder for workflows"));
        states::put_machine(*states_room, workflow.machine, workflow.definition,
                            workflow.express ? asl::ExecutionType::express : asl::ExecutionType::standard, done);
    }

    void put(CloudService service) {
        std::string const function = options.project + "-" + options.stage + "-" + service.name;
        functions::FunctionSpec spec{.service = service.name,
                                     .name = function,
                                     .arn = project::function_arn(options.region, project::kLocalAccount, function),
                                     .program = std::move(service.program),
                                     .arguments = std::move(service.arguments),
                                     .folder = std::move(service.folder),
                                     .environment = std::move(service.environment),
                                     .memory_mb = service.memory_mb,
                                     .timeout = service.timeout,
                                     .concurrency = service.concurrency,
                                     .debug = service.debug};
        functions.put(std::move(spec));
        own_api.note_build_error(service.name, "");
        gateway.put(service.name, std::move(service.interface));
    }

    /// Files are written through a buffer; readers see lines a second later at the latest.
    void keep_flushing() {
        flusher.expires_after(std::chrono::seconds(1));
        flusher.async_wait([this](boost::system::error_code error) {
            if (error) return;
            book.flush();
            give_memory_back();
            keep_flushing();
        });
    }

    /// After a rush of large answers the C library keeps all that they took in its heap (600 MB were seen).
    static void give_memory_back() {
        constexpr std::size_t kKept = 32U << 20;
        if (::mallinfo2().fordblks > kKept) ::malloc_trim(0);
    }

    void stop(std::chrono::milliseconds grace) {
        if (stopping) return end();
        stopping = true;
        server.stop_accepting();
        if (states_room) states_room->drain();
        deadline.expires_after(grace);
        deadline.async_wait([this](boost::system::error_code error) {
            if (!error) end();
        });
        end_when_quiet();
    }

    void end_when_quiet() {
        if (server.open_requests() == 0 && !functions.busy() && (!states_room || states_room->quiet())) return end();
        auto const again = std::make_shared<asio::steady_timer>(loop, std::chrono::milliseconds(10));
        again->async_wait([this, again](boost::system::error_code) {
            if (!ended) end_when_quiet();
        });
    }

    void end() {
        if (ended) return;
        ended = true;
        deadline.cancel();
        flusher.cancel();
        functions.stop([this] {
            book.flush();
            guard.reset();
            loop.stop();
        });
    }

    CloudOptions options;
    asio::io_context loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard;
    SystemClock clock;
    SystemRandom random;
    logs::LogBook book;
    FollowedLogs sink;
    functions::FunctionsRoom functions;
    functions::InvokeApi invoke_api;
    gateway::Gateway gateway;
    gateway::ApiTask api_task;
    connections::HttpTask http_task;
    states::Buckets buckets;
    std::unique_ptr<states::StatesRoom> states_room;
    OwnApi own_api;
    net::HttpServer server;
    asio::steady_timer deadline;
    asio::steady_timer flusher;
    bool stopping = false;
    bool ended = false;
};

Cloud::Cloud(CloudOptions options) : rooms_(std::make_unique<Rooms>(std::move(options))) {}

Cloud::~Cloud() = default;

Result<std::uint16_t> Cloud::listen() {
    if (auto opened = rooms_->open_states(); !opened) return tl::unexpected(opened.error());
    return rooms_->server.listen(rooms_->options.address, rooms_->options.port);
}

void Cloud::put(CloudService service) {
    post([this, service = std::move(service)]() mutable { rooms_->put(std::move(service)); });
}

void Cloud::remove(std::string service) {
    post([this, service = std::move(service)] {
        rooms_->own_api.note_build_error(service, "");
        rooms_->gateway.remove(service);
        rooms_->functions.remove(service);
    });
}

void Cloud::note_build_error(std::string service, std::string text) {
    post([this, service = std::move(service), text = std::move(text)]() mutable {
        rooms_->own_api.note_build_error(service, std::move(text));
    });
}

void Cloud::put_workflow(CloudWorkflow workflow, std::function<void(Result<bool>)> done) {
    post([this, workflow = std::move(workflow), done = std::move(done)] { rooms_->put_workflow(workflow, done); });
}

void Cloud::run() {
    // After everything that was put before.
    post([this] {
        if (rooms_->states_room) rooms_->states_room->begin(rooms_->options.on_taken_up);
    });
    rooms_->keep_flushing();
    run_eagerly(rooms_->loop);
}

void Cloud::stop(std::chrono::milliseconds grace) {
    post([this, grace] { rooms_->stop(grace); });
}

void Cloud::post(std::function<void()> task) {
    asio::post(rooms_->loop, std::move(task));
}

}  // namespace coworks::local::cloud
