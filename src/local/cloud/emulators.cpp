#include "local/cloud/emulators.hpp"

#include <algorithm>
#include <type_traits>

#include "local/buckets/buckets_room.hpp"
#include "local/functions/lambda_room.hpp"

namespace coworks::local::cloud {

namespace {

std::filesystem::path file_in(std::filesystem::path const& folder, std::string_view name) {
    return folder.empty() ? std::filesystem::path() : folder / name;
}

}  // namespace

Emulators::Emulators(Random& random)
    : sdk_(
          [this] {
              std::vector<Emulator*> list;
              for (auto const& each : all_)
                  list.push_back(each.get());
              return list;
          },
          random) {}

template <class Room>
Room& Emulators::add(std::unique_ptr<Room> room) {
    Room& added = *room;
    if constexpr (std::is_base_of_v<Target, Room>) targets_.add(added);
    all_.push_back(std::move(room));
    return added;
}

Result<std::unique_ptr<Emulators>> Emulators::open(EmulatorParts parts) {
    std::unique_ptr<Emulators> made(new Emulators(parts.random));
    auto& buckets = made->add(std::make_unique<buckets::BucketsRoom>(
        parts.loop, parts.random, buckets::BucketsRoom::Options{.folder = parts.bucket_folder, .place = parts.place}));
    auto lambda = functions::LambdaRoom::open(
        parts.loop, parts.clock, parts.random, parts.functions, parts.logs, parts.log_reader,
        {.file = file_in(parts.data_folder, "functions.db"), .place = parts.place});
    if (!lambda) return tl::unexpected(lambda.error());
    made->add(*std::move(lambda));
    if (parts.data_folder.empty()) return made;
    parts.integrations.push_back(&made->sdk_);
    auto states = states::StatesRoom::open(parts.loop, parts.clock, parts.random,
                                           {.file = file_in(parts.data_folder, "states.db"),
                                            .place = parts.place,
                                            .keep = parts.keep_history,
                                            .on_taken_up = std::move(parts.on_taken_up)},
                                           {.functions = parts.functions,
                                            .targets = made->targets_,
                                            .integrations = std::move(parts.integrations),
                                            .objects = &buckets.objects(),
                                            .logs = parts.logs});
    if (!states) return tl::unexpected(states.error());
    made->states_ = &made->add(*std::move(states));
    return made;
}

void Emulators::begin() {
    for (auto const& each : all_)
        each->begin();
}

Emulator* Emulators::find(net::HttpRequest const& request) const {
    auto const found = std::ranges::find_if(all_, [&](auto const& each) { return each->takes(request); });
    return found == all_.end() ? nullptr : found->get();
}

void Emulators::drain() {
    for (auto const& each : all_)
        each->drain();
}

bool Emulators::quiet() const {
    return std::ranges::all_of(all_, [](auto const& each) { return each->quiet(); });
}

}  // namespace coworks::local::cloud
