#include "interface/openapi.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/http_text.hpp"
#include "interface/openapi_answers.hpp"
#include "interface/openapi_body.hpp"
#include "interface/schema.hpp"

namespace coworks::interface {
namespace {

/// A parameter of the path or the query. A segment of a path is never empty; what is no text stands in a query as JSON
/// (section 4.8.12.2).
Json parameter_object(Parameter const& parameter) {
    bool const in_path = parameter.source == Source::path;
    Type const& type = without_optional(parameter.type);
    Json schema = with_default(schema_of(type), parameter, type);
    if (in_path && type.kind == Type::Kind::string) schema = std::move(schema).with("minLength", 1);
    Json object = Json::object({{"name", parameter.name}, {"in", in_path ? "path" : "query"}});
    if (!parameter.doc.empty()) object = std::move(object).with("description", parameter.doc);
    if (parameter.required) object = std::move(object).with("required", true);
    if (is_text(type)) return std::move(object).with("schema", std::move(schema));
    auto const media = Json::object({{"schema", std::move(schema)}});
    return std::move(object).with("content", Json::object({{"application/json", media}}));
}

/// Every query parameter that no other takes (section 4.8.12.4: an exploded object's members are parameters).
Json rest_object(Parameter const& parameter) {
    auto const text = Json::object({{"type", "string"}});
    return Json::object({{"name", parameter.name},
                         {"in", "query"},
                         {"style", "form"},
                         {"explode", true},
                         {"schema", Json::object({{"type", "object"}, {"additionalProperties", text}})}});
}

Json parameters(Entry const& entry) {
    bool const rest_in_query =
        binds_from_query(entry.verb) ||
        std::ranges::find(entry.parameters, Source::body, &Parameter::source) != entry.parameters.end();
    Json::ArrayBuilder out;
    for (auto const& parameter : entry.parameters) {
        if (parameter.source == Source::path || parameter.source == Source::query)
            out.push_back(parameter_object(parameter));
        if (parameter.source == Source::rest && rest_in_query) out.push_back(rest_object(parameter));
    }
    return out.finish();
}

/// The first sentence or line of a comment.
std::string summary(std::string_view doc) {
    auto const end = std::min(doc.find('\n'), doc.find(". "));
    auto text = std::string(doc.substr(0, end));
    if (text.ends_with('.')) text.pop_back();
    return text;
}

/// Overloads share the name of direct calls; an operation's id tells them apart (section 4.8.10).
std::string operation_id(Entry const& entry, std::set<std::string>& taken) {
    std::string id = entry.name;
    if (taken.contains(id)) {
        for (auto const& segment : entry.path) {
            if (segment.is_parameter) id += "_by_" + segment.text;
        }
    }
    std::string const stem = id;
    for (int number = 2; !taken.insert(id).second; ++number)
        id = stem + "_" + std::to_string(number);
    return id;
}

Json operation(Interface const& interface, Entry const& entry, std::set<std::string>& taken) {
    Json::ObjectBuilder out;
    if (auto const dot = entry.name.rfind('.'); dot != std::string::npos)
        out.set("tags", Json::array({Json(entry.name.substr(0, dot))}));
    if (!entry.doc.empty()) {
        out.set("summary", summary(entry.doc));
        out.set("description", entry.doc);
    }
    out.set("operationId", operation_id(entry, taken));
    if (Json list = parameters(entry); !list.empty()) out.set("parameters", std::move(list));
    if (auto body = openapi_body(entry)) out.set("requestBody", std::move(*body));
    out.set("responses", openapi_answers(interface, entry));
    if (entry.open) out.set("security", Json::array());
    return out.finish();
}

/// The path without the names of its parameters.
std::string shape(std::vector<Segment> path) {
    for (Segment& segment : path) {
        if (segment.is_parameter) segment.text.clear();
    }
    return path_text(path);
}

/// The entry with the path of another one of the same shape, whose names its parameters take over.
Entry renamed(Entry entry, std::vector<Segment> const& path) {
    std::map<std::string, std::string> names;
    for (std::size_t i = 0; i < path.size(); ++i)
        names[entry.path[i].text] = path[i].text;
    for (Parameter& parameter : entry.parameters) {
        if (parameter.source == Source::path) parameter.name = names[parameter.name];
    }
    entry.path = path;
    return entry;
}

/// Paths that differ in the names of their parameters alone are one and must not stand there twice (section 4.8.8.2):
/// the first entry's names count.
Json paths(Interface const& interface) {
    struct Item {
        std::vector<Segment> path;
        Json operations = Json::object();
    };
    std::map<std::string, Item> by_shape;
    std::vector<std::string> order;
    std::set<std::string> ids;
    for (auto const& entry : interface.entries) {
        if (entry.kind != Entry::Kind::http) continue;
        auto const [found, is_new] = by_shape.try_emplace(shape(entry.path), Item{.path = entry.path});
        if (is_new) order.push_back(found->first);
        Item& item = found->second;
        item.operations =
            std::move(item.operations)
                .with(lower_case(verb_text(entry.verb)), operation(interface, renamed(entry, item.path), ids));
    }
    Json::ObjectBuilder out;
    for (auto const& each : order)
        out.set(path_text(by_shape[each].path), std::move(by_shape[each].operations));
    return out.finish();
}

Json components(Interface const& interface) {
    Json::ObjectBuilder schemas;
    schemas.set(kProblemSchema, problem_schema());
    schemas.set(kGatewayErrorSchema, gateway_error_schema());
    for (auto const& [name, definition] : interface.types)
        schemas.set(schema_name(name), schema_of(definition));
    auto const token = Json::object({{"type", "apiKey"},
                                     {"in", "header"},
                                     {"name", "Authorization"},
                                     {"description", "The token that the service's authorizer is asked about"}});
    return Json::object({{"schemas", schemas.finish()}, {"securitySchemes", Json::object({{"token", token}})}});
}

}  // namespace

Json openapi(Interface const& interface, OpenApiOptions const& options) {
    Json info = Json::object(
        {{"title", interface.name.empty() ? interface.class_name : interface.name}, {"version", options.version}});
    if (!interface.doc.empty()) info = std::move(info).with("description", interface.doc);
    Json document = Json::object({{"openapi", "3.1.0"},
                                  {"info", std::move(info)},
                                  {"servers", Json::array({Json::object({{"url", options.server}})})}});
    return std::move(document)
        .with("security", Json::array({Json::object({{"token", Json::array()}})}))
        .with("paths", paths(interface))
        .with("components", components(interface));
}

}  // namespace coworks::interface
