#pragma once

/// Step Functions at home: the durable executor, the registry of machines and the API over them, put together.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/integrations.hpp"
#include "local/ports/logs.hpp"
#include "local/states/api/states_api.hpp"
#include "local/states/storage.hpp"
#include "local/states/tasks/local_world.hpp"
#include "net/http_server.hpp"

namespace coworks::local::states {

struct StatesOptions {
    std::filesystem::path file;  ///< the database; its folder is made
    std::string region = "us-east-1";
    std::string account = "000000000000";
    std::chrono::seconds keep = std::chrono::hours(24 * 90);
};

/// What executions reach outside of this room; all of it outlives the room.
struct StatesNeighbours {
    Functions& functions;
    std::function<void(Invoke)> invoke_later;  ///< Lambda's asynchronous invocation
    std::vector<Integration*> integrations{};
    Storage* storage = nullptr;  ///< nullptr: no S3
    LogSink& logs;
};

/// One thread: the event loop's.
class StatesRoom {
public:
    /// Opens the database. Errors: those of store::Database ("locked": another cloud uses
    /// the folder), "newer_schema".
    static Result<std::unique_ptr<StatesRoom>> open(boost::asio::io_context& loop, Clock& clock, Random& random,
                                                    StatesOptions options, StatesNeighbours neighbours);
    ~StatesRoom();
    StatesRoom(StatesRoom const&) = delete;
    StatesRoom& operator=(StatesRoom const&) = delete;

    /// Takes up what was open when the last process ended, and tells how many executions that were. To be called once,
    /// when the functions are there: what is taken up may call one at once.
    void begin(std::function<void(Result<std::size_t> const& taken_up)> done = {});

    /// A request with X-Amz-Target "AWSStepFunctions.…". It waits until begin() has taken up everything: a task token
    /// or an execution of the last process is not unknown.
    void handle(net::HttpRequest request, net::HttpReply reply);
    /// One operation without a connection: the answer, or "Code: message" of its refusal.
    void call(std::string_view operation, Json request, std::function<void(Result<Json>)> done);

    std::string machine_arn(std::string_view name) const { return rooms_.arn("stateMachine", name); }

    /// Begins no task any more and lets waiting clients go; what is under way is recorded when it ends.
    void drain();
    /// Whether nothing is being stored or answered.
    bool quiet() const { return executor_.quiet() && registry_->quiet(); }

    Executor& executor() { return executor_; }

private:
    StatesRoom(boost::asio::io_context& loop, Clock& clock, Random& random, StatesOptions options,
               StatesNeighbours neighbours, std::unique_ptr<Registry> registry, std::unique_ptr<Journal> journal);

    api::Rooms api_rooms(Clock& clock, Random& random, StatesOptions const& options);
    void when_ready(std::function<void()> work);
    tl::expected<StartOrder, StartRefusal> find_machine(std::string_view arn);
    void after(std::chrono::milliseconds delay, std::function<void()> done);

    boost::asio::io_context& loop_;
    std::unique_ptr<Registry> registry_;
    std::unique_ptr<Journal> journal_;
    LocalWorld world_;
    Executor executor_;
    api::Rooms rooms_;
    StatesApi api_;
    struct Timer {
        boost::asio::steady_timer timer;
        std::function<void()> done;
    };
    std::list<Timer> timers_;
    bool ready_ = false;  ///< what was open is taken up
    std::vector<std::function<void()>> waiting_;
};

}  // namespace coworks::local::states
