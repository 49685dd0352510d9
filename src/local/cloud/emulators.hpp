#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"
#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "local/cloud/cloud.hpp"
#include "local/emulator/sdk_integration.hpp"
#include "local/functions/functions_room.hpp"
#include "local/ports/emulator.hpp"
#include "local/ports/integrations.hpp"
#include "local/ports/logs.hpp"
#include "local/ports/targets.hpp"
#include "local/states/states_room.hpp"

namespace coworks::local::cloud {

/// What the services of AWS that are here are made of; all of it outlives them.
struct EmulatorParts {
    boost::asio::io_context& loop;
    Clock& clock;
    Random& random;
    functions::FunctionsRoom& functions;
    LogSink& logs;
    LogReader const& log_reader;
    aws::Place place;
    /// Empty: what is stored ends with the process.
    std::filesystem::path data_folder;
    std::filesystem::path bucket_folder;  ///< in place of S3
    Executions executions = Executions::kept;
    std::chrono::seconds keep_history;
    std::function<void(Result<std::size_t> const&)> on_taken_up;
    std::vector<Integration*> integrations;  ///< of Tasks, besides those that the services themselves are
};

/// The services of AWS that are here, as one list. A new one is a line in open_all() (emulators.cpp). The event loop's
/// thread.
class Emulators {
public:
    /// Errors: those of store::Database ("locked": another cloud uses the data folder), "newer_schema".
    static Result<std::unique_ptr<Emulators>> open(EmulatorParts parts);

    /// Takes up what the last process left, in each.
    void begin();
    /// The service that a request is for; nullptr: none of them.
    Emulator* find(net::HttpRequest const& request) const;
    void drain();
    bool quiet() const;

    /// Step Functions; nullptr where executions are to be kept and there is no data folder.
    states::StatesRoom* states() noexcept { return states_; }
    /// Whether a Task's resource is not to be had from any of them. From any thread.
    bool lacks(asl::Resource const& resource) const;

private:
    explicit Emulators(Random& random);
    Result<void> open_all(EmulatorParts parts);
    template <class Room>
    Room& add(std::unique_ptr<Room> room);
    /// Of a room that may fail to open, with everything that all rooms are given.
    template <class Room, class... More>
    Result<void> open(emulator::Surroundings const& around, More&&... more);

    Targets targets_;
    emulator::SdkIntegration sdk_;
    std::vector<std::unique_ptr<Emulator>> all_;
    std::vector<Integration*> integrations_;  ///< of Tasks
    states::StatesRoom* states_ = nullptr;
};

}  // namespace coworks::local::cloud
