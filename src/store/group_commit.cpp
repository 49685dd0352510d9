#include "store/group_commit.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

namespace coworks::store {

GroupCommit::GroupCommit(Database& database) : GroupCommit(database, Limits()) {}

GroupCommit::GroupCommit(Database& database, Limits limits)
    : database_(database), limits_(limits), thread_([this] { run(); }) {}

GroupCommit::~GroupCommit() {
    stop();
}

bool GroupCommit::post(Work work, Done done) {
    std::unique_lock lock(mutex_);
    // The writer itself must never wait for room: a Done that posts would wait for its own thread.
    if (std::this_thread::get_id() != thread_.get_id()) {
        taken_.wait(lock, [this] { return stopping_ || waiting_.size() < limits_.waiting_max; });
    }
    if (stopping_) return false;
    waiting_.push_back({std::move(work), std::move(done), {}});
    posted_.notify_one();
    return true;
}

Result<void> GroupCommit::write(Work work) {
    std::promise<Result<void>> promise;
    auto future = promise.get_future();
    if (!post(std::move(work), [&promise](Result<void> result) { promise.set_value(std::move(result)); })) {
        return fail("stopped", "the store is shutting down");
    }
    return future.get();
}

void GroupCommit::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    posted_.notify_one();
    taken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void GroupCommit::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        posted_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        auto const count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), limits_.works_max));
        std::vector<Entry> batch(std::make_move_iterator(waiting_.begin()),
                                 std::make_move_iterator(waiting_.begin() + count));
        waiting_.erase(waiting_.begin(), waiting_.begin() + count);
        lock.unlock();
        taken_.notify_all();
        commit(batch);
        batch.clear();
        lock.lock();
    }
}

void GroupCommit::commit(std::vector<Entry>& batch) {
    auto const committed = run_batch(batch);
    for (Entry& entry : batch) {
        bool const lost = !committed && entry.outcome;
        entry.done(lost ? committed : entry.outcome);
    }
}

Result<void> GroupCommit::run_batch(std::vector<Entry>& batch) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return tl::unexpected(transaction.error());
    for (Entry& entry : batch) {
        entry.outcome = run_one(entry);
        // Where SQLite has ended the whole transaction (disk full, I/O error), nothing of the batch is left.
        if (!database_.in_transaction()) return entry.outcome;
    }
    return transaction->commit();
}

Result<void> GroupCommit::run_one(Entry& entry) {
    if (auto begun = database_.execute("SAVEPOINT work"); !begun) return begun;
    auto outcome = entry.work(database_);
    if (!database_.in_transaction()) return outcome;
    if (!outcome) {
        if (auto undone = database_.execute("ROLLBACK TO work"); !undone) return undone;
    }
    if (auto released = database_.execute("RELEASE work"); !released) return released;
    return outcome;
}

}  // namespace coworks::store
