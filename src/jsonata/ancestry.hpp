#pragma once

#include <string>

#include "jsonata/plan.hpp"

namespace coworks::jsonata {

/// What the reference calls a node's type, in the token of S0217.
std::string type_name(Plan const& node);
/// Finds the step that a `%` stands for, and marks it. Throws Failure S0217 where there can be none.
void seek_parent(Plan& node, Slot& slot);
/// Hands the unanswered parents of a part to the whole.
void push_ancestry(Plan& whole, Plan const& part);
/// Answers the parents of a path's last step from the steps before it.
void resolve_ancestry(Plan& path);

}  // namespace coworks::jsonata
