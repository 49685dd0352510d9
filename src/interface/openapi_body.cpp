#include "interface/openapi_body.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "interface/schema.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

Json media(Json schema) {
    return Json::object({{"schema", std::move(schema)}});
}

Json described(Json schema, Parameter const& parameter) {
    return parameter.doc.empty() ? schema : std::move(schema).with("description", parameter.doc);
}

/// A part of a multipart body. OpenAPI 3.1 would leave its schema empty (section 4.8.14.3), but tools then know it from
/// nothing: `format` is OpenAPI 3.0's word for it, `contentMediaType` that of JSON Schema.
Json upload_schema(Type const& type) {
    auto file =
        Json::object({{"type", "string"}, {"format", "binary"}, {"contentMediaType", "application/octet-stream"}});
    return type.kind == Kind::list ? Json::object({{"type", "array"}, {"items", std::move(file)}}) : file;
}

bool may_be_object(Type const& type) {
    if (type.kind == Kind::optional || type.kind == Kind::variant) return std::ranges::any_of(type.of, may_be_object);
    return type.kind == Kind::structure || type.kind == Kind::map || type.kind == Kind::json ||
           type.kind == Kind::converted;
}

class RequestBody {
public:
    explicit RequestBody(Entry const& entry) {
        for (auto const& parameter : entry.parameters)
            take(parameter);
    }

    std::optional<Json> object() const {
        if (whole_ != nullptr) return whole_body();
        if (members_.empty() && parts_.empty() && !open_) return std::nullopt;
        bool const required = std::ranges::any_of(parts_, [](auto const* part) { return part->required; });
        Json::ObjectBuilder types;
        if (parts_.empty()) {
            types.set("application/json", media(json_schema()));
            types.set("application/x-www-form-urlencoded", form());
        }
        types.set("multipart/form-data", form());
        return Json::object({{"required", required}, {"content", types.finish()}});
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
        bool const raw = without_optional(whole_->type).kind == Kind::bytes;
        auto content = raw ? Json::object({{"*/*", Json::object()}})
                           : Json::object({{"application/json", media(schema_of(whole_->type))}});
        Json object = Json::object({{"required", whole_->required}, {"content", std::move(content)}});
        return described(std::move(object), *whole_);
    }

    Json closed(Json properties, Json required) const {
        Json schema = Json::object({{"type", "object"}, {"properties", std::move(properties)}});
        if (!required.empty()) schema = std::move(schema).with("required", std::move(required));
        return std::move(schema).with("additionalProperties", open_);
    }

    /// In a form a member that is absent is the optional's nothing, and what is no text is JSON (section 4.8.14.4).
    Json form() const {
        Json::ObjectBuilder properties;
        Json::ObjectBuilder encoding;
        Json::ArrayBuilder required;
        for (auto const* part : parts_) {
            properties.set(part->name, described(upload_schema(without_optional(part->type)), *part));
            if (part->required) required.push_back(part->name);
        }
        for (auto const* member : members_) {
            Type const& type = without_optional(member->type);
            properties.set(member->name, described(with_default(schema_of(type), *member, type), *member));
            if (!is_text(type)) encoding.set(member->name, Json::object({{"contentType", "application/json"}}));
        }
        Json object = media(closed(properties.finish(), required.finish()));
        Json encodings = encoding.finish();
        return encodings.empty() ? object : std::move(object).with("encoding", std::move(encodings));
    }

    /// The only member may be the whole body, if that is no object.
    Json json_schema() const {
        Json::ObjectBuilder properties;
        for (auto const* member : members_) {
            auto schema = with_default(schema_of(member->type), *member, member->type);
            properties.set(member->name, described(std::move(schema), *member));
        }
        Json members = closed(properties.finish(), Json::array());
        if (members_.size() != 1) return members;
        Type const& only = members_[0]->type;
        if (only.kind == Kind::structure || only.kind == Kind::map) return members;
        Json alone = schema_of(only);
        if (may_be_object(only)) {
            auto const others = Json::array({"array", "string", "number", "boolean", "null"});
            alone = Json::object({{"allOf", Json::array({std::move(alone), Json::object({{"type", others}})})}});
        }
        return Json::object({{"anyOf", Json::array({std::move(members), std::move(alone)})}});
    }

    Parameter const* whole_ = nullptr;
    std::vector<Parameter const*> members_;
    std::vector<Parameter const*> parts_;
    bool open_ = false;
};

}  // namespace

std::optional<Json> openapi_body(Entry const& entry) {
    if (!may_have_body(entry.verb)) return std::nullopt;
    return RequestBody(entry).object();
}

Type const& without_optional(Type const& type) {
    return type.kind == Kind::optional ? type.of.at(0) : type;
}

Json with_default(Json schema, Parameter const& parameter, Type const& type) {
    if (!parameter.default_value) return schema;
    bool const is_absence = parameter.default_value->is_null() && type.kind != Kind::optional && !may_be_object(type);
    return is_absence ? schema : std::move(schema).with("default", *parameter.default_value);
}

bool is_text(Type const& type) {
    if (type.kind == Kind::list) return is_text(type.of.at(0)) && type.of.at(0).kind != Kind::list;
    return is_scalar(type) || type.kind == Kind::bytes;
}

}  // namespace coworks::interface
