#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "local/functions/pool.hpp"
#include "local/functions/spec.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/logs.hpp"

namespace coworks::local::functions {

/// All functions of the local cloud: a pool each, and the clock that drives them.
class FunctionsRoom final : public Functions {
public:
    FunctionsRoom(boost::asio::io_context& loop, LogSink& logs, Random& random, Limits limits = {});
    ~FunctionsRoom() override;

    /// Adds a function, or gives the one of that service a new version: no call is lost.
    void put(FunctionSpec spec);
    /// Takes a function away: calls that it has are still served.
    void remove(std::string_view service);
    /// By service or by full name.
    FunctionSpec const* find(std::string_view name) const;

    void invoke(Invoke call, InvokeDone done, Abandoned abandoned) override;
    std::vector<std::string> names() const override;
    bool has(std::string_view function) const override { return find(function) != nullptr; }

    /// Where the log is read for calls that want its end; without it they get none.
    void read_logs(LogReader const& reader) { log_reader_ = &reader; }

    /// Calls under way and waiting.
    bool busy() const;
    std::size_t workers() const;
    /// Asks every idle worker to end and kills the others, then calls back when none is left. Whoever wants calls to
    /// be answered waits before until nothing is busy().
    void stop(std::function<void()> stopped);

private:
    InvokeDone with_tail(FunctionSpec const& spec, std::string const& id, InvokeDone done);
    void schedule();
    void tick();
    void forget_idle();

    boost::asio::io_context& loop_;
    LogSink& logs_;
    LogReader const* log_reader_ = nullptr;
    Random& random_;
    Limits limits_;
    boost::asio::steady_timer timer_;
    bool scheduled_ = false;
    std::chrono::milliseconds period_{0};
    std::map<std::string, std::unique_ptr<Pool>, std::less<>> pools_;
    std::vector<std::shared_ptr<Pool>> leaving_;  ///< of functions that were removed, until they are idle
    std::function<void()> stopped_;
};

}  // namespace coworks::local::functions
