#pragma once

/// JSON that a command is given: on the command line, in a file, or on standard input.

#include <coworks/json.hpp>
#include <string>
#include <tl/expected.hpp>

#include "base/diagnostic.hpp"
#include "cli/session.hpp"

namespace coworks::cli {

struct JsonArgument {
    std::string text;  ///< as it was written
    Json value;
};
/// Why there is none, with the text in which the fault stands.
struct BadJson {
    Diagnostic fault;
    std::string source;
};
enum class Surrogates : std::uint8_t { paired, lone };  ///< JSONata's texts may hold half of a pair

/// A text that is JSON; `what` names it in the fault, and is the option's name or a file's.
tl::expected<JsonArgument, BadJson> parse_argument(std::string text, std::string const& what,
                                                   Surrogates surrogates = Surrogates::paired);
/// `value` is JSON, the name of a file, @FILE, or - for standard input.
tl::expected<JsonArgument, BadJson> read_argument(std::string const& value, std::string const& option,
                                                  Surrogates surrogates = Surrogates::paired);

/// The same, and a fault is told.
tl::expected<JsonArgument, Exit> read_json(Session const& session, std::string const& value, std::string const& option);

}  // namespace coworks::cli
