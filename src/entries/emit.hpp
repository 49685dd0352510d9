#pragma once

/// The generated files.

#include <string>

#include "entries/class_model.hpp"

namespace coworks::entries {

/// binding.cpp: how to call each entry, the members of structures, the names of enumerators, and all default values.
/// `header` is the path that its #include names. The text depends on the model alone.
std::string emit_binding(HeaderModel const& model, std::string const& header);

/// main.cpp: the program around the service. It names the class without its header, so that it is compiled once.
std::string emit_main(ClassModel const& service);

}  // namespace coworks::entries
