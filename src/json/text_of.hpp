#pragma once

#include <coworks/json.hpp>
#include <string>

namespace coworks {

/// A string's text; empty for every other value, so also for the null of a member that is not there.
std::string text_of(Json const& value);

/// A string's text, and the JSON of every other value: what a value is where only text can stand (a header, a query, a
/// message). Numbers are as JavaScript writes them.
std::string plain_text(Json const& value);

/// The JSON text of a value: the one it came as, if it remembers that (Json::source), or what dump() prints.
std::string source_text(Json const& value);

}  // namespace coworks
