#include "interface/schema.hpp"

#include <cstdint>
#include <limits>

namespace coworks::interface {
namespace {

Json text(std::string_view format) {
    return Json::object({{"type", "string"}, {"format", format}});
}

/// Bounds for every width; int32 and int64 are formats of OpenAPI's own beside (3.1.0 section 4.4), which validators
/// don't look at.
Json integer(Type const& type) {
    Json schema = Json::object({{"type", "integer"}});
    if (!type.is_signed) {
        auto const most = std::numeric_limits<std::uint64_t>::max() >> (64 - type.bits);
        return std::move(schema).with("minimum", 0).with("maximum", most);
    }
    if (type.bits >= 32) schema = std::move(schema).with("format", type.bits == 32 ? "int32" : "int64");
    auto const most = std::numeric_limits<std::int64_t>::max() >> (64 - type.bits);
    return std::move(schema).with("minimum", -most - 1).with("maximum", most);
}

Json number(Type const& type) {
    Json schema = Json::object({{"type", "number"}, {"format", type.bits == 32 ? "float" : "double"}});
    if (type.bits != 32) return schema;
    double const most = std::numeric_limits<float>::max();
    return std::move(schema).with("minimum", -most).with("maximum", most);
}

Json text_like(std::string_view pattern) {
    return Json::object({{"type", "string"}, {"pattern", pattern}});
}

// "date-time" and "time" of JSON Schema want a zone (RFC 3339), and "duration" has years and months.
constexpr std::string_view kTime = R"(^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?$)";
constexpr std::string_view kLocalTime =
    R"(^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?$)";
constexpr std::string_view kDuration =
    R"(^-?P(?!$)([0-9]+W)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]{1,9})?S)?)?$)";
/// RFC 4648 section 4, with its padding and without bits that are lost.
constexpr std::string_view kBase64 =
    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$";

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
            return number(type);
        case Kind::string:
            return Json::object({{"type", "string"}});
        case Kind::date:
            return text("date");
        case Kind::date_time:
            return text("date-time");
        case Kind::duration:
            return text_like(kDuration);
        case Kind::local_date_time:
            return text_like(kLocalTime);
        case Kind::time:
            return text_like(kTime);
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
            return text_like(kBase64).with("contentEncoding", "base64");
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
