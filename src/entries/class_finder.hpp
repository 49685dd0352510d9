#pragma once

/// Which classes of a translation unit are services and blueprints, and which types have conversion functions.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "entries/translation_unit.hpp"

namespace coworks::entries {

inline constexpr char const* kServiceBase = "coworks::TechMicroservice";
inline constexpr char const* kBlueprintBase = "coworks::Blueprint";

struct FoundClasses {
    std::optional<Cursor> service{};
    std::vector<Cursor> blueprints{};
    std::set<std::string> converted{};  ///< keys of types with both to_json and from_json
};

/// The service is the one class of the header that derives from coworks::TechMicroservice and that no other class there
/// derives from. Blueprints may stand in what the header includes, too; the
/// library itself carries the bindings of the predefined ones. Faults go to `diagnostics`.
FoundClasses find_classes(TranslationUnit const& unit, std::vector<Diagnostic>& diagnostics);

/// Bases that are written for a class, each with its definition.
struct Base {
    Cursor specifier;
    Cursor record;  ///< null where the base is a type that depends on a template's parameter
};
std::vector<Base> bases_of(Cursor const& record);

/// Whether a class is the framework's own, so that its methods are no entries.
bool is_framework_class(Cursor const& record);

}  // namespace coworks::entries
