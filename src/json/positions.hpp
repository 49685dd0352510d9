#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"

namespace coworks {

/// `pointer` with one more member name or index (RFC 6901: ~ and / are escaped).
std::string pointer_to(std::string_view pointer, std::string_view name);
std::string pointer_to(std::string_view pointer, std::size_t index);

/// Where each value of a document stands in its source text, by JSON pointer.
class Positions {
public:
    struct Place {
        SourcePosition key;  ///< of the member's name; the value's own where it has no name
        SourcePosition value;
    };

    void add(std::string pointer, Place place) { places_.insert_or_assign(std::move(pointer), place); }
    /// The place of the value, or of the nearest value around it that is there (the document's own at worst).
    Place find(std::string_view pointer) const;

private:
    std::unordered_map<std::string, Place> places_;
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
