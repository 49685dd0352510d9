#pragma once

#include <atomic>

#include "cli/session.hpp"
#include "dev/workspace.hpp"

namespace coworks::cli {

/// Builds what changed, with progress in a terminal (one line that is written over) and plain lines elsewhere.
Exit build(Session const& session, dev::Workspace& workspace, dev::What what, std::atomic<bool> const* stop = nullptr);

}  // namespace coworks::cli
