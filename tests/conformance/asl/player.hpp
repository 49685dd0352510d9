#pragma once

/// Plays an execution in virtual time: its tasks answer as they were recorded, its files are those of the recording.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "asl/interpreter.hpp"
#include "kinds.hpp"
#include "script.hpp"

namespace asl_cases {

struct Playback {
    std::vector<coworks::asl::Event> events;
    coworks::asl::Execution execution;
    std::vector<Difference> differences;  ///< parameters of tasks that differ from the recorded ones
};

/// Plays a case's execution to its end, or until nothing can happen any more.
Playback play(Json const& test_case, std::shared_ptr<coworks::asl::StateMachine const> machine, Options const& options);

}  // namespace asl_cases
