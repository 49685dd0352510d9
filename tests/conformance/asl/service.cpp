#include "service.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <deque>
#include <memory>

#include "asl/map_run/items.hpp"
#include "folder.hpp"
#include "local/emulator/testing.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/tasks/express_log.hpp"
#include "net/http_server.hpp"
#include "script.hpp"

namespace asl_cases {
namespace {

using namespace coworks;
using namespace coworks::local::states;

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    return *std::move(result);
}

/// Answers every task as it was recorded, one answer at a time, in the order of the recorded events.
class RecordedActions final : public ActionHandler, public TaskTokens {
public:
    explicit RecordedActions(Json const& test_case) : script_(test_case) {}
    void serve(Executor& executor) { executor_ = &executor; }

    void invoke(Caller const& caller, asl::InvokeTask const& task) override {
        for (Reply& reply : script_.replies(task))
            answers_.push_back({caller.id, std::move(reply)});
    }
    void cancel(Caller const&, asl::Attempt const&) override {}
    void read_items(Caller const& caller, asl::ReadItems const& read) override {
        std::optional<std::string> const file = script_.file(read.arguments["Key"]);
        auto items = file ? asl::read_items(read.config, *file) : tl::unexpected(std::string("no such file"));
        asl::Message message = items
                                   ? asl::Message(asl::ItemsArrived{.branch = read.branch, .items = *std::move(items)})
                                   : asl::Message(asl::ItemsFailed{.branch = read.branch, .cause = items.error()});
        answers_.push_back({caller.id, {.order = 0, .message = std::move(message)}});
    }
    void write_results(Caller const& caller, asl::WriteResults const& write) override {
        Json output = Json::object({{"MapRunArn", write.run_arn}, {"ResultWriterDetails", write.arguments}});
        answers_.push_back(
            {caller.id,
             {.order = 0, .message = asl::ResultsWritten{.branch = write.branch, .output = std::move(output)}}});
    }
    void happened(Caller const& caller, std::span<asl::Event const> events) override {
        if (caller.record.type != asl::ExecutionType::express) return;
        for (asl::Event const& event : events)
            if (auto line = log_line(caller, event)) log.push_back(*std::move(line));
    }
    void ended(Caller const&, asl::Execution const&) override {}
    void trouble(std::string_view what, Error const& error) override {
        std::fprintf(stderr, "asl-cases: %.*s: %s\n", static_cast<int>(what.size()), what.data(), error.text().c_str());
    }
    bool has_activity(std::string_view) const override { return script_.knows_activities(); }
    void succeed(std::string, Json, Done done) override { done(TokenAnswer::malformed); }
    void fail(std::string, Json, Json, Done done) override { done(TokenAnswer::malformed); }
    void heartbeat(std::string, Done done) override { done(TokenAnswer::malformed); }
    void poll(std::string, std::string, std::function<void(ActivityTask)>, std::function<bool()>) override {}

    /// Gives the next answer; false if there is none.
    bool answer() {
        if (answers_.empty()) return false;
        auto const next = std::min_element(answers_.begin(), answers_.end(), [](auto const& a, auto const& b) {
            return a.second.order < b.second.order;
        });
        auto const [id, reply] = std::move(*next);
        answers_.erase(next);
        executor_->tell(id, reply.message);
        return true;
    }

