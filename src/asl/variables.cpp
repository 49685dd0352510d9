#include <limits>

#include "asl/execution.hpp"
#include "asl/size.hpp"

namespace coworks::asl {

std::int64_t growth_by(Branch const& branch, Json const& assigned) {
    constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max() / 2;
    if (!assigned.is_object()) return 0;
    std::size_t more = 0;
    std::size_t less = 0;
    for (auto const& variable : assigned.members()) {
        more += json_size(variable.value, kNoLimit);
        Json const* const old = branch.variables.find(variable.name());
        if (old == nullptr) {
            more += variable.name().size();
            continue;
        }
        Json const* const outer = branch.inherited.find(variable.name());
        bool const own = outer == nullptr || !outer->same_as(*old);
        if (own) less += json_size(*old, kNoLimit);
    }
    return static_cast<std::int64_t>(more) - static_cast<std::int64_t>(less);
}

}  // namespace coworks::asl
