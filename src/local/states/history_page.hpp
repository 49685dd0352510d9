#pragma once

#include <span>
#include <string>
#include <vector>

#include "asl/event.hpp"
#include "base/error.hpp"

namespace coworks::local::states {

enum class HistoryOrder : std::uint8_t { oldest_first, newest_first };

/// At most `count` of the events that the API shows, those that follow `last` in their order; `last` is 0 for the
/// first of them. `rows` are those of an execution, oldest first (event_rows.hpp); only the rows that hold these events
/// are read, and some to find them. Error "corrupt".
Result<std::vector<asl::Event>> events_after(std::span<std::string const> rows, asl::EventId last, HistoryOrder order,
                                             std::size_t count);

}  // namespace coworks::local::states