    std::vector<std::string> log;

private:
    Script script_;
    Executor* executor_ = nullptr;
    std::deque<std::pair<ExecutionId, Reply>> answers_;
};

/// The service on a store of its own.
class Service {
public:
    Service(boost::asio::io_context& loop, Json const& test_case)
        : loop_(loop), case_(test_case), actions_(test_case), registry_(open_registry()) {
        actions_.serve(executor_);
        registry_->write_to([this](store::GroupCommit::Work work, std::function<void(Result<void>)> done) {
            journal_->run(std::move(work), std::move(done));
        });
        executor_.recover([](Result<std::size_t> const& recovered) { must(recovered); });
        api_.open();
    }
    ~Service() {
        executor_.stop();
        journal_->close();
    }
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    void handle(net::HttpRequest const& request, net::HttpReply const& reply) { api_.handle(request, reply); }
    Json log() const {
        Json::ArrayBuilder lines;
        for (std::string const& line : actions_.log)
            lines.push_back(Json::parse(line));
        return lines.finish();
    }
    enum class Next { nothing, something, waits };
    /// Does what comes next without a request, unless the store is still at work.
    Next go_on() {
        if (!executor_.quiet()) return Next::waits;
        if (actions_.answer()) return Next::something;
        auto const deadline = executor_.next_deadline();
        if (!deadline) return Next::nothing;
        clock_.set(std::max(clock_.now(), *deadline));
        executor_.look_at_clock();
        return Next::something;
    }

private:
    std::unique_ptr<Registry> open_registry() {
        auto database = must(store::Database::open(folder_.file()));
        return must(Registry::open(database));
    }
    void perform(std::function<void(asl::TaskAnswer)> const& done) const {
        Json const& expected = case_["expect"];
        Json const& seen = expected["inspectionData"];
        done({.output = seen.contains("result") ? seen["result"] : expected["output"], .error = {}, .cause = {}});
    }

    boost::asio::io_context& loop_;
    Json case_;
    Folder folder_;
    ManualClock clock_{Clock::Time(std::chrono::sys_days(std::chrono::year(2025) / 6 / 1))};
    SeededRandom random_{1};
    RecordedActions actions_;
    std::unique_ptr<Registry> registry_;
    std::unique_ptr<Journal> journal_{must(
        Journal::open(std::make_unique<local::emulator::Data>(loop_, must(store::Database::open(folder_.file())))))};
    Executor executor_{loop_, clock_, random_, *journal_, *registry_, actions_, {.place = {.account = "111111111111"}}};
    local::emulator::testing::ManualTimers timers_;
    api::Rooms rooms_{.clock = clock_,
                      .random = random_,
                      .registry = *registry_,
                      .executor = executor_,
                      .journal = *journal_,
                      .tokens = actions_,
                      .timers = timers_,
                      .unsupported = [](asl::Resource const&) { return std::optional<std::string>(); },
                      .perform = [this](asl::Resource const&, Json const&,
                                        std::function<void(asl::TaskAnswer)> const& done) { perform(done); },
                      .place = {.account = "111111111111"}};
    local::emulator::ServiceApi api_{api::states_api(rooms_)};
};

net::HttpResponse json_answer(Json const& value) {
    return {.status = 200, .headers = {{"content-type", "application/json"}}, .body = value.dump()};
}

}  // namespace

int serve() {
    boost::asio::io_context loop{1};
    std::unique_ptr<Service> service;
    std::vector<net::HttpReply> settling;
    net::HttpServer server(loop,
                           [&](net::HttpRequest const& request, net::HttpReply const& reply) {
                               auto const target = std::string_view(request.target().data(), request.target().size());
                               if (target == "/case") {
                                   service.reset();
                                   service = std::make_unique<Service>(
                                       loop, Json::parse(request.body(), {.allow_lone_surrogates = true}));
                                   return reply(json_answer(Json::object()));
                               }
                               if (!service)
                                   return reply({.status = 409, .headers = {}, .body = "there is no case yet"});
                               if (target == "/settle") return settling.push_back(reply);
                               if (target == "/log") return reply(json_answer(service->log()));
                               service->handle(request, reply);
                           },
                           {.body_bytes_max = 64U << 20});
    auto const port = server.listen("127.0.0.1", 0);
    if (!port) {
        std::fprintf(stderr, "asl-cases: %s\n", port.error().text().c_str());
        return 1;
    }
    std::printf("port %d\n", *port);
    std::fflush(stdout);
    auto next = Service::Next::nothing;
    while (true) {
        loop.restart();
        if (next == Service::Next::waits) {
            loop.run_one_for(std::chrono::milliseconds(1));
        } else if (next == Service::Next::nothing) {
            loop.run_one();
        }
        while (loop.poll() > 0) {
        }
        // A synchronous execution answers its request when it has ended: time goes on without being asked.
        next = service ? service->go_on() : Service::Next::nothing;
        if (next != Service::Next::nothing) continue;
        for (net::HttpReply const& reply : std::exchange(settling, {}))
            reply(json_answer(Json::object()));
    }
}

}  // namespace asl_cases
