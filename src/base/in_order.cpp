#include "base/in_order.hpp"

#include <map>
#include <utility>

namespace coworks {

// std::stable_sort of g++ 12's library uses what clang 19 warns of.
void sort_by_place(std::vector<Diagnostic>& diagnostics) {
    std::multimap<SourcePosition, Diagnostic> in_order;
    for (Diagnostic& diagnostic : diagnostics)
        in_order.emplace(diagnostic.position, std::move(diagnostic));
    diagnostics.clear();
    for (auto& [position, diagnostic] : in_order)
        diagnostics.push_back(std::move(diagnostic));
}

}  // namespace coworks
