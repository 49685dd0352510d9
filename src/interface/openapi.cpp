#include "interface/openapi.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/http_text.hpp"
#include "interface/schema.hpp"

namespace coworks::interface {
namespace {

constexpr std::string_view kProblem = "#/components/schemas/coworks.Problem";

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

Json content(std::string_view media_type, Json schema) {
    return Json::object({{media_type, Json::object({{"schema", std::move(schema)}})}});
}

Json with_default(Json schema, Parameter const& parameter) {
    if (!parameter.doc.empty()) schema = std::move(schema).with("description", parameter.doc);
    if (parameter.default_value) schema = std::move(schema).with("default", *parameter.default_value);
    return schema;
}

/// An absent parameter is an empty optional; only in JSON there is a null beside.
Type const& without_optional(Type const& type) {
    return type.kind == Type::Kind::optional ? type.of.at(0) : type;
}

Json parameter_object(Parameter const& parameter) {
    bool const in_path = parameter.source == Source::path;
    Json schema = schema_of(without_optional(parameter.type));
    if (parameter.default_value) schema = std::move(schema).with("default", *parameter.default_value);
    Json object = Json::object({{"name", parameter.name}, {"in", in_path ? "path" : "query"}});
    if (!parameter.doc.empty()) object = std::move(object).with("description", parameter.doc);
    if (parameter.required) object = std::move(object).with("required", true);
    return std::move(object).with("schema", std::move(schema));
}

/// Uploads are parts of their own; OpenAPI leaves the schema of raw content empty (section 4.8.14.3).
Json part_schema(Type const& type) {
    if (type.kind == Type::Kind::list) return Json::object({{"type", "array"}, {"items", Json::object()}});
    return Json::object();
}

class RequestBody {
public:
    explicit RequestBody(Entry const& entry) {
        for (auto const& parameter : entry.parameters)
            take(parameter);
    }

    std::optional<Json> object() const {
        if (whole_ != nullptr) return whole_body();
        if (members_.empty() && parts_.empty()) return std::nullopt;
        bool const required = std::ranges::any_of(parts_, [](auto const* part) { return part->required; });
        Json content_types = Json::object();
        if (parts_.empty()) {
            content_types = content("application/json", json_schema());
            content_types =
                std::move(content_types)
                    .with("application/x-www-form-urlencoded", Json::object({{"schema", members_schema()}}));
        }
        content_types =
            std::move(content_types).with("multipart/form-data", Json::object({{"schema", members_schema()}}));
        return Json::object({{"required", required}, {"content", std::move(content_types)}});
    }

private:
    void take(Parameter const& parameter) {
        switch (parameter.source) {
            case Source::body:
                whole_ = &parameter;
                break;
            case Source::member:
                members_.push_back(&parameter);
                break;
            case Source::part:
                parts_.push_back(&parameter);
                break;
            case Source::rest:
                open_ = true;
                break;
            case Source::path:
            case Source::query:
                break;
        }
    }

    Json whole_body() const {
        bool const raw = whole_->type.kind == Type::Kind::bytes;
        auto body = content(raw ? "*/*" : "application/json", raw ? Json::object() : schema_of(whole_->type));
        Json object = Json::object({{"required", whole_->required}, {"content", std::move(body)}});
        return whole_->doc.empty() ? object : std::move(object).with("description", whole_->doc);
    }

    Json members_schema() const {
        Json::ObjectBuilder properties;
        Json::ArrayBuilder required;
        for (auto const* part : parts_) {
            properties.set(part->name, with_default(part_schema(without_optional(part->type)), *part));
            if (part->required) required.push_back(part->name);
        }
        for (auto const* member : members_)
            properties.set(member->name, with_default(schema_of(member->type), *member));
        Json schema = Json::object({{"type", "object"}, {"properties", properties.finish()}});
        if (Json names = required.finish(); !names.empty())
            schema = std::move(schema).with("required", std::move(names));
        return std::move(schema).with("additionalProperties", open_);
    }

