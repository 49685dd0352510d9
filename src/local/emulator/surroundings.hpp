#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <string_view>

#include "aws/place.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "local/ports/logs.hpp"
#include "local/ports/targets.hpp"

namespace coworks::local::emulator {

/// What every room of the local cloud that stands for a service of AWS is given; all of it outlives the room.
struct Surroundings {
    boost::asio::io_context& loop;
    Clock& clock;
    Random& random;
    LogSink& logs;
    Targets const& targets;  ///< of what nobody waits for
    aws::Place place{};
    std::filesystem::path data_folder{};  ///< empty: what is stored ends with the process

    /// A room's own file in the data folder (emulator::Data::open); empty without one.
    std::string file(std::string_view name) const {
        return data_folder.empty() ? std::string() : (data_folder / name).string();
    }
};

}  // namespace coworks::local::emulator
