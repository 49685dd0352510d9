#include "local/functions/functions_room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cmath>
#include <utility>

#include "base/trace_id.hpp"

namespace coworks::local::functions {

namespace asio = boost::asio;

namespace {

/// How often busy pools look at the clock: the accuracy of timeouts and of patience.
constexpr std::chrono::milliseconds kBusyPeriod{10};
/// The same for pools that only have idle workers.
constexpr std::chrono::milliseconds kIdlePeriod{1000};
// API_Invoke, "LogResult": the last 4 KB.
constexpr std::size_t kTailMax = 4096;

}  // namespace

FunctionsRoom::FunctionsRoom(asio::io_context& loop, LogSink& logs, Random& random, Limits limits)
    : loop_(loop), logs_(logs), random_(random), limits_(limits), timer_(loop) {}

FunctionsRoom::~FunctionsRoom() = default;

void FunctionsRoom::put(FunctionSpec spec) {
    std::string const service = spec.service;
    auto shared = std::make_shared<FunctionSpec const>(std::move(spec));
    if (auto const found = pools_.find(service); found != pools_.end()) {
        found->second->swap(std::move(shared));
        schedule();
        return;
    }
    pools_.emplace(service, std::make_unique<Pool>(loop_, logs_, std::move(shared), limits_));
}

void FunctionsRoom::remove(std::string_view service) {
    auto const found = pools_.find(service);
    if (found == pools_.end()) return;
    leaving_.emplace_back(std::move(found->second));
    pools_.erase(found);
    leaving_.back()->retire();
    schedule();
}

FunctionSpec const* FunctionsRoom::find(std::string_view name) const {
    if (auto const found = pools_.find(name); found != pools_.end()) return &found->second->spec();
    for (auto const& [service, pool] : pools_) {
        if (pool->spec().name == name) return &pool->spec();
    }
    return nullptr;
}

void FunctionsRoom::invoke(Invoke call, InvokeDone done, Abandoned abandoned) {
    if (call.request_id.empty()) call.request_id = random_.uuid();
    call.trace_id = function_trace(call.trace_id, random_, SystemClock().now());
    FunctionSpec const* const spec = find(call.function);
    if (spec == nullptr) {
        done({.kind = InvokeResult::Kind::not_found, .request_id = call.request_id});
        return;
    }
    if (call.tail && log_reader_ != nullptr) done = with_tail(*spec, call.request_id, std::move(done));
    auto const found = pools_.find(spec->service);
    found->second->invoke(std::move(call), std::move(done), std::move(abandoned));
    schedule();
}

/// Who wants the end of the log gets the lines around the call with it
/// (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html).
InvokeDone FunctionsRoom::with_tail(FunctionSpec const& spec, std::string const& id, InvokeDone done) {
    logs_.line(spec.service, id, fmt::format("START RequestId: {} Version: $LATEST", id));
    return [this, id, name = spec.service, memory = spec.memory_mb, begun = std::chrono::steady_clock::now(),
            done = std::move(done)](InvokeResult result) {
        double const ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
        logs_.line(name, id, fmt::format("END RequestId: {}", id));
        logs_.line(
            name, id,
            fmt::format("REPORT RequestId: {}\tDuration: {:.2f} ms\tBilled Duration: {:.0f} ms\tMemory Size: {} MB", id,
                        ms, std::ceil(ms), memory));
        result.log_tail = log_reader_->tail(id, kTailMax);
        done(std::move(result));
    };
}

std::vector<std::string> FunctionsRoom::names() const {
    std::vector<std::string> out;
    for (auto const& [service, pool] : pools_)
        out.push_back(service);
    return out;
}

bool FunctionsRoom::busy() const {
    return std::ranges::any_of(pools_, [](auto const& each) { return each.second->busy(); }) ||
           std::ranges::any_of(leaving_, [](auto const& pool) { return pool->busy(); });
}

std::size_t FunctionsRoom::workers() const {
    std::size_t count = 0;
    for (auto const& [service, pool] : pools_)
        count += pool->workers();
    for (auto const& pool : leaving_)
        count += pool->workers();
    return count;
}

void FunctionsRoom::schedule() {
    auto const period = busy() || stopped_ ? kBusyPeriod : kIdlePeriod;
    if (scheduled_ && period_ <= period) return;
    scheduled_ = true;
    period_ = period;
    timer_.expires_after(period);
    timer_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        scheduled_ = false;
        tick();
    });
}

void FunctionsRoom::tick() {
    auto const now = std::chrono::steady_clock::now();
    for (auto const& [service, pool] : pools_)
        pool->tick(now);
    for (auto const& pool : leaving_)
        pool->tick(now);
    forget_idle();
    if (workers() > 0 || busy()) {
        schedule();
    } else if (stopped_) {
        std::exchange(stopped_, nullptr)();
    }
}

void FunctionsRoom::forget_idle() {
    auto const is_idle = [](auto const& pool) { return !pool->busy() && pool->workers() == 0; };
    for (auto const& pool : leaving_) {
        // Behind what its last worker may have posted for it.
        if (is_idle(pool)) asio::post(loop_, [kept = pool] {});
    }
    std::erase_if(leaving_, is_idle);
}

void FunctionsRoom::stop(std::function<void()> stopped) {
    stopped_ = std::move(stopped);
    for (auto const& [service, pool] : pools_)
        pool->stop();
    for (auto const& pool : leaving_)
        pool->stop();
    scheduled_ = false;
    schedule();
}

}  // namespace coworks::local::functions
