#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// When each execution is to be woken. One thread.
class Deadlines {
public:
    /// Replaces `was`, the execution's last one.
    void change(ExecutionId id, std::optional<Clock::Time> was, std::optional<Clock::Time> now) {
        if (was == now) return;
        if (was) times_.erase({*was, id});
        if (now) times_.insert({*now, id});
    }
    std::optional<Clock::Time> next() const {
        if (times_.empty()) return std::nullopt;
        return times_.begin()->first;
    }
    /// Those that are due, earliest first; they stay until they are changed.
    std::vector<ExecutionId> due(Clock::Time now) const {
        std::vector<ExecutionId> ids;
        for (auto at = times_.begin(); at != times_.end() && at->first <= now; ++at)
            ids.push_back(at->second);
        return ids;
    }

private:
    std::set<std::pair<Clock::Time, ExecutionId>> times_;
};

}  // namespace coworks::local::states
