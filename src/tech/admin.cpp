// The predefined blueprint Admin, and its binding, which no generator writes because it is the library's own.

#include <coworks/admin.hpp>
#include <coworks/detail/binding.hpp>

#include "interface/model.hpp"
#include "interface/openapi.hpp"

namespace coworks {

Json Admin::get_routes() const {
    Json::ArrayBuilder routes;
    Json const& entries = service_interface()["entries"];
    for (Json const& entry : entries.is_array() ? entries.items() : std::span<Json const>()) {
        if (!entry["verb"].is_string()) continue;
        Json::ObjectBuilder route;
        for (char const* const name : {"verb", "path", "name", "signature", "doc", "open"}) {
            if (Json const* const value = entry.find(name)) route.set(name, *value);
        }
        routes.push_back(route.finish());
    }
    return routes.finish();
}

Json Admin::get_context(Context const& context) const {
    return context.json();
}

namespace {

/// Where the service answers on the host that the caller asked: what its URL has before the path that the service sees.
/// That is the stage of an API, or the path that a custom domain maps to it.
std::string server_of(Request const& request) {
    Json const& context = request.event["requestContext"];
    Json const& whole = context["http"].is_object() ? request.event["rawPath"] : context["path"];
    if (!whole.is_string() || !whole.as_string().ends_with(request.path)) return "/";
    auto const before = whole.as_string().substr(0, whole.as_string().size() - request.path.size());
    return before.empty() ? "/" : std::string(before);
}

}  // namespace

Json Admin::get_openapi_json(Request const& request) const {
    auto const interface = interface::interface_from_json(service_interface());
    if (!interface) throw std::runtime_error(interface.error().text());
    return interface::openapi(*interface, {.server = server_of(request)});
}

namespace detail {

namespace {

constexpr char const* kInterface = R"json({
  "coworks": 1, "service": "admin", "class": "coworks::Admin", "doc": "Tells about its service.",
  "entries": [
    {"kind": "http", "name": "get_routes", "verb": "GET", "path": "/routes", "signature": "Json get_routes() const",
     "doc": "The routes with their signatures and documentation.", "parameters": [], "result": "json"},
    {"kind": "http", "name": "get_context", "verb": "GET", "path": "/context", "signature": "Json get_context(Context const& context) const",
     "doc": "The invocation as entries see it.", "parameters": [], "result": "json"},
    {"kind": "http", "name": "get_openapi_json", "verb": "GET", "path": "/openapi.json",
     "signature": "Json get_openapi_json(Request const& request) const",
     "doc": "The service's OpenAPI 3.1 document.", "parameters": [], "result": "json"}
  ],
  "types": {}
})json";

Admin& admin_of(EntryOwner& owner) {
    return static_cast<Admin&>(owner);
}

constexpr EntryBinding kEntries[] = {
    {[](EntryOwner& owner, Call& call) {
        call.check();
        call.give(admin_of(owner).get_routes());
    }},
    {[](EntryOwner& owner, Call& call) {
        call.check();
        call.give(admin_of(owner).get_context(call.context()));
    }},
    {[](EntryOwner& owner, Call& call) {
        call.check();
        call.give(admin_of(owner).get_openapi_json(call.request()));
    }},
};

}  // namespace

template <>
ClassBinding const& binding_of<Admin>() {
    static ClassBinding const binding{kInterface, kEntries, {}, {}, nullptr};
    return binding;
}

}  // namespace detail
}  // namespace coworks
