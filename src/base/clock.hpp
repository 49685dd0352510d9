#pragma once

#include <chrono>

namespace coworks {

/// Where the time comes from; passed in wherever time matters, so that tests set it.
class Clock {
public:
    using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

/// The system's wall clock. Thread-safe.
class SystemClock final : public Clock {
public:
    Time now() const override {
        return std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    }
};

/// A clock that stands still until it is told otherwise. Not thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Time start = Time{}) : now_(start) {}
    Time now() const override { return now_; }
    void advance(std::chrono::nanoseconds by) { now_ += by; }
    void set(Time time) { now_ = time; }

private:
    Time now_;
};

}  // namespace coworks
