#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "local/states/executor.hpp"
#include "local/states/task_tokens.hpp"

namespace coworks::local::states {

/// The tokens of tasks that wait for somebody outside, and the tasks of activities that no worker has taken yet. In
/// memory: after a restart executions ask for their tasks again, with the tokens they had.
class Tokens final : public TaskTokens {
public:
    /// `over` hears of each attempt that a token ended, once this is safe.
    using Over = std::function<void(ExecutionId, asl::Attempt const&)>;
    void serve(Executor& executor, Over over) {
        executor_ = &executor;
        over_ = std::move(over);
    }

    /// A task waits for its token.
    void wait(ExecutionId execution, asl::Attempt const& attempt, Json const& token);
    /// A task of an activity waits for a worker, and then for its token.
    void offer(std::string activity_arn, ExecutionId execution, asl::InvokeTask const& task);
    /// The attempt, or the whole execution, is over.
    void forget(ExecutionId execution, asl::Attempt const& attempt);
    void forget(ExecutionId execution);

    void succeed(std::string token, Json output, Done done) override;
    void fail(std::string token, Json error, Json cause, Done done) override;
    void heartbeat(std::string token, Done done) override;
    void poll(std::string activity_arn, std::string worker_name, std::function<void(ActivityTask)> done,
              std::function<bool()> abandoned) override;

private:
    struct Place {
        ExecutionId execution = 0;
        asl::Attempt attempt;
    };
    struct Offer {
        Place place;
        std::string token;
        Json input;
    };
    struct Worker {
        std::string name;
        std::function<void(ActivityTask)> done;
        std::function<bool()> abandoned;
    };
    struct Activity {
        std::deque<Offer> offers;
        std::deque<Worker> workers;
    };

    enum class Meaning : std::uint8_t { goes_on, ends };
    template <class Make>
    void answer(std::string const& token, Meaning meaning, Done done, Make make);
    void match(std::string const& activity_arn);
    void hand_over(std::string const& activity_arn, Offer offer, Worker worker);

    Executor* executor_ = nullptr;
    Over over_;
    std::unordered_map<std::string, Place> places_;
    std::map<std::pair<ExecutionId, asl::EventId>, std::string> tokens_;  ///< by execution and Scheduled event
    std::map<std::string, Activity> activities_;
};

}  // namespace coworks::local::states
