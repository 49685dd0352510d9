#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace coworks::asl::checking {

/// A place within a definition in both its notations.
struct Place {
    std::string location;  ///< "/States/A/Choices[0]"; empty: the definition itself
    std::string pointer;   ///< "/States/A/Choices/0"

    Place member(std::string_view name) const;
    Place item(std::size_t index) const;
};

/// The location of a pointer to a state, or to something in one: what follows "Branches" is an index.
std::string location_of(std::string_view pointer);

}  // namespace coworks::asl::checking
