#pragma once

/// The predefined blueprint that tells about its service.

#include <coworks/blueprint.hpp>
#include <coworks/context.hpp>
#include <coworks/json.hpp>
#include <coworks/request.hpp>

namespace coworks {

/// `mount("/admin", std::make_unique<coworks::Admin>());`
class Admin : public Blueprint {
public:
    /// The routes with their signatures and documentation.
    Json get_routes() const;
    /// The invocation as entries see it.
    Json get_context(Context const& context) const;
    /// The service's OpenAPI 3.1 document. Its server is the path under which this very request found the service.
    Json get_openapi_json(Request const& request) const;
};

}  // namespace coworks
