#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <utility>

namespace coworks::local::emulator {

/// Who calls back later; passed in, so that tests let time pass themselves. One thread: the event loop's.
class Timers {
public:
    virtual ~Timers() = default;
    /// Calls `due` once, from the event loop, that much later.
    virtual void after(std::chrono::milliseconds delay, std::function<void()> due) = 0;
};

/// By the system's steady clock.
class LoopTimers final : public Timers {
public:
    explicit LoopTimers(boost::asio::io_context& loop) : loop_(loop) {}

    void after(std::chrono::milliseconds delay, std::function<void()> due) override {
        auto const place =
            timers_.insert(timers_.end(), {.timer = boost::asio::steady_timer(loop_, delay), .due = std::move(due)});
        place->timer.async_wait([this, place](boost::system::error_code error) {
            if (error) return;
            auto const due_now = std::move(place->due);
            timers_.erase(place);
            due_now();
        });
    }
    /// Everything that waits is due now: nothing is to wait for any more.
    void hurry() {
        for (Timer& timer : std::exchange(timers_, {}))
            timer.due();
    }

private:
    struct Timer {
        boost::asio::steady_timer timer;
        std::function<void()> due;
    };
    boost::asio::io_context& loop_;
    std::list<Timer> timers_;
};

}  // namespace coworks::local::emulator
