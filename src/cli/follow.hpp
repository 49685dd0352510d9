#pragma once

#include <set>
#include <string>

#include "cli/states_client.hpp"

namespace coworks::cli {

/// Follows an execution to its end: a tree of its states in a terminal, a line an event elsewhere (both to standard
/// error), then its output to standard output (with `json`, its whole description). Exit::ok if it succeeded; Ctrl-C
/// leaves it running and says how to go on (Exit::interrupted).
Exit follow(Session const& session, StatesClient const& client, std::string const& arn, bool json);

/// Says which states were answered by mocks, if there are any.
void tell_mocked(Session const& session, std::set<std::string> const& states);

/// An execution's end for people: its output to standard output, else how it ended to standard error.
Exit tell_end(Session const& session, Json const& description, bool json);

/// A description whose input and output are JSON instead of texts that hold some.
Json readable_execution(Json const& description);

}  // namespace coworks::cli
