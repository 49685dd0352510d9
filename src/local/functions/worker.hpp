#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "local/functions/call.hpp"
#include "local/functions/output.hpp"
#include "local/functions/spec.hpp"
#include "local/ports/logs.hpp"
#include "net/channel.hpp"
#include "net/http_server.hpp"
#include "os/process.hpp"

namespace coworks::local::functions {

class Worker;

/// What a worker tells its pool. Called from the event loop, never from inside a call of the pool's to the worker.
class WorkerOwner {
public:
    virtual ~WorkerOwner() = default;
    /// A call has ended, or the worker asks for one for the first time.
    virtual void worker_free(Worker& worker) = 0;
    /// Calls that the worker will not take after all, oldest first.
    virtual void worker_returns(std::vector<CallPtr> calls) = 0;
    /// Its init phase took too long, so it is cut off: these calls are to begin again with a worker that starts within
    /// the function's timeout.
    virtual void worker_cut_off(std::vector<CallPtr> calls) = 0;
    /// The process has ended and everything it had is settled; the worker may be destroyed (later than in this call).
    virtual void worker_ended(Worker& worker) = 0;
};

/// A time of the steady clock in Unix time.
std::uint64_t unix_ms(Time time);

/// What bounds the start of a worker: the init phase's own limit, or the function's timeout together with the first
/// call's, where that limit was reached before.
enum class Start : unsigned char { init_phase, within_timeout };

/// One process of a function. It serves one call at a time, which it takes from the fast channel or, as any program
/// that speaks Lambda's protocol may, from a Runtime API of its own
/// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
class Worker {
public:
    Worker(boost::asio::io_context& loop, WorkerOwner& owner, LogSink& logs, std::shared_ptr<FunctionSpec const> spec,
           Limits const& limits, Start start);
    ~Worker();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    /// Starts the process.
    Result<void> start();

    /// Calls that could be sent now: several where the channel takes them ahead.
    std::size_t room() const;
    /// Calls that it has, the one under way among them.
    std::size_t load() const noexcept { return calls_.size(); }
    bool idle() const noexcept { return calls_.empty(); }
    /// Whether it has not yet begun its first call.
    bool starting() const noexcept { return !served_ && !retired_; }
    void send(CallPtr call);
    /// Takes back the newest call that the worker has not begun, if there is one.
    CallPtr take_back();
    /// The oldest call that it has not begun, for how long it has waited.
    Call const* oldest_untaken() const;

    /// No more calls; those that it has not begun go back, and after the one under way it is asked to end.
    void retire();
    /// The same, but the call under way ends at once: it is told "stopped", and the process is killed.
    void stop();
    bool retired() const noexcept { return retired_; }
    /// Looks at timeouts and memory.
    void tick(Time now);
    /// When its last call ended, or it started.
    Time idle_since() const noexcept { return idle_since_; }

private:
    struct Held {
        CallPtr call;
        std::uint64_t number = 0;      ///< in the channel
        std::optional<Time> deadline;  ///< of the function's, from when it was seen to be under way
        std::string invocation_id;     ///< in the Runtime API
    };

    os::Command command(std::uint16_t port) const;
    std::vector<std::string> environment(std::uint16_t port, int memory_descriptor, int event_descriptor) const;
    void watch_channel();
    void watch_end();
    void receive();
    void end_front(InvokeResult result);
    /// Calls whose callers have gone or have waited long enough.
    void drop_pointless(Time now);
    bool front_taken() const;
    bool initialised() const;
    void look_at_init(Time now);
    void cut_off();
    Time begin(Held& held, Time now);
    void on_request(net::HttpRequest request, net::HttpReply reply);
    void on_next(net::HttpReply reply);
    void on_init_error(net::HttpRequest const& request, net::HttpReply const& reply);
    void on_answer(net::HttpRequest const& request, net::HttpReply const& reply);
    void on_refusal(net::HttpRequest const& head, net::HttpResponse& response);
    bool answers_front(std::string_view id) const;
    void give_next();
    void become_api();
    void on_end();
    InvokeResult failure_of(Call const& call, os::Exit const& exit) const;
    void kill(InvokeResult reason);
    std::string current_request() const;

    boost::asio::io_context& loop_;
    WorkerOwner& owner_;
    LogSink& logs_;
    std::shared_ptr<FunctionSpec const> spec_;
    Limits const& limits_;
    Start const start_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< for callbacks that may come after us

    net::HttpServer api_;
    std::optional<net::ChannelServer> channel_;
    boost::asio::posix::stream_descriptor channel_event_;
    boost::asio::posix::stream_descriptor end_event_;
    std::optional<os::Process> process_;
    std::optional<Output> output_;
    std::optional<Output> errors_;

    bool uses_api_ = false;               ///< it has asked the Runtime API for a call, so it does not know the channel
    std::optional<net::HttpReply> next_;  ///< where the Runtime API waits for a call
    std::deque<Held> calls_;
    std::uint64_t given_ = 0;  ///< calls, through the Runtime API
    bool served_ = false;      ///< it has begun a call
    bool retired_ = false;
    std::optional<InvokeResult> killed_;  ///< why we killed it
    std::optional<InvokeResult> init_error_;
    Time started_;
    Time idle_since_;
    Time memory_looked_;
    std::optional<Time> told_to_end_at_;
};

}  // namespace coworks::local::functions
