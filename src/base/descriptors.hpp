#pragma once

#include <cstddef>

namespace coworks {

/// How many files, sockets and the like this process may have open (`ulimit -n`).
std::size_t descriptors_max();

}  // namespace coworks
