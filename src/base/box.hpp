#pragma once

#include <memory>

namespace coworks {

/// Owns a T on the heap or nothing; copies it.
template <class T>
class Box {
public:
    Box() = default;
    Box(Box const& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
    Box(Box&&) noexcept = default;
    Box& operator=(Box other) noexcept {
        held_ = std::move(other.held_);
        return *this;
    }
    ~Box() = default;

    T& emplace() { return *(held_ = std::make_unique<T>()); }
    void reset() noexcept { held_.reset(); }
    explicit operator bool() const noexcept { return held_ != nullptr; }
    T& operator*() const noexcept { return *held_; }
    T* operator->() const noexcept { return held_.get(); }

private:
    std::unique_ptr<T> held_;
};

}  // namespace coworks
