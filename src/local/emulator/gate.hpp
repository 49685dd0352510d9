#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace coworks::local::emulator {

/// Holds work back until a room has taken up what its last process left. One thread.
class Gate {
public:
    /// At once, if the gate is open; else when it is, in the order of the calls.
    void when_open(std::function<void()> work) {
        if (open_) return work();
        waiting_.push_back(std::move(work));
    }
    void open() {
        open_ = true;
        for (auto const& work : std::exchange(waiting_, {}))
            work();
    }
    bool is_open() const noexcept { return open_; }

private:
    bool open_ = false;
    std::vector<std::function<void()>> waiting_;
};

}  // namespace coworks::local::emulator
