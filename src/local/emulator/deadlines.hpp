#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/clock.hpp"

namespace coworks::local::emulator {

/// When each of many things, known by a number, is to be woken. One thread.
class Deadlines {
public:
    /// Replaces `was`, its last one.
    void change(std::int64_t id, std::optional<Clock::Time> was, std::optional<Clock::Time> now) {
        if (was == now) return;
        if (was) times_.erase({*was, id});
        if (now) times_.insert({*now, id});
    }
    std::optional<Clock::Time> next() const {
        if (times_.empty()) return std::nullopt;
        return times_.begin()->first;
    }
    /// Those that are due, earliest first; they stay until they are changed.
    std::vector<std::int64_t> due(Clock::Time now) const {
        std::vector<std::int64_t> ids;
        for (auto at = times_.begin(); at != times_.end() && at->first <= now; ++at)
            ids.push_back(at->second);
        return ids;
    }

private:
    std::set<std::pair<Clock::Time, std::int64_t>> times_;
};

}  // namespace coworks::local::emulator
