#pragma once

/// What the executor's files share. Internal.

#include "local/states/executor.hpp"

namespace coworks::local::states {

/// Whether activities exist, as the interpreter asks it.
class Executor::Activities final : public asl::Directory {
public:
    explicit Activities(ActionHandler const& actions) : actions_(actions) {}
    bool has_activity(std::string_view arn) const override { return actions_.has_activity(arn); }

private:
    ActionHandler const& actions_;
};

/// A step that is being made safe.
struct Executor::Step {
    ExecutionId id = 0;
    asl::Decision decision;
    struct Answered {
        PendingMessage message;
        bool accepted = false;
    };
    std::vector<Answered> messages;  ///< what led to it
    std::vector<MapRunRecord> map_runs;

    void tell() const {
        for (Answered const& answered : messages)
            if (answered.message.done) answered.message.done(answered.accepted);
    }
};

}  // namespace coworks::local::states
