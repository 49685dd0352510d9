#include "local/functions/pool.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

#include "local/functions/failure.hpp"

namespace coworks::local::functions {

namespace asio = boost::asio;

Pool::Pool(asio::io_context& loop, LogSink& logs, std::shared_ptr<FunctionSpec const> spec, Limits const& limits)
    : loop_(loop), logs_(logs), spec_(std::move(spec)), limits_(limits) {}

void Pool::invoke(Invoke invoke, InvokeDone done, Abandoned abandoned) {
    auto call = std::make_unique<Call>(
        Call{std::move(invoke), std::move(done), std::move(abandoned), std::chrono::steady_clock::now()});
    if (stopping_) {
        call->finish({.kind = InvokeResult::Kind::stopped});
        return;
    }
    auto const busy_workers = [this] {
        return std::ranges::count_if(workers_, [](auto const& worker) { return !worker->idle(); });
    };
    bool const all_taken =
        spec_->concurrency && static_cast<std::size_t>(busy_workers()) + waiting_.size() >= *spec_->concurrency;
    if (all_taken || waiting_.size() >= limits_.waiting_max) {
        call->finish({.kind = InvokeResult::Kind::throttled});
        return;
    }
    waiting_.push_back(std::move(call));
    pump();
}

std::size_t Pool::serving() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(workers_, [](auto const& worker) { return !worker->retired(); }));
}

std::size_t Pool::starting() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(workers_, [](auto const& worker) { return worker->starting(); }));
}

bool Pool::is_late(Call const& call, Time now) const {
    return !spec_->debug && now >= call.deadline();
}

void Pool::drop_pointless(Time now) {
    std::vector<CallPtr> late;
    std::erase_if(waiting_, [&](CallPtr& call) {
        if (call->is_abandoned()) return true;
        if (!is_late(*call, now)) return false;
        late.push_back(std::move(call));
        return true;
    });
    // What a caller hears may have it call again, which changes what waits.
    for (CallPtr const& call : late)
        call->finish({.kind = InvokeResult::Kind::expired});
}

bool Pool::drop_if_pointless(CallPtr& call, Time now) const {
    if (call->is_abandoned()) return true;
    if (!is_late(*call, now)) return false;
    call->finish({.kind = InvokeResult::Kind::expired});
    return true;
}

Worker* Pool::choose() {
    Worker* best = nullptr;
    for (auto const& worker : workers_) {
        if (worker->room() == 0) continue;
        // A written limit means one call a worker and none ahead, so that what is beyond it is throttled.
        if (spec_->concurrency && !worker->idle()) continue;
        if (best == nullptr || worker->load() < best->load()) best = worker.get();
    }
    return best;
}

Worker* Pool::start_worker() {
    auto const start = cut_off_ > 0 ? Start::within_timeout : Start::init_phase;
    auto worker = std::make_unique<Worker>(loop_, *this, logs_, spec_, limits_, start);
    auto const started = worker->start();
    if (!started) {
        start_error_ = started.error().text();
        logs_.line(spec_->service, "", start_error_);
        return nullptr;
    }
    if (start == Start::within_timeout) --cut_off_;
    workers_.push_back(std::move(worker));
    return workers_.back().get();
}

void Pool::pump() {
    if (pumping_) return;
    pumping_ = true;
    Time const now = std::chrono::steady_clock::now();
    while (!waiting_.empty()) {
        if (drop_if_pointless(waiting_.front(), now)) {
            waiting_.pop_front();
            continue;
        }
        Worker* worker = choose();
        // One worker is started at once; more of them when patience ends, but where a limit is written each call has
        // its own worker, as on AWS.
        bool const may_start =
            serving() == 0 || (spec_->concurrency && serving() < workers_max() && starting() < limits_.starting_max);
        if ((worker == nullptr || (spec_->concurrency && !worker->idle())) && may_start) {
            worker = start_worker();
            if (worker == nullptr) {
                waiting_.front()->finish(start_failure(waiting_.front()->invoke.request_id, start_error_));
                waiting_.pop_front();
                continue;
            }
        }
        if (worker == nullptr) break;
        CallPtr call = std::move(waiting_.front());
        waiting_.pop_front();
        worker->send(std::move(call));
    }
    pumping_ = false;
}

void Pool::worker_free(Worker& worker) {
    if (!waiting_.empty()) {
        pump();
    } else if (worker.idle() && worker.room() > 0) {
        steal_for(worker);
    }
}

void Pool::steal_for(Worker& idle) {
    Worker* busiest = nullptr;
    for (auto const& worker : workers_) {
        if (worker.get() != &idle && worker->load() > 1 && (busiest == nullptr || worker->load() > busiest->load()))
            busiest = worker.get();
    }
    if (busiest == nullptr) return;
    if (CallPtr call = busiest->take_back()) idle.send(std::move(call));
}

void Pool::worker_returns(std::vector<CallPtr> calls) {
    for (auto it = calls.rbegin(); it != calls.rend(); ++it)
        waiting_.push_front(std::move(*it));
    // Not from inside the worker's own call: what it says may change which workers there are.
    asio::post(loop_, [this] { pump(); });
}

void Pool::worker_cut_off(std::vector<CallPtr> calls) {
    ++cut_off_;
    worker_returns(std::move(calls));
}

void Pool::worker_ended(Worker& worker) {
    auto const found = std::ranges::find_if(workers_, [&](auto const& each) { return each.get() == &worker; });
    if (found == workers_.end()) return;
    std::shared_ptr<Worker> const last(std::move(*found));
    workers_.erase(found);
    // The worker is on the stack; it is destroyed after it has returned.
    asio::post(loop_, [this, last] { pump(); });
}

void Pool::swap(std::shared_ptr<FunctionSpec const> spec) {
    spec_ = std::move(spec);
    cut_off_ = 0;
    retire();
}

void Pool::retire() {
    for (std::size_t i = 0; i < workers_.size(); ++i)
        workers_[i]->retire();
}

void Pool::tick(Time now) {
    for (std::size_t i = 0; i < workers_.size(); ++i) {
        Worker& worker = *workers_[i];
        if (worker.idle() && !worker.retired() && now - worker.idle_since() > limits_.idle) worker.retire();
        worker.tick(now);
    }
    drop_pointless(now);
    give_more_workers(now);
}

void Pool::give_more_workers(Time now) {
    std::size_t late = 0;
    for (CallPtr const& call : waiting_)
        late += now - call->queued > limits_.patience ? 1 : 0;
    for (auto const& worker : workers_) {
        Call const* const call = worker->oldest_untaken();
        late += call != nullptr && now - call->queued > limits_.patience ? 1 : 0;
    }
    std::size_t const most = workers_max();
    // A worker that still starts will take one of them.
    std::size_t const wanted = std::min(late, limits_.starting_max);
    for (std::size_t started = starting(); started < wanted && serving() < most; ++started) {
        Worker* const worker = start_worker();
        if (worker == nullptr) return;
        if (waiting_.empty()) steal_for(*worker);
        pump();
    }
}

bool Pool::busy() const noexcept {
    return !waiting_.empty() ||
           std::ranges::any_of(workers_, [](auto const& worker) { return !worker->idle() || worker->retired(); });
}

void Pool::stop() {
    stopping_ = true;
    for (std::size_t i = 0; i < workers_.size(); ++i)
        workers_[i]->stop();
    for (CallPtr& call : std::exchange(waiting_, {}))
        call->finish({.kind = InvokeResult::Kind::stopped});
}

}  // namespace coworks::local::functions
