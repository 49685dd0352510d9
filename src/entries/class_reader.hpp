#pragma once

/// From a class to its entries.

#include <vector>

#include "base/diagnostic.hpp"
#include "entries/class_model.hpp"
#include "entries/translation_unit.hpp"
#include "entries/type_reader.hpp"

namespace coworks::entries {

/// Reads the entries of a service or blueprint: its own public methods and those of the user's bases. Every fault
/// becomes a diagnostic; the model is whole only if there are none.
ClassModel read_class(TranslationUnit const& unit, Cursor const& record, TypeReader& types,
                      std::vector<Diagnostic>& diagnostics);

}  // namespace coworks::entries
