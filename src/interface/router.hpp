#pragma once

/// From a method and a path to an entry: the one place that knows which route wins.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interface/model.hpp"

namespace coworks::interface {

/// The segments of a path as it was sent, each percent-decoded by itself (an encoded slash belongs to its segment); a
/// slash at the end is ignored. Nothing if an encoding is broken.
std::optional<std::vector<std::string>> split_path(std::string_view raw_path);

/// The HTTP entries of an interface, by path. Immutable; safe for threads. Keeps pointers into the entries.
class Router {
public:
    explicit Router(std::vector<Entry> const& entries);

    struct Found {
        Entry const* entry = nullptr;  ///< nothing where no route matches, or none for this verb
        std::vector<Verb> allowed{};   ///< the verbs of the routes that match the path, where `entry` is nothing
        bool is_open = true;           ///< the entry, or else every route that matches the path, of which there is one
    };
    /// A literal segment wins over a parameter, from left to right. HEAD is answered by GET where it has no entry of
    /// its own. A method that is no verb of ours (nothing) fits no entry.
    Found find(std::optional<Verb> verb, std::vector<std::string> const& segments) const;

private:
    struct Node {
        std::vector<std::pair<std::string, std::size_t>> literals{};  ///< child by text
        std::optional<std::size_t> parameter{};
        std::vector<Entry const*> entries{};
    };

    /// Goes down the tree; the best match is the first, all of them tell the allowed verbs.
    void collect(std::size_t node, std::vector<std::string> const& segments, std::size_t depth,
                 std::optional<Verb> verb, Found& found) const;

    std::vector<Node> nodes_{Node{}};
};

}  // namespace coworks::interface