    /// The only member may be the whole body, if that is no object.
    Json json_schema() const {
        if (members_.size() != 1) return members_schema();
        return Json::object({{"anyOf", Json::array({members_schema(), schema_of(members_[0]->type)})}});
    }

    Parameter const* whole_ = nullptr;
    std::vector<Parameter const*> members_;
    std::vector<Parameter const*> parts_;
    bool open_ = false;
};

Json response(std::string_view description, Json content) {
    Json object = Json::object({{"description", description}});
    return content.empty() ? object : std::move(object).with("content", std::move(content));
}

Json result_content(Entry const& entry, Type const& type) {
    switch (type.kind) {
        case Type::Kind::string:
            return content("text/plain; charset=utf-8", schema_of(type));
        case Type::Kind::bytes:
            return content(entry.media_type.empty() ? "application/octet-stream" : entry.media_type, Json::object());
        case Type::Kind::response:
            return content("*/*", Json::object());
        case Type::Kind::optional:
        case Type::Kind::with_status:
            return result_content(entry, type.of.at(0));
        default:
            return content("application/json", schema_of(type));
    }
}

bool may_be_absent(Type const& type) {
    if (type.kind == Type::Kind::optional) return true;
    return type.kind == Type::Kind::with_status && may_be_absent(type.of.at(0));
}

Json responses(Entry const& entry) {
    auto const problem = content("application/problem+json", Json::object({{"$ref", kProblem}}));
    std::string const doc = entry.result_doc.empty() ? "The result" : entry.result_doc;
    Json::ObjectBuilder out;
    if (entry.result.kind == Type::Kind::none) {
        out.set("204", response("Done", Json()));
    } else {
        // The status of a pair or a Response is known only when it is there.
        bool const open = entry.result.kind == Type::Kind::with_status || entry.result.kind == Type::Kind::response;
        out.set(open ? "2XX" : "200", response(doc, result_content(entry, entry.result)));
    }
    if (may_be_absent(entry.result)) out.set("404", response("There is none", problem));
    out.set("default", response("A problem", problem));
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

Json operation(Entry const& entry, std::set<std::string>& taken) {
    Json::ObjectBuilder out;
    if (auto const dot = entry.name.rfind('.'); dot != std::string::npos)
        out.set("tags", Json::array({Json(entry.name.substr(0, dot))}));
    if (!entry.doc.empty()) {
        out.set("summary", summary(entry.doc));
        out.set("description", entry.doc);
    }
    out.set("operationId", operation_id(entry, taken));
    Json::ArrayBuilder parameters;
    for (auto const& parameter : entry.parameters) {
        if (parameter.source == Source::path || parameter.source == Source::query)
            parameters.push_back(parameter_object(parameter));
    }
    if (Json list = parameters.finish(); !list.empty()) out.set("parameters", std::move(list));
    if (auto body = may_have_body(entry.verb) ? RequestBody(entry).object() : std::nullopt)
        out.set("requestBody", std::move(*body));
    out.set("responses", responses(entry));
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
        item.operations = std::move(item.operations)
                              .with(lower_case(verb_text(entry.verb)), operation(renamed(entry, item.path), ids));
    }
    Json::ObjectBuilder out;
    for (auto const& each : order)
        out.set(path_text(by_shape[each].path), std::move(by_shape[each].operations));
    return out.finish();
}

Json components(Interface const& interface) {
    Json::ObjectBuilder schemas;
    schemas.set("coworks.Problem", problem_schema());
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
    Json document = Json::object({{"openapi", "3.1.0"}, {"info", std::move(info)}});
    if (!options.server.empty()) {
        document = std::move(document).with("servers", Json::array({Json::object({{"url", options.server}})}));
    }
    return std::move(document)
        .with("security", Json::array({Json::object({{"token", Json::array()}})}))
        .with("paths", paths(interface))
        .with("components", components(interface));
}

}  // namespace coworks::interface
