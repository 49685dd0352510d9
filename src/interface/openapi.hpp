#pragma once

/// A service's interface as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0).

#include <string>

#include "interface/model.hpp"

namespace coworks::interface {

struct OpenApiOptions {
    /// Where the service answers: "https://…/prod", or a path such as "/shop" on the host that the document comes from
    /// (section 4.8.5). Without it tools would call the root of that host.
    std::string server = "/";
    std::string version = "1.0.0";  ///< the interface's own, as the service's author counts
};

/// The HTTP entries; receivers of messages have no place in OpenAPI.
Json openapi(Interface const& interface, OpenApiOptions const& options = {});

}  // namespace coworks::interface
