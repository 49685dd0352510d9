#pragma once

/// Records as the columns and texts of the store.

#include <string>

#include "base/error.hpp"
#include "local/states/records.hpp"

namespace coworks::local::states {

/// The members of a record that have no column of their own.
Json to_json(ExecutionRecord const& record);
/// Fills them in; false for anything that to_json() did not make.
bool fill_from(Json const& more, ExecutionRecord& record);

Json to_json(MapRunRecord const& record);
bool fill_from(Json const& stored, MapRunRecord& record);

/// A whole express order's record, with what is a column elsewhere.
Json to_whole_json(ExecutionRecord const& record);
bool fill_from_whole(Json const& stored, ExecutionRecord& record);

inline std::int64_t stored_time(Clock::Time time) {
    return time.time_since_epoch().count();
}
inline Clock::Time time_of(std::int64_t stored) {
    return Clock::Time(std::chrono::nanoseconds(stored));
}

}  // namespace coworks::local::states
