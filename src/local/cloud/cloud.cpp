#include "local/cloud/cloud.hpp"

#include <malloc.h>
#include <sched.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <coworks/json.hpp>

#include "aws/signature.hpp"
#include "base/descriptors.hpp"
#include "base/text.hpp"
#include "local/cloud/emulators.hpp"
#include "local/cloud/own_api.hpp"
#include "local/connections/http_task.hpp"
#include "local/functions/functions_room.hpp"
#include "local/gateway/api_task.hpp"
#include "local/gateway/gateway.hpp"
#include "local/logs/log_book.hpp"
#include "local/states/put_machine.hpp"
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

/// Whether a client of AWS speaks to a service: in a JSON protocol its target says so, in the query protocol the root
/// is asked, where nothing of a project is, with a signature.
bool is_for_aws(net::HttpRequest const& request) {
    if (request.count("X-Amz-Target") > 0) return true;
    return request.target() == "/" && aws::parse_signature(request["Authorization"]).has_value();
}

/// For a client that asks for a service that is not here, in the words of its protocol.
net::HttpResponse unknown_service(net::HttpRequest const& request) {
    if (std::string_view const target = request["X-Amz-Target"]; !target.empty())
        return {.status = 400,
                .headers = {{"content-type", "application/x-amz-json-1.0"}},
                .body = Json::object({{"__type", "UnknownOperationException"},
                                      {"message", "the local cloud has no " + to_utf8(target)}})
                            .dump()};
    std::string service = aws::parse_signature(request["Authorization"])->service;
    // It stands in XML.
    std::erase_if(service, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'); });
    return {.status = 400,
            .headers = {{"content-type", "text/xml"}},
            .body =
                "<ErrorResponse><Error><Type>Sender</Type><Code>UnknownOperationException</Code><Message>the local "
                "cloud has no service " +
                service + "</Message></Error></ErrorResponse>"};
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
          gateway(functions, random, sink,
                  {.stage = options.stage,
                   .place = {.region = options.region},
                   .cors = options.cors,
                   .timeout = options.gateway_timeout}),
          api_task(gateway),
          http_task(loop, options.connections, options.region),
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

    /// Which room a request is for: our own API and the AWS APIs by path, target header or signature, everything else
    /// is a service's.
    void route(net::HttpRequest request, net::HttpReply reply) {
        std::string_view const target(request.target().data(), request.target().size());
        bool const own = target.starts_with(OwnApi::kPrefix);
        bool const console = target.starts_with("/_console");
        Emulator* const emulator = own || console ? nullptr : emulators->find(request);
        bool const unknown = emulator == nullptr && is_for_aws(request);
        if (!own && !console && !unknown && emulator == nullptr)
            return gateway.handle(std::move(request), std::move(reply));
        if (!is_trusted(request)) {
            return reply(refusal(
                403,
                "this address is for programs on this machine: use http://localhost, and no page of another origin"));
        }
        if (own) return own_api.handle(request, reply);
        if (console)
            return reply(refusal(404, "the console is not part of this version; see GET /_cws/status and /_cws/logs"));
        if (emulator != nullptr) return emulator->handle(std::move(request), std::move(reply));
        reply(unknown_service(request));
    }

    /// Opens the files of the data folder, where there is one.
    Result<void> open_emulators() {
        auto opened = Emulators::open({.loop = loop,
                                       .clock = clock,
                                       .random = random,
                                       .functions = functions,
                                       .logs = sink,
                                       .log_reader = book,
                                       .place = {.region = options.region},
                                       .data_folder = options.data_folder,
                                       .bucket_folder = options.bucket_folder,
                                       .executions = options.executions,
                                       .keep_history = options.keep_history,
                                       .on_taken_up = options.on_taken_up,
                                       .integrations = {&api_task, &http_task}});
        if (!opened) return tl::unexpected(opened.error());
        emulators = *std::move(opened);
        return {};
    }

    void put_workflow(CloudWorkflow const& workflow, std::function<void(Result<bool>)> const& done) {
        if (emulators->states() == nullptr)
            return done(fail("no_store", "this local cloud has no data folder for workflows"));
        states::put_machine(*emulators->states(), workflow.machine, workflow.definition,
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
        emulators->drain();
        deadline.expires_after(grace);
        deadline.async_wait([this](boost::system::error_code error) {
            if (!error) end();
        });
        end_when_quiet();
    }

    void end_when_quiet() {
        if (server.open_requests() == 0 && !functions.busy() && emulators->quiet()) return end();
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
    gateway::Gateway gateway;
    gateway::ApiTask api_task;
    connections::HttpTask http_task;
    std::unique_ptr<Emulators> emulators;  ///< from listen() on
    OwnApi own_api;
    net::HttpServer server;
    asio::steady_timer deadline;
    asio::steady_timer flusher;
    bool stopping = false;
    bool ended = false;
};

Cloud::Cloud(CloudOptions options) : rooms_(std::make_unique<Rooms>(std::move(options))) {}

Cloud::~Cloud() = default;

Result<void> Cloud::open() {
    return rooms_->open_emulators();
}

Result<std::uint16_t> Cloud::listen() {
    if (auto opened = rooms_->open_emulators(); !opened) return tl::unexpected(opened.error());
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

void Cloud::put_mocks(std::string machine, project::Mocks mocks) {
    post([this, machine = std::move(machine), mocks = std::move(mocks)] {
        if (auto* const states = rooms_->emulators->states()) states->mocked().put(machine, mocks);
    });
}

void Cloud::remove_mocks(std::string machine) {
    post([this, machine = std::move(machine)] {
        if (auto* const states = rooms_->emulators->states()) states->mocked().remove(machine);
    });
}

bool Cloud::lacks(asl::Resource const& resource) const {
    return rooms_->emulators->lacks(resource);
}

void Cloud::run() {
    // After everything that was put before.
    post([this] { rooms_->emulators->begin(); });
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
