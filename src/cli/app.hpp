#pragma once

#include "cli/session.hpp"

namespace coworks::cli {

/// `cws ARGUMENTS…`: finds the command and runs it. Never throws, never ends the process.
Exit run(Session& session, int argc, char const* const* argv);

}  // namespace coworks::cli
