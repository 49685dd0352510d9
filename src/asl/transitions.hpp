#pragma once

#include <optional>
#include <span>
#include <string>

#include "asl/execution.hpp"

namespace coworks::asl {

/// A transition of a branch that is in a state of some kind: in `from`, an event of `type` leads to `to`. (The events
/// of the execution itself, its start and its ends, and what happens to siblings of a failed branch are not here.)
struct Transition {
    StateKind kind;
    Phase from;
    EventType type;
    Phase to;

    friend bool operator==(Transition const&, Transition const&) = default;
};

/// Every transition there is: the interpreter makes no other.
std::span<Transition const> transitions() noexcept;

/// Applies an event, and tells which transition of its branch that was; nothing for events that are about no branch.
std::optional<Transition> apply_and_tell(Execution& execution, Event const& event);

/// "Task: entered --TaskScheduled--> working"
std::string to_text(Transition const& transition);
std::string_view phase_name(Phase phase) noexcept;

}  // namespace coworks::asl
