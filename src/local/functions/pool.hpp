#pragma once

#include <boost/asio/io_context.hpp>
#include <deque>
#include <memory>
#include <vector>

#include "local/functions/call.hpp"
#include "local/functions/spec.hpp"
#include "local/functions/worker.hpp"
#include "local/ports/logs.hpp"

namespace coworks::local::functions {

/// The workers of one function and the calls that wait for them.
///
/// A call goes to an idle worker; if there is none it is queued ahead in the channel of the least busy one, or waits.
/// A call that no worker has begun within Limits::patience gets a further worker started, as far as allowed, and goes
/// to whichever worker is free first. So quick handlers share one warm worker, and a slow one holds nobody up. Only a
/// few workers start at the same time (Limits::starting_max): more would only take the processor from each other.
class Pool final : public WorkerOwner {
public:
    Pool(boost::asio::io_context& loop, LogSink& logs, std::shared_ptr<FunctionSpec const> spec, Limits const& limits);

    FunctionSpec const& spec() const noexcept { return *spec_; }
    void invoke(Invoke call, InvokeDone done, Abandoned abandoned);
    /// From now on new workers run this; the ones that run serve the call they have begun, and end.
    void swap(std::shared_ptr<FunctionSpec const> spec);
    /// Every worker serves the call that it has begun, and ends.
    void retire();
    /// Looks at the time: timeouts, patience, idle workers. Called by the owner while busy() or a worker lives.
    void tick(Time now);
    /// Whether a call waits or is under way.
    bool busy() const noexcept;
    std::size_t workers() const noexcept { return workers_.size(); }
    /// Ends every worker; calls that wait or are under way are told "stopped".
    void stop();

    void worker_free(Worker& worker) override;
    void worker_returns(std::vector<CallPtr> calls) override;
    void worker_cut_off(std::vector<CallPtr> calls) override;
    void worker_ended(Worker& worker) override;

private:
    std::size_t workers_max() const { return spec_->concurrency.value_or(limits_.workers_max); }
    std::size_t serving() const;
    std::size_t starting() const;
    void pump();
    Worker* choose();
    Worker* start_worker();
    void give_more_workers(Time now);
    void steal_for(Worker& idle);
    bool is_late(Call const& call, Time now) const;
    void drop_pointless(Time now);
    bool drop_if_pointless(CallPtr& call, Time now) const;

    boost::asio::io_context& loop_;
    LogSink& logs_;
    std::shared_ptr<FunctionSpec const> spec_;
    Limits const& limits_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::deque<CallPtr> waiting_;
    std::size_t cut_off_ = 0;  ///< workers whose init phase took too long, and that no other has replaced
    bool pumping_ = false;
    bool stopping_ = false;
    std::string start_error_;  ///< why the last worker could not be started
};

}  // namespace coworks::local::functions
