#pragma once

/// Everything that the author of a tech microservice needs.
///
///     class Hello : public coworks::TechMicroservice {
///     public:
///         COWORKS_ENTRY(no_auth) std::string get(std::string name = "world") { return "Hello " + name; }
///     };
///
/// The public methods are the endpoints: docs/tech.md tells how names become routes and parameters are bound.

#include <coworks/access.hpp>
#include <coworks/admin.hpp>
#include <coworks/blueprint.hpp>
#include <coworks/context.hpp>
#include <coworks/entry.hpp>
#include <coworks/errors.hpp>
#include <coworks/json.hpp>
#include <coworks/message.hpp>
#include <coworks/request.hpp>
#include <coworks/response.hpp>
#include <coworks/secret.hpp>
#include <coworks/service.hpp>
#include <coworks/values.hpp>
