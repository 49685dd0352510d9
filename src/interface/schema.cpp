#include "interface/schema.hpp"

#include <cstdint>
#include <limits>

namespace coworks::interface {
namespace {

Json text(std::string_view format) {
    return Json::object({{"type", "string"}, {"format", format}});
}

/// Formats int32 and int64 are OpenAPI's own (3.1.0 section 4.4); other widths are bounds.
Json integer(Type const& type) {
    Json schema = Json::object({{"type", "integer"}});
    if (type.is_signed && type.bits >= 32) return std::move(schema).with("format", type.bits == 32 ? "int32" : "int64");
    if (!type.is_signed) {
        schema = std::move(schema).with("minimum", 0);
        if (type.bits < 64) schema = std::move(schema).with("maximum", (std::uint64_t{1} << type.bits) - 1);
        return schema;
    }
    auto const most = (std::int64_t{1} << (type.bits - 1)) - 1;
    return std::move(schema).with("minimum", -most - 1).with("maximum", most);
}

Json any_of(std::vector<Type> const& types) {
    Json::ArrayBuilder schemas;
    for (auto const& type : types)
        schemas.push_back(schema_of(type));
    return Json::object({{"anyOf", schemas.finish()}});
}

Json structure(TypeDefinition const& definition) {
    Json::ObjectBuilder properties;
    Json::ArrayBuilder required;
    for (auto const& field : definition.fields) {
        Json schema = schema_of(field.type);
        if (!field.doc.empty()) schema = std::move(schema).with("description", field.doc);
        if (field.default_value) schema = std::move(schema).with("default", *field.default_value);
        properties.set(field.name, std::move(schema));
        if (field.required) required.push_back(field.name);
    }
    Json schema = Json::object({{"type", "object"}, {"properties", properties.finish()}});
    if (Json names = required.finish(); !names.empty()) schema = std::move(schema).with("required", std::move(names));
    return std::move(schema).with("additionalProperties", false);
}

Json enumeration(TypeDefinition const& definition) {
    Json::ArrayBuilder names;
    std::string documented;
    for (auto const& enumerator : definition.enumerators) {
        names.push_back(enumerator.name);
        if (!enumerator.doc.empty()) documented += "\n- `" + enumerator.name + "`: " + enumerator.doc;
    }
    Json schema = Json::object({{"type", "string"}, {"enum", names.finish()}});
    auto const doc = definition.doc + (definition.doc.empty() || documented.empty() ? "" : "\n") + documented;
    return doc.empty() ? schema : std::move(schema).with("description", doc);
}

}  // namespace

std::string schema_name(std::string_view type_name) {
    std::string name;
    for (std::size_t at = 0; at < type_name.size(); ++at) {
        char const letter = type_name[at];
        bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '_';
        if (plain) {
            name += letter;
        } else if (type_name.substr(at, 2) == "::") {
            if (!name.empty()) name += '.';
            ++at;
        } else if (!name.ends_with('-')) {
            name += '-';
        }
    }
    return name;
}

Json schema_of(Type const& type) {
    using Kind = Type::Kind;
    switch (type.kind) {
        case Kind::boolean:
            return Json::object({{"type", "boolean"}});
        case Kind::integer:
            return integer(type);
        case Kind::number:
            return Json::object({{"type", "number"}, {"format", type.bits == 32 ? "float" : "double"}});
        case Kind::string:
            return Json::object({{"type", "string"}});
        case Kind::date:
            return text("date");
        case Kind::date_time:
            return text("date-time");
        case Kind::duration:
            return text("duration");
        case Kind::local_date_time:  // "date-time" and "time" of JSON Schema want a zone (RFC 3339)
            return Json::object(
                {{"type", "string"}, {"pattern", R"(^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?$)"}});
        case Kind::time:
            return Json::object({{"type", "string"}, {"pattern", R"(^\d\d:\d\d(:\d\d(\.\d{1,9})?)?$)"}});
        case Kind::enumeration:
        case Kind::structure:
        case Kind::converted:
            return Json::object({{"$ref", "#/components/schemas/" + schema_name(type.name)}});
        case Kind::list:
            return Json::object({{"type", "array"}, {"items", schema_of(type.of.at(0))}});
        case Kind::map:
            return Json::object({{"type", "object"}, {"additionalProperties", schema_of(type.of.at(0))}});
        case Kind::variant:
            return any_of(type.of);
        case Kind::optional:
            return Json::object({{"anyOf", Json::array({schema_of(type.of.at(0)), Json::object({{"type", "null"}})})}});
        case Kind::bytes:
        case Kind::file:
            return Json::object({{"type", "string"}, {"contentEncoding", "base64"}});
        case Kind::with_status:
            return schema_of(type.of.at(0));
        case Kind::none:
        case Kind::json:
        case Kind::response:
            break;
    }
    return Json::object();
}

Json schema_of(TypeDefinition const& definition) {
    if (definition.kind == Type::Kind::enumeration) return enumeration(definition);
    Json schema = definition.kind == Type::Kind::structure ? structure(definition) : Json::object();
    return definition.doc.empty() ? schema : std::move(schema).with("description", definition.doc);
}

}  // namespace coworks::interface
