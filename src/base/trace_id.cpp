#include "base/trace_id.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>

namespace coworks {

std::string new_trace_id(Random& random, Clock::Time now) {
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return fmt::format("Root=1-{:08x}-{:016x}{:08x}", seconds, random.next(),
                       static_cast<std::uint32_t>(random.next()));
}

}  // namespace coworks
