#include "interface/openapi_answers.hpp"

#include <string>
#include <utility>

#include "interface/schema.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

/// Schemas by media type.
struct Media {
    std::string type;
    Json schema;
};

Json reference(std::string_view schema) {
    return Json::object({{"$ref", "#/components/schemas/" + std::string(schema)}});
}

Json content_of(std::initializer_list<Media> media) {
    Json::ObjectBuilder out;
    for (auto const& [type, schema] : media)
        out.set(type, Json::object({{"schema", schema}}));
    return out.finish();
}

Json response_object(std::string_view description, Json content) {
    Json object = Json::object({{"description", description}});
    return content.empty() ? object : std::move(object).with("content", std::move(content));
}

Media result_media(Entry const& entry, Type const& type) {
    switch (type.kind) {
        case Kind::string:
            return {"text/plain; charset=utf-8", schema_of(type)};
        case Kind::bytes:
            return {entry.media_type.empty() ? "application/octet-stream" : entry.media_type, Json::object()};
        case Kind::response:
            return {"*/*", Json::object()};
        case Kind::optional:
        case Kind::with_status:
            return result_media(entry, type.of.at(0));
        default:
            return {"application/json", schema_of(type)};
    }
}

bool may_be_absent(Type const& type) {
    if (type.kind == Kind::optional) return true;
    return type.kind == Kind::with_status && may_be_absent(type.of.at(0));
}

/// Whatever is no success: the service's problem, the gateway's message, and what the entry itself makes of it, whose
/// status is known only when it is there.
Json refusals(Interface const& interface, Entry const& entry) {
    Media const problem{"application/problem+json", reference(kProblemSchema)};
    if (interface.has_hooks || entry.result.kind == Kind::response)
        return content_of({problem, {"*/*", Json::object()}});
    Json const message = reference(kGatewayErrorSchema);
    if (entry.result.kind != Kind::with_status) return content_of({problem, {"application/json", message}});
    Media const own = result_media(entry, entry.result);
    if (own.type != "application/json") return content_of({problem, {"application/json", message}, own});
    return content_of({problem, {own.type, Json::object({{"anyOf", Json::array({message, own.schema})}})}});
}

}  // namespace

Json openapi_answers(Interface const& interface, Entry const& entry) {
    Json const refused = refusals(interface, entry);
    Json::ObjectBuilder out;
    if (entry.result.kind == Kind::none) {
        out.set("204", response_object("Done", Json::object()));
    } else {
        // The status of a pair or a Response is known only when it is there.
        bool const open = entry.result.kind == Kind::with_status || entry.result.kind == Kind::response;
        std::string const doc = entry.result_doc.empty() ? "The result" : entry.result_doc;
        out.set(open ? "2XX" : "200", response_object(doc, content_of({result_media(entry, entry.result)})));
    }
    if (may_be_absent(entry.result)) out.set("404", response_object("There is none", refused));
    out.set("default", response_object("A problem", refused));
    return out.finish();
}

/// RFC 9457 section 3.1, with the faults of a request's members as in its section 3's example.
Json problem_schema() {
    auto const string = Json::object({{"type", "string"}});
    auto const error = Json::object(
        {{"type", "object"},
         {"properties",
          Json::object({{"detail", string}, {"pointer", string}, {"in", string}, {"parameter", string}})}});
    return Json::object(
        {{"type", "object"},
         {"description", "Problem details (RFC 9457)"},
         {"properties", Json::object({{"type", string},
                                      {"title", string},
                                      {"status", Json::object({{"type", "integer"}})},
                                      {"detail", string},
                                      {"instance", string},
                                      {"request_id", string},
                                      {"errors", Json::object({{"type", "array"}, {"items", error}})}})}});
}

/// API Gateway's templates of its own answers write {"message":$context.error.messageString}, which may be null
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
Json gateway_error_schema() {
    auto const message = Json::object({{"type", Json::array({"string", "null"})}});
    return Json::object({{"type", "object"},
                         {"description", "What the gateway answers by itself, before or instead of the service"},
                         {"properties", Json::object({{"message", message}})},
                         {"required", Json::array({"message"})}});
}

}  // namespace coworks::interface
