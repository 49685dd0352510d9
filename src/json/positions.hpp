#pragma once

#include <coworks/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"

namespace coworks {

/// `pointer` with one more member name or index (RFC 6901: ~ and / are escaped).
std::string pointer_to(std::string_view pointer, std::string_view name);
std::string pointer_to(std::string_view pointer, std::size_t index);

/// Where each value of a document stands in its source text, by JSON pointer. Needs memory in proportion to the text:
/// each entry holds its own name alone, not its whole pointer.
class Positions {
public:
    struct Place {
        SourcePosition key;  ///< of the member's name; the value's own where it has no name
        SourcePosition value;
    };
    /// An entry, to add others below it.
    using Entry = std::uint32_t;
    static constexpr Entry kDocument = 0;

    /// The place of the document's own value.
    void set_document(Place place);
    /// Adds a member or item of `parent`; the place of one that is there already is replaced.
    Entry add(Entry parent, std::string_view name, Place place);
    Entry add(Entry parent, std::size_t index, Place place) { return add(parent, std::to_string(index), place); }
    bool contains(Entry parent, std::string_view name) const;

    /// The place of the value, or of the nearest value around it that is there (the document's own at worst).
    Place find(std::string_view pointer) const;

private:
    struct Key {
        Entry parent;
        std::string name;
        bool operator==(Key const&) const = default;
    };
    struct Hash {
        std::size_t operator()(Key const& key) const noexcept;
    };

    std::vector<Place> places_{Place{}};
    std::unordered_map<Key, Entry, Hash> entries_;
};

/// A document with its positions, and what is wrong with it: errors if it could not be read (then `value` is null),
/// also two members of one name (then the last is kept).
struct PositionedJson {
    Json value;
    Positions positions;
    std::vector<Diagnostic> faults;
};

/// Reads a JSON text and notes where each value stands. `file` only names the text in the faults.
PositionedJson parse_with_positions(std::string_view text, std::string_view file = {},
                                    JsonParseOptions const& options = {});

}  // namespace coworks
