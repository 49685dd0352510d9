#pragma once

/// A service's interface as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0).

#include <string>

#include "interface/model.hpp"

namespace coworks::interface {

struct OpenApiOptions {
    std::string server{};           ///< where the service answers: "https://…/prod"; without it, beside the document
    std::string version = "1.0.0";  ///< the interface's own, as the service's author counts
};

/// The HTTP entries; receivers of messages have no place in OpenAPI.
Json openapi(Interface const& interface, OpenApiOptions const& options = {});

}  // namespace coworks::interface
