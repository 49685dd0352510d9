#include "player.hpp"

#include <algorithm>
#include <chrono>
#include <deque>

#include "asl/map_run/items.hpp"
#include "transition_log.hpp"

namespace asl_cases {
namespace {

using namespace coworks;
using namespace coworks::asl;

constexpr int kMessagesMax = 100'000;  ///< a case that needs more goes round in circles

class RecordedDirectory final : public Directory {
public:
    explicit RecordedDirectory(Script const& script) : script_(script) {}
    bool has_activity(std::string_view) const override { return script_.knows_activities(); }

private:
    Script const& script_;
};

/// One execution and those below it.
class Player {
public:
    Player(Json const& test_case, std::shared_ptr<StateMachine const> machine, Options const& options, Script& script,
           ManualClock& clock, Random& random)
        : case_(test_case),
          machine_(std::move(machine)),
          options_(options),
          script_(script),
          directory_(script),
          clock_(clock),
          random_(random),
          execution_(make_execution(machine_)) {}

    void run(Start const& start) {
        send(start);
        for (int sent = 0; execution_.running() && sent < kMessagesMax; ++sent) {
            if (!replies_.empty()) {
                auto const next = std::min_element(replies_.begin(), replies_.end(),
                                                   [](Reply const& a, Reply const& b) { return a.order < b.order; });
                Reply const reply = std::move(*next);
                replies_.erase(next);
                send(reply.message);
            } else if (auto const deadline = execution_.next_deadline()) {
                clock_.set(std::max(clock_.now(), *deadline));
                send(Tick{});
            } else {
                return;
            }
        }
    }

    std::vector<Event> events_;
    Execution& execution() { return execution_; }

private:
    void send(Message const& message) {
        if (options_.rebuild) {
            send_with_rebuilding(message);
            return;
        }
        Execution const before = options_.transitions ? execution_ : Execution();
        Decision decision = advance(execution_, message, clock_.now(), random_, {}, &directory_);
        if (options_.transitions) log_transitions(before, decision.events);
        std::move(decision.events.begin(), decision.events.end(), std::back_inserter(events_));
        for (Action const& action : decision.actions)
            std::visit(*this, action);
    }

    /// Only the first event of every decision is kept, and the execution is made anew from all there were so far. What
    /// is to be done is asked of the execution, as after a restart.
    void send_with_rebuilding(Message message) {
        for (;;) {
            Decision decision = decide(execution_, message, clock_.now(), random_, {}, &directory_);
            if (decision.events.empty()) break;
            Result<Event> stored = from_stored(Json::parse(to_stored(decision.events.front()).dump()));
            if (!stored) throw std::runtime_error(stored.error().text());
            events_.push_back(*std::move(stored));
            execution_ = make_execution(machine_);
            for (Event const& event : events_)
                apply(execution_, event);
            message = Tick{};
        }
        for (Action const& action : outstanding(execution_))
            std::visit(*this, action);
    }

public:
    void operator()(InvokeTask const& invoke) {
        auto const key = std::pair(invoke.attempt.branch, invoke.attempt.scheduled);
        if (std::find(invoked_.begin(), invoked_.end(), key) != invoked_.end()) return;
        invoked_.push_back(key);
        for (Reply& reply : script_.replies(invoke))
            replies_.push_back(std::move(reply));
    }
    void operator()(CancelTask const&) {}
    void operator()(ReadItems const& read) {
        if (std::find(read_.begin(), read_.end(), read.branch) != read_.end()) return;
        read_.push_back(read.branch);
        std::optional<std::string> const file = script_.file(read.arguments["Key"]);
        auto const fetch = [this](Manifest::DataFile const& part) -> tl::expected<std::string, std::string> {
            if (auto text = script_.file(Json(part.key))) return *std::move(text);
            return tl::unexpected(std::string("no such file"));
        };
        auto const items =
            file ? read_all_items(read.config, *file, fetch) : tl::unexpected(std::string("no such file"));
        Message message =
            items ? Message(ItemsArrived{.branch = read.branch, .items = items->items, .origins = items->origins})
                  : Message(ItemsFailed{.branch = read.branch, .cause = items.error()});
        replies_.push_back({.order = 0, .message = std::move(message)});
    }
    void operator()(StartChildren const& start) {
        for (StartChildren::Child const& child : start.children) {
            auto const key = std::pair(start.branch, child.index);
            if (std::find(children_.begin(), children_.end(), key) != children_.end()) continue;
            children_.push_back(key);
            Player player(case_, machine_, options_, script_, clock_, random_);
            Identity identity = execution_.identity;
            identity.execution_name = random_.uuid();
            player.run({.identity = identity,
                        .input = child.input,
                        .type = start.type,
                        .workflow = start.workflow,
                        .map = child.map});
            Execution const& ended = player.execution();
            replies_.push_back({.order = 0,
                                .message = ChildEnded{.branch = start.branch,
                                                      .index = child.index,
                                                      .status = ended.status,
                                                      .output = ended.output,
                                                      .error = ended.failure.error,
                                                      .cause = ended.failure.cause}});
        }
    }
    void operator()(StopChildren const&) {}
    void operator()(WriteResults const& write) {
        replies_.push_back(
            {.order = 0,
             .message = ResultsWritten{
                 .branch = write.branch,
                 .output = Json::object({{"MapRunArn", write.run_arn}, {"ResultWriterDetails", write.arguments}})}});
    }
    void operator()(Ended const&) {}

private:
    Json const& case_;
    std::shared_ptr<StateMachine const> machine_;
    Options const& options_;
    Script& script_;
    RecordedDirectory directory_;
    ManualClock& clock_;
    Random& random_;
    Execution execution_;
    std::deque<Reply> replies_;
    std::vector<std::pair<BranchId, EventId>> invoked_;
    std::vector<BranchId> read_;
    std::vector<std::pair<BranchId, std::uint32_t>> children_;
};

}  // namespace

Playback play(Json const& test_case, std::shared_ptr<StateMachine const> machine, Options const& options) {
    using namespace std::chrono;
    ManualClock clock(Clock::Time(sys_days(year(2025) / 6 / 1)));
    SeededRandom random(1);
    Script script(test_case);
    Start start;
    bool const express = test_case["type"] == Json("EXPRESS");
    start.type = express ? ExecutionType::express : ExecutionType::standard;
    start.synchronous = test_case["kind"] == Json("express_sync");
    Json const& name = test_case["execution_name"];
    std::string const called = name.is_string() ? std::string(name.as_string()) : random.uuid();
    start.identity.execution_name = called;
    start.identity.machine_name = "machine";
    start.identity.machine_arn = "arn:aws:states:us-east-1:111111111111:stateMachine:machine";
    start.identity.execution_arn = std::string("arn:aws:states:us-east-1:111111111111:") +
                                   (express ? "express" : "execution") + ":machine:" + called +
                                   (express ? ":" + random.uuid() : "");
    start.identity.role_arn = "arn:aws:iam::111111111111:role/machine-role";
    start.input = test_case["input"];
    Player player(test_case, machine, options, script, clock, random);
    player.run(start);
    return {.events = std::move(player.events_), .execution = std::move(player.execution()), .differences = {}};
}

}  // namespace asl_cases
