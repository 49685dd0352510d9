#pragma once

/// What the executor's files share. Internal.

#include "local/states/executor.hpp"

namespace coworks::local::states {

/// Whether activities exist, as the interpreter asks it.
class Executor::Activities final : public asl::Directory {
public:
    explicit Activities(World const& world) : world_(world) {}
    bool has_activity(std::string_view arn) const override { return world_.has_activity(arn); }

private:
    World const& world_;
};

/// A step that is being made safe.
struct Executor::Step {
    ExecutionId id = 0;
    asl::Decision decision;
    struct Answered {
        Letter letter;
        bool accepted = false;
    };
    std::vector<Answered> letters;  ///< what led to it
    std::vector<MapRunRecord> map_runs;

    void tell() const {
        for (Answered const& answered : letters)
            if (answered.letter.done) answered.letter.done(answered.accepted);
    }
};

}  // namespace coworks::local::states
