/// The kinds that are about the service around the interpreter: rejected calls, after the calls that were made before.

#include <boost/asio/io_context.hpp>

#include "folder.hpp"
#include "kinds.hpp"
#include "local/emulator/testing.hpp"
#include "local/states/api/operations.hpp"
#include "rejected.hpp"

namespace asl_cases {
namespace {

using namespace coworks;
using namespace coworks::local::states;

/// A actions in which no task is ever answered.
class SilentActions final : public ActionHandler, public TaskTokens {
public:
    void invoke(Caller const&, asl::InvokeTask const&) override {}
    void cancel(Caller const&, asl::Attempt const&) override {}
    void read_items(Caller const&, asl::ReadItems const&) override {}
    void write_results(Caller const&, asl::WriteResults const&) override {}
    void happened(Caller const&, std::span<asl::Event const>) override {}
    void ended(Caller const&, asl::Execution const&) override {}
    void trouble(std::string_view what, Error const& error) override {
        throw std::runtime_error(std::string(what) + ": " + error.text());
    }
    bool has_activity(std::string_view) const override { return true; }
    void succeed(std::string, Json, Done done) override { done(TokenAnswer::malformed); }
    void fail(std::string, Json, Json, Done done) override { done(TokenAnswer::malformed); }
    void heartbeat(std::string, Done done) override { done(TokenAnswer::malformed); }
    void poll(std::string, std::string, std::function<void(ActivityTask)>, std::function<bool()>) override {}
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    return *std::move(result);
}

/// The service on a file of its own, in a time that stands still.
class Service {
public:
    Service() {
        executor_.recover([](Result<std::size_t> const& recovered) { must(recovered); });
        api_.open();
        registry_->write_to([this](store::GroupCommit::Work work, std::function<void(Result<void>)> done) {
            journal_->run(std::move(work), std::move(done));
        });
    }
    ~Service() {
        executor_.stop();
        journal_->close();
    }
    Service(Service const&) = delete;
    Service& operator=(Service const&) = delete;

    /// The response, or {"exception": {code, message}}.
    Json call(std::string_view operation, Json const& request) {
        Json answer;
        api_.call(operation, {.request = request,
                              .answer =
                                  [&answer](api::Outcome<Json> const& outcome) {
                                      answer = outcome ? *outcome : exception(outcome.error());
                                  },
                              .abandoned = [] { return false; }});
        do {
            loop_.restart();
            loop_.poll();
            if (!executor_.quiet()) loop_.run_one_for(std::chrono::milliseconds(20));
        } while (!executor_.quiet());
        return answer;
    }

private:
    static Json exception(api::Fault const& fault) {
        return Json::object({{"exception", Json::object({{"code", fault.code}, {"message", fault.message}})}});
    }
    std::unique_ptr<Registry> open_registry() {
        auto database = must(store::Database::open(folder_.file()));
        return must(Registry::open(database));
    }

    Folder folder_;
    boost::asio::io_context loop_{1};
    ManualClock clock_{Clock::Time(std::chrono::days(19'000))};
    SeededRandom random_{1};
    SilentActions actions_;
    std::unique_ptr<Registry> registry_{open_registry()};
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
                      .unsupported = {},
                      .perform = {},
                      .place = {.account = "111111111111"}};
    local::emulator::ServiceApi api_{api::states_api(rooms_)};
};

}  // namespace

Verdict run_rejected(Json const& test_case, Options const&) {
    Service service;
    return compare_rejected(
        test_case, [&](std::string_view operation, Json const& request) { return service.call(operation, request); });
}

}  // namespace asl_cases
