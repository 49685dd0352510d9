#pragma once

#include <vector>

#include "base/diagnostic.hpp"

namespace coworks {

/// Sorts what is told by its place in the file; what stands at one place stays in its order.
void sort_by_place(std::vector<Diagnostic>& diagnostics);

}  // namespace coworks
