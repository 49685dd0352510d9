#pragma once

/// An execution's tree as lines of text. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "cli/execution_tree.hpp"

namespace coworks::cli {

struct TreeStyle {
    Colour colour = Colour::never;
    Clock::Time now{};        ///< until when what still runs has taken
    std::size_t columns = 0;  ///< longer lines are cut; 0: none is
};

/// One line a state, indented by branch and iteration. Of a Map state with more iterations than can be read, the
/// counts, and the states of those alone that failed.
std::vector<std::string> tree_lines(ExecutionTree const& tree, TreeStyle const& style);

/// A line about an event, for where nothing can be redrawn; empty if it says nothing new to a person.
std::string event_line(StateNode const* node, Json const& event, Colour colour);

/// "12 ms", "3.2 s", "2 min 5 s", "3 h 2 min", "2 d 3 h".
std::string elapsed_text(std::chrono::nanoseconds elapsed);

/// An execution's status in its colour.
std::string status_text(std::string_view status, Colour colour);

}  // namespace coworks::cli
