#include "jsonata/syntax.hpp"

namespace coworks::jsonata {

void walk(Syntax const& node, std::function<bool(Syntax const&)> const& visit) {
    if (!visit(node)) return;
    for (Syntax const* const item : node.items)
        walk(*item, visit);
}

bool same_tree(Syntax const& a, Syntax const& b) {
    if (a.kind != b.kind || a.keep_array != b.keep_array || a.number != b.number || a.text != b.text ||
        a.directions != b.directions || a.items.size() != b.items.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!same_tree(*a.items[i], *b.items[i])) return false;
    return true;
}

}  // namespace coworks::jsonata
