#pragma once

/// The rules that make a class's methods a sound interface. Each fault is a build error; the generator gives it its
/// place in the source, the dispatcher repeats the check over what is mounted at run time.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "interface/model.hpp"

namespace coworks::interface {

/// What is wrong with an entry, and with which other entry or of its parameters.
struct Fault {
    std::string code;  ///< stable: "duplicate_route"
    std::string message;
    std::string remedy{};
    std::size_t entry = 0;                   ///< index into Interface::entries
    std::optional<std::size_t> parameter{};  ///< index into its parameters
    std::optional<std::size_t> other{};      ///< the other entry of a conflict; always the earlier one

    bool operator==(Fault const&) const = default;
};

/// Gives every parameter of an HTTP entry its source, and the entry its path: `literals` (or `written`, the path of the
/// annotation), then a segment for each scalar parameter without default that `written` does not place itself.
/// Receivers take their one parameter from the body. Appends what is wrong to `faults`, for entry number `index`.
void bind_parameters(Entry& entry, std::vector<Segment> const& path, std::size_t index, std::vector<Fault>& faults);

/// Conflicts between entries: one verb and one path shape, one queue, event or schedule twice, direct calls that the
/// names of their members can't tell apart.
std::vector<Fault> find_conflicts(std::vector<Entry> const& entries);

/// Whether two paths match the same requests: literals equal, parameters anywhere.
bool same_shape(std::vector<Segment> const& a, std::vector<Segment> const& b) noexcept;

}  // namespace coworks::interface
