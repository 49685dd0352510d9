#pragma once

/// JSON Schema (2020-12) for the types of an interface: for OpenAPI, forms and editors.

#include <string>
#include <string_view>

#include "interface/model.hpp"

namespace coworks::interface {

/// The name of a type under components/schemas, where "::" and "<" may not stand: "shop::Order" is "shop.Order".
std::string schema_name(std::string_view type_name);

/// The schema of a value in JSON; structures, enumerations and converted types are references into components.
Json schema_of(Type const& type);

/// The schema of a named type: what its reference leads to.
Json schema_of(TypeDefinition const& definition);

}  // namespace coworks::interface
