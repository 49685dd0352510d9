#include "local/cloud/emulators.hpp"

#include <algorithm>
#include <type_traits>

#include "local/buckets/buckets_room.hpp"
#include "local/functions/lambda_room.hpp"

namespace coworks::local::cloud {

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

template <class Room, class... More>
Result<void> Emulators::open(emulator::Surroundings const& around, More&&... more) {
    auto room = Room::open(around, std::forward<More>(more)...);
    if (!room) return tl::unexpected(room.error());
    add(*std::move(room));
    return {};
}

Result<std::unique_ptr<Emulators>> Emulators::open(EmulatorParts parts) {
    std::unique_ptr<Emulators> made(new Emulators(parts.random));
    if (auto opened = made->open_all(std::move(parts)); !opened) return tl::unexpected(opened.error());
    return made;
}

Result<void> Emulators::open_all(EmulatorParts parts) {
    emulator::Surroundings const around{.loop = parts.loop,
                                        .clock = parts.clock,
                                        .random = parts.random,
                                        .logs = parts.logs,
                                        .targets = targets_,
                                        .place = parts.place,
                                        .data_folder = parts.data_folder};
    auto& buckets = add(std::make_unique<buckets::BucketsRoom>(around, parts.bucket_folder));
    if (auto lambda = open<functions::LambdaRoom>(around, parts.functions, parts.log_reader); !lambda) return lambda;
    integrations_ = std::move(parts.integrations);
    integrations_.push_back(&sdk_);
    if (parts.data_folder.empty() && parts.executions == Executions::kept) return {};
    auto states = states::StatesRoom::open(around, {.functions = parts.functions,
                                                    .integrations = integrations_,
                                                    .objects = &buckets.objects(),
                                                    .keep = parts.keep_history,
                                                    .on_taken_up = std::move(parts.on_taken_up)});
    if (!states) return tl::unexpected(states.error());
    states_ = &add(*std::move(states));
    return {};
}

bool Emulators::lacks(asl::Resource const& resource) const {
    return states::unsupported(resource, integrations_, nullptr).has_value();
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
