#pragma once

/// Step Functions at home: the durable executor, the registry of machines and the API over them, put together.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "local/emulator/service_room.hpp"
#include "local/emulator/surroundings.hpp"
#include "local/emulator/timers.hpp"
#include "local/ports/functions.hpp"
#include "local/ports/integrations.hpp"
#include "local/ports/objects.hpp"
#include "local/states/api/operations.hpp"
#include "local/states/tasks/local_actions.hpp"
#include "local/states/tasks/map_files.hpp"
#include "net/http_server.hpp"

namespace coworks::local::states {

/// What this room has beyond what all have; all of it outlives the room.
struct StatesOptions {
    Functions& functions;
    std::vector<Integration*> integrations{};
    Objects* objects = nullptr;  ///< of distributed Maps; nullptr: no S3
    std::chrono::seconds keep = std::chrono::hours(24 * 90);
    /// Hears once how many executions of the last process were taken up, or why they could not be.
    std::function<void(Result<std::size_t> const&)> on_taken_up{};
};

/// One thread: the event loop's.
class StatesRoom final : public emulator::ServiceRoom {
public:
    /// Opens states.db. Errors: those of store::Database ("locked": another cloud uses the folder), "newer_schema".
    static Result<std::unique_ptr<StatesRoom>> open(emulator::Surroundings const& around, StatesOptions options);
    ~StatesRoom() override;
    StatesRoom(StatesRoom const&) = delete;
    StatesRoom& operator=(StatesRoom const&) = delete;

    /// Takes up what was open when the last process ended. To be called when the functions are there: what is taken up
    /// may call one at once. Requests wait until it is done: a task token or an execution of the last process is not
    /// unknown.
    void begin() override;
    /// What is under way is recorded when it ends.
    void drain() override;
    bool quiet() const override { return executor_.quiet() && registry_->quiet(); }

    aws::Place const& place() const noexcept { return rooms_.place; }
    /// What answers the Tasks whose services are not here.
    MockedTasks& mocked() { return actions_.mocked(); }

    std::string machine_arn(std::string_view name) const { return rooms_.arn("stateMachine", name); }
    Executor& executor() { return executor_; }

private:
    StatesRoom(emulator::Surroundings const& around, StatesOptions options, std::unique_ptr<Registry> registry,
               std::unique_ptr<Journal> journal);

    api::Rooms api_rooms(emulator::Surroundings const& around);
    tl::expected<StartRequest, StartRefusal> find_machine(std::string_view arn);

    std::unique_ptr<Registry> registry_;
    std::unique_ptr<Journal> journal_;
    std::unique_ptr<MapFiles> map_files_;
    LocalActions actions_;
    Executor executor_;
    emulator::LoopTimers timers_;
    std::function<void(Result<std::size_t> const&)> on_taken_up_;
    api::Rooms rooms_;
};

}  // namespace coworks::local::states
