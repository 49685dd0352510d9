#pragma once

/// What the tests of emulated services share.

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "local/emulator/timers.hpp"

namespace coworks::local::emulator::testing {

/// Timers that are due when the test says so.
class ManualTimers final : public Timers {
public:
    void after(std::chrono::milliseconds delay, std::function<void()> due) override {
        waiting.emplace_back(delay, std::move(due));
    }
    /// Calls back all that wait now; what they ask for waits on.
    void fire() {
        for (auto const& [delay, due] : std::exchange(waiting, {}))
            due();
    }

    std::vector<std::pair<std::chrono::milliseconds, std::function<void()>>> waiting;
};

}  // namespace coworks::local::emulator::testing
