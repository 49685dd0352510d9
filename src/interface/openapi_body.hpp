#pragma once

/// The body of a request in an OpenAPI document.

#include <coworks/json.hpp>
#include <optional>

#include "interface/model.hpp"

namespace coworks::interface {

/// The entry's `requestBody` (section 4.8.13), or nothing where it takes none.
std::optional<Json> openapi_body(Entry const& entry);

/// An absent parameter is an empty optional; only in JSON there is a null beside.
Type const& without_optional(Type const& type);

/// The schema with the parameter's default. Of an optional that has no null in it, the default is to be absent.
Json with_default(Json schema, Parameter const& parameter, Type const& type);

/// Whether the value stands in a query or a form as its own text, or as several. Others stand there as JSON.
bool is_text(Type const& type);

}  // namespace coworks::interface
