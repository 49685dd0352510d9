#pragma once

#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "asl/message.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// What tasks have others do for them, until it is answered or nobody wants it any more: the attempt ended by its
/// token, timed out, was stopped, or its execution has ended.
class PendingCalls {
public:
    struct PendingCall {
        bool wanted = true;
        std::function<void()> cut{};  ///< ends the work before its time; may be empty
    };

    std::shared_ptr<PendingCall> begin(ExecutionId execution, asl::Attempt const& attempt);
    /// It was answered.
    void answered(ExecutionId execution, asl::Attempt const& attempt);
    /// The attempt, or the whole execution, is over: cuts what is under way.
    void forget(ExecutionId execution, asl::Attempt const& attempt);
    void forget(ExecutionId execution);

private:
    /// By execution and Scheduled event, which is no other attempt's.
    std::map<std::pair<ExecutionId, asl::EventId>, std::shared_ptr<PendingCall>> pending_calls_;
};

}  // namespace coworks::local::states
