#pragma once

/// The actions of the local cloud's executions: its functions, its services, people with tokens.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "asl/check/check.hpp"
#include "asl/test_state/test_state.hpp"
#include "base/clock.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/integrations.hpp"
#include "local/ports/logs.hpp"
#include "local/ports/targets.hpp"
#include "local/states/action_handler.hpp"
#include "local/states/storage.hpp"
#include "local/states/tasks/mocked.hpp"
#include "local/states/tasks/nested.hpp"
#include "local/states/tasks/pending_calls.hpp"
#include "local/states/tasks/tokens.hpp"

namespace coworks::local::states {

/// What the actions consists of; all of it outlives the actions.
struct LocalActionsParts {
    boost::asio::io_context& loop;
    Clock& clock;
    Random& random;
    /// The ARN of a function without its name.
    std::string function_prefix;
    Functions& functions;
    Targets const& targets;  ///< of calls whose result nobody waits for
    std::vector<Integration*> integrations;
    Storage* storage = nullptr;
    LogSink& logs;
    FindMachine find_machine;
    std::function<bool(std::string_view arn)> has_activity;
};

/// Why a Task's resource is not to be had from these, with the service's name; nothing if it is.
std::optional<std::string> unsupported(asl::Resource const& resource, std::span<Integration* const> integrations,
                                       Storage const* storage);

class LocalActions final : public ActionHandler {
public:
    explicit LocalActions(LocalActionsParts parts);
    void serve(Executor& executor, Journal& journal);

    TaskTokens& tokens() { return tokens_; }
    MockedTasks& mocked() { return mocked_; }
    std::optional<std::string> unsupported(asl::Resource const& resource) const {
        return states::unsupported(resource, parts_.integrations, parts_.storage);
    }
    /// Tells of a machine that was accepted though it has Tasks that can't be done here; not of a project's own ones,
    /// of which is told where they are deployed.
    void warn_of(std::string_view machine, asl::Finding const& warning);
    /// Performs the Task of a TestState.
    void perform(asl::Resource const& resource, Json arguments, std::function<void(asl::TaskAnswer)> done);
    /// Begins nothing more: what is asked for now is asked for again after a restart.
    void drain() noexcept { draining_ = true; }
    /// Whether tasks of ours are under way.
    bool busy() const noexcept { return under_way_.use_count() > 1 || !beginnings_.empty(); }

    void invoke(Caller const& caller, asl::InvokeTask const& task) override;
    void cancel(Caller const& caller, asl::Attempt const& attempt) override;
    void read_items(Caller const& caller, asl::ReadItems const& read) override;
    void write_results(Caller const& caller, asl::WriteResults const& write) override;
    void happened(Caller const& caller, std::span<asl::Event const> events) override;
    void ended(Caller const& caller, asl::Execution const& execution) override;
    void trouble(std::string_view what, Error const& error) override;
    bool has_activity(std::string_view arn) const override { return parts_.has_activity(arn); }

private:
    using Answer = std::function<void(asl::TaskAnswer)>;

    /// Whose call it is, and for how long it is one.
    struct CallScope {
        std::string execution_arn{};
        std::string state{};
        std::int64_t timeout_seconds = 0;
        std::string trace{};
        std::shared_ptr<PendingCalls::PendingCall> pending{};
    };

    void call(asl::Resource const& resource, Json const& arguments, CallScope const& scope, Answer done);
    void call_lambda(asl::Resource const& resource, Json const& arguments, CallScope const& scope, Answer done);
    Integration* find(asl::Resource const& resource) const;
    void begin(ExecutionId id, asl::Attempt const& attempt);
    void tell_begun(ExecutionId id, asl::Attempt const& attempt);

    LocalActionsParts parts_;
    Tokens tokens_;
    Nested nested_;
    MockedTasks mocked_;
    Executor* executor_ = nullptr;
    Journal* journal_ = nullptr;
    PendingCalls pending_calls_;
    /// Held by all calls that are under way.
    std::shared_ptr<void> under_way_ = std::make_shared<char>();
    bool draining_ = false;
    /// Tasks whose beginning nobody was told yet.
    std::map<std::pair<ExecutionId, asl::EventId>, asl::Attempt> beginnings_;
    boost::asio::steady_timer begin_timer_;
};

}  // namespace coworks::local::states
