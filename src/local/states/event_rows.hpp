#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "asl/event.hpp"
#include "base/error.hpp"

namespace coworks::local::states {

/// The events of one step as the text of a row. Data that an event shares with the one before it is written once: a
/// state's input is the output of the state before.
std::string encode_events(std::span<asl::Event const> events);
/// Back; shared data is shared again. Error "corrupt" for anything that encode_events() did not make.
Result<std::vector<asl::Event>> decode_events(std::string_view row);

}  // namespace coworks::local::states
