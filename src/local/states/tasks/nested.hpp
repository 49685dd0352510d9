#pragma once

#include <coworks/json.hpp>
#include <functional>
#include <optional>
#include <string>

#include "asl/message.hpp"
#include "base/error.hpp"
#include "local/states/executor.hpp"

namespace coworks::local::states {

/// Why an execution can't be started, in the API's words.
struct StartRefusal {
    std::string code;  ///< "StateMachineDoesNotExist"
    std::string message;
};

/// What "states:startExecution" names: the machine, with the version or the alias it was named by. `order.name`,
/// `order.input` and `order.parent` are the caller's.
using FindMachine =
    std::function<tl::expected<StartRequest, StartRefusal>(std::string_view machine_version_or_alias_arn)>;

/// The Task states that start executions
/// (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html): startExecution, .sync, .sync:2,
/// .waitForTaskToken. A child knows the task that started it, so that after a restart the same child is found again
/// instead of starting another.
class Nested {
public:
    Nested(FindMachine find, Clock& clock, Random& random) : find_(std::move(find)), clock_(clock), random_(random) {}
    void serve(Executor& executor, Journal& journal) {
        executor_ = &executor;
        journal_ = &journal;
    }

    void invoke(Caller const& caller, asl::InvokeTask const& task);
    /// The task is over without its child's end: stops the child of a .sync task, as AWS does.
    void cancel(Caller const& caller, asl::Attempt const& attempt);
    /// A child has ended: its parent's task may have waited for it.
    void ended(ExecutionRecord const& child, asl::Execution const& execution);

private:
    /// A task that starts an execution, without anything that lives with its parent's definition.
    struct Job {
        ExecutionId parent = 0;
        asl::Attempt attempt;
        bool sync = false;    ///< waits for the child's end
        bool parsed = false;  ///< .sync:2: input and output as JSON instead of text
        bool token = false;   ///< waits for its token
        Json input;
    };
    void started(Job const& job, Result<Started> const& started);
    void take_up(Job const& job, ExecutionRecord const& child);

    FindMachine find_;
    Clock& clock_;
    Random& random_;
    Executor* executor_ = nullptr;
    Journal* journal_ = nullptr;
    std::map<ExecutionId, Job> waits_;  ///< by child
};

}  // namespace coworks::local::states
