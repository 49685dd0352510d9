#include "interface/router.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace coworks::interface {

std::optional<std::vector<std::string>> split_path(std::string_view raw_path) {
    std::vector<std::string> segments;
    while (!raw_path.empty()) {
        if (raw_path.front() == '/') raw_path.remove_prefix(1);
        auto const end = std::min(raw_path.find('/'), raw_path.size());
        std::string decoded;
        if (!percent_decode(raw_path.substr(0, end), decoded)) return std::nullopt;
        raw_path.remove_prefix(end);
        if (!raw_path.empty() || !decoded.empty()) segments.push_back(std::move(decoded));
    }
    return segments;
}

Router::Router(std::vector<Entry> const& entries) {
    for (Entry const& entry : entries) {
        if (entry.kind != Entry::Kind::http) continue;
        std::size_t at = 0;
        for (Segment const& segment : entry.path) {
            std::optional<std::size_t> next = segment.is_parameter ? nodes_[at].parameter : std::nullopt;
            if (!segment.is_parameter) {
                auto const found =
                    std::ranges::find(nodes_[at].literals, segment.text, &std::pair<std::string, std::size_t>::first);
                if (found != nodes_[at].literals.end()) next = found->second;
            }
            if (!next) {
                next = nodes_.size();
                nodes_.push_back({});
                if (segment.is_parameter) {
                    nodes_[at].parameter = next;
                } else {
                    nodes_[at].literals.emplace_back(segment.text, *next);
                }
            }
            at = *next;
        }
        nodes_[at].entries.push_back(&entry);
    }
}

void Router::collect(std::size_t node, std::vector<std::string> const& segments, std::size_t depth,
                     std::optional<Verb> verb, Found& found) const {
    Node const& here = nodes_[node];
    if (depth == segments.size()) {
        for (auto const wanted : {verb, verb == Verb::head ? Verb::get : verb}) {
            for (Entry const* const entry : here.entries) {
                if (found.entry == nullptr && entry->verb == wanted) found.entry = entry;
            }
        }
        for (Entry const* const entry : here.entries) {
            found.is_open = found.is_open && entry->open;
            if (std::ranges::find(found.allowed, entry->verb) == found.allowed.end())
                found.allowed.push_back(entry->verb);
        }
        return;
    }
    auto const literal = std::ranges::find(here.literals, segments[depth], &std::pair<std::string, std::size_t>::first);
    if (literal != here.literals.end()) collect(literal->second, segments, depth + 1, verb, found);
    // A parameter takes no empty segment: /counters// is not /counters/{name}.
    if (found.entry == nullptr && here.parameter && !segments[depth].empty())
        collect(*here.parameter, segments, depth + 1, verb, found);
}

Router::Found Router::find(std::optional<Verb> verb, std::vector<std::string> const& segments) const {
    Found found;
    collect(0, segments, 0, verb, found);
    if (found.entry != nullptr) {
        found.allowed.clear();
        found.is_open = found.entry->open;
    } else if (found.allowed.empty()) {
        found.is_open = false;
    }
    return found;
}

}  // namespace coworks::interface
