#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <tl/expected.hpp>
#include <utility>

#include "base/error.hpp"

namespace coworks::local::emulator {

/// Changes of a room's state, one after the other: each is decided on what all before it made, stored, and only then
/// applied, so that nobody sees what is not safe. One thread: the event loop's.
template <class Change>
class Changes {
public:
    using Stored = std::function<void(Result<void>)>;
    /// Writes a change into the store, then calls back in the loop's thread.
    using Store = std::function<void(std::shared_ptr<Change const>, Stored)>;
    /// Makes a change that is safe visible.
    using Apply = std::function<void(Change&)>;

    Changes(Store store, Apply apply) : store_(std::move(store)), apply_(std::move(apply)) {}

    /// Decides when all that were asked for before are safe, and tells when this one is too. A refusal, or the store's
    /// error, changes nothing.
    template <class Refusal>
    void change(std::function<tl::expected<Change, Refusal>()> decide,
                std::function<void(tl::expected<Result<void>, Refusal>)> done) {
        waiting_.push_back([this, decide = std::move(decide), done = std::move(done)] {
            auto decided = decide();
            if (!decided) {
                next();
                return done(tl::unexpected(std::move(decided.error())));
            }
            commit(std::move(*decided), [done](Result<void> outcome) { done(std::move(outcome)); });
        });
        if (!changing_) next();
    }

    /// Whether no change is under way.
    bool quiet() const noexcept { return !changing_ && waiting_.empty(); }

private:
    void next() {
        changing_ = !waiting_.empty();
        if (!changing_) return;
        auto const task = std::move(waiting_.front());
        waiting_.pop_front();
        task();
    }
    void commit(Change change, Stored done) {
        if (change.empty()) {
            next();
            return done({});
        }
        auto const shared = std::make_shared<Change>(std::move(change));
        store_(shared, [this, shared, done = std::move(done)](Result<void> outcome) {
            if (outcome) apply_(*shared);
            next();
            done(std::move(outcome));
        });
    }

    Store store_;
    Apply apply_;
    std::deque<std::function<void()>> waiting_;
    bool changing_ = false;
};

}  // namespace coworks::local::emulator
