#pragma once

#include <optional>
#include <string_view>

#include "base/iso8601.hpp"

namespace coworks::asl {

/// A timestamp as the specification has it ("Timestamps"): RFC 3339, with a capital T between date and time, and a
/// capital Z where there is no offset in numbers. Seconds may be left out, as the service (Java's ISO_OFFSET_DATE_TIME,
/// to judge by its error texts) lets one do.
std::optional<Seconds> parse_state_timestamp(std::string_view text);

}  // namespace coworks::asl
