#pragma once

/// What folding reads from events' members. Internal to the room.

#include <coworks/json.hpp>
#include <optional>
#include <string_view>

#include "base/clock.hpp"

namespace coworks::asl {

inline std::optional<Clock::Time> time_in(Json const& hidden, std::string_view name) {
    Json const* const found = hidden.find(name);
    if (found == nullptr || !found->is_integer()) return std::nullopt;
    return Clock::Time(std::chrono::nanoseconds(found->as_int64()));
}

inline std::int64_t number_in(Json const& object, std::string_view name, std::int64_t otherwise = 0) {
    Json const* const found = object.find(name);
    return found != nullptr && found->is_integer() ? found->as_int64() : otherwise;
}

}  // namespace coworks::asl
