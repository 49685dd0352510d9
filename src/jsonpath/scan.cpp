#include <algorithm>

#include "jsonpath/evaluate.hpp"

namespace coworks::jsonpath {

Walker::Flow Walker::matches_scan(Segment const& wanted, Json const& value, bool& matches) {
    matches = false;
    switch (wanted.kind) {
        case Segment::Kind::members:
            matches = value.is_object() &&
                      std::ranges::all_of(wanted.names, [&](auto const& name) { return value.contains(name); });
            return Flow::on;
        case Segment::Kind::wildcard:
            matches = true;
            return Flow::on;
        case Segment::Kind::filter:
            return accept(*wanted.filter, value, matches);
        case Segment::Kind::scan:
        case Segment::Kind::root:
            return Flow::on;
        default:
            matches = value.is_array();
            return Flow::on;
    }
}

/// One object or array of a scan. An array that matches gives all of its items to the step after the next, whatever
/// the next one says: so the library has it.
Walker::Flow Walker::visit(std::size_t at, Json const& value) {
    if (auto const flow = spend(); flow != Flow::on) return flow;
    bool matches = false;
    auto const flow = matches_scan(program_.segments[at + 1], value, matches);
    if (flow != Flow::on || !matches) return flow;
    if (value.is_object() || is_leaf(at + 1)) return step(at + 1, value);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (auto const taken = next_item(at + 1, i, value.items()[i]); taken != Flow::on) return taken;
    }
    return Flow::on;
}

/// Every object and array from `start` down, the outer before the inner, on a stack of our own: data may be deep.
Walker::Flow Walker::scan(std::size_t at, Json const& start) {
    struct Level {
        Json const* value;
        std::size_t next;
    };
    auto const is_container = [](Json const& value) { return value.is_object() || value.is_array(); };
    auto const depth = trail_.size();
    std::vector<Level> levels;
    auto flow = Flow::on;
    auto const enter = [&](Json const& value) {
        flow = visit(at, value);
        levels.push_back({.value = &value, .next = 0});
    };
    if (is_container(start)) enter(start);
    while (!levels.empty() && flow == Flow::on) {
        auto& level = levels.back();
        if (level.next == level.value->size()) {
            levels.pop_back();
            if (!levels.empty()) trail_.pop_back();
            continue;
        }
        auto const i = level.next++;
        if (level.value->is_array()) {
            Json const& child = level.value->items()[i];
            if (!is_container(child)) continue;
            trail_.emplace_back(i);
            enter(child);
        } else {
            auto const& member = level.value->members()[i];
            if (!is_container(member.value)) continue;
            trail_.emplace_back(member.name());
            enter(member.value);
        }
    }
    trail_.resize(depth);
    return flow;
}

}  // namespace coworks::jsonpath
