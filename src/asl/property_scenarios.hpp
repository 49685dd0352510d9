#pragma once

/// For the room's tests: machines that between them take every transition there is, and a world that answers them.

#include <string>
#include <string_view>
#include <vector>

namespace coworks::asl::testing {

/// Tasks say themselves what becomes of them: `plan` holds an entry for every attempt (the last one for all that
/// follow), words in order: begin, accept, beat, ok, big, fail, schedule_fail, start_fail, submit_fail, refuse. Without
/// ok or a failure the time decides. `plans` holds a plan for the execution and for each redrive. A child of a
/// distributed Map fails if its input says so ("fail", or "fail once": until it is redriven).
struct Scenario {
    char const* name;
    char const* definition;
    char const* input = "{}";
    int redrives = 0;
    int stop_after = -1;  ///< stopped from outside after so many messages
};

std::vector<Scenario> const& scenarios();

}  // namespace coworks::asl::testing
