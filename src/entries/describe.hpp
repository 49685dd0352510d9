#pragma once

#include <string>

#include "interface/model.hpp"

namespace coworks::entries {

/// The interface for people: a line for each entry with what it takes and gives, and the types behind.
std::string describe(interface::Interface const& interface);

}  // namespace coworks::entries
