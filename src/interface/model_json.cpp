#include <algorithm>
#include <array>

#include "interface/model.hpp"
#include "interface/names.hpp"

namespace coworks::interface {
namespace {

using Kind = Type::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 14> kPlainTypes{{
    {Kind::none, "none"},
    {Kind::boolean, "bool"},
    {Kind::string, "string"},
    {Kind::date, "date"},
    {Kind::date_time, "date_time"},
    {Kind::local_date_time, "local_date_time"},
    {Kind::time, "time"},
    {Kind::duration, "duration"},
    {Kind::json, "json"},
    {Kind::bytes, "bytes"},
    {Kind::file, "file"},
    {Kind::response, "response"},
    {Kind::number, "double"},
    {Kind::integer, "int32"},
}};

constexpr std::array<std::pair<Kind, std::string_view>, 3> kNamedTypes{
    {{Kind::enumeration, "enum"}, {Kind::structure, "struct"}, {Kind::converted, "converted"}}};

constexpr std::array<std::pair<Kind, std::string_view>, 4> kWrappers{
    {{Kind::list, "list"}, {Kind::map, "map"}, {Kind::optional, "optional"}, {Kind::with_status, "with_status"}}};

constexpr std::array<std::pair<Source, std::string_view>, 6> kSources{{{Source::path, "path"},
                                                                       {Source::query, "query"},
                                                                       {Source::member, "member"},
                                                                       {Source::body, "body"},
                                                                       {Source::part, "part"},
                                                                       {Source::rest, "rest"}}};

constexpr std::array<std::pair<Entry::Kind, std::string_view>, 4> kEntryKinds{{{Entry::Kind::http, "http"},
                                                                               {Entry::Kind::queue, "queue"},
                                                                               {Entry::Kind::event, "event"},
                                                                               {Entry::Kind::schedule, "schedule"}}};

template <class Table, class Key>
std::string_view text_of(Table const& table, Key key) {
    for (auto const& [value, text] : table) {
        if (value == key) return text;
    }
    return {};
}

template <class Table>
auto value_of(Table const& table, std::string_view wanted) -> std::optional<decltype(table[0].first)> {
    for (auto const& [value, text] : table) {
        if (text == wanted) return value;
    }
    return std::nullopt;
}

/// Members that are present only where they say something.
class Object {
public:
    void text(std::string_view name, std::string const& value) {
        if (!value.empty()) json_ = std::move(json_).with(name, value);
    }
    void flag(std::string_view name, bool value) {
        if (value) json_ = std::move(json_).with(name, value);
    }
    void set(std::string_view name, Json value) { json_ = std::move(json_).with(name, std::move(value)); }
    Json take() { return std::move(json_); }

private:
    Json json_ = Json::object();
};

template <class T, class ToJson>
Json list_of(std::vector<T> const& values, ToJson const& convert) {
    std::vector<Json> items;
    items.reserve(values.size());
    for (auto const& value : values)
        items.push_back(convert(value));
    return Json::array(std::move(items));
}

template <class T>
void value_to_json(Object& object, T const& value) {
    object.text("name", value.name);
    object.set("type", to_json(value.type));
    object.flag("required", value.required);
    if (value.default_value) object.set("default", *value.default_value);
    object.text("default_text", value.default_text);
    object.text("doc", value.doc);
}

Json to_json(Field const& field) {
    Object object;
    value_to_json(object, field);
    return object.take();
}

Json to_json(Parameter const& parameter) {
    Object object;
    value_to_json(object, parameter);
    object.text("in", std::string(text_of(kSources, parameter.source)));
    return object.take();
}

Json to_json(Enumerator const& enumerator) {
    Object object;
    object.text("name", enumerator.name);
    object.text("doc", enumerator.doc);
    return object.take();
}

Json to_json(TypeDefinition const& type) {
    Object object;
    object.text("kind", std::string(text_of(kNamedTypes, type.kind)));
    object.text("doc", type.doc);
    if (type.kind == Kind::structure) {
        object.set("fields", list_of(type.fields, [](auto const& f) { return to_json(f); }));
    } else if (type.kind == Kind::enumeration) {
        object.set("enumerators", list_of(type.enumerators, [](auto const& e) { return to_json(e); }));
    }
    return object.take();
}

Json to_json(Entry const& entry) {
    Object object;
    object.text("kind", std::string(text_of(kEntryKinds, entry.kind)));
    object.text("name", entry.name);
    if (entry.kind == Entry::Kind::http) {
        object.text("verb", std::string(verb_text(entry.verb)));
        object.text("path", path_text(entry.path));
    }
    object.text("trigger", entry.trigger);
    object.text("signature", entry.signature);
    object.text("doc", entry.doc);
    object.flag("open", entry.open);
    object.text("media_type", entry.media_type);
    if (entry.timeout) object.set("timeout_ms", entry.timeout->count());
    object.set("parameters", list_of(entry.parameters, [](auto const& p) { return to_json(p); }));
    object.set("result", interface::to_json(entry.result));
    object.text("result_doc", entry.result_doc);
    return object.take();
}

/// Reads what the functions above write. Throws JsonError with what is missing or unknown; interface_from_json turns
/// it into an Error.
struct Reader {
    static std::string text(Json const& json, std::string_view name) {
        auto const* value = json.find(name);
        return value ? std::string(value->as_string()) : std::string();
    }
    static bool flag(Json const& json, std::string_view name) {
        auto const* value = json.find(name);
        return value && value->as_bool();
    }
    template <class Table>
    static auto word(Table const& table, Json const& json, std::string_view name) {
        auto const text = json.at(name).as_string();
        auto const value = value_of(table, text);
        if (!value) throw JsonError("unknown " + std::string(name) + " '" + std::string(text) + "'");
        return *value;
    }

    static Type type(Json const& json) {
        if (json.is_string()) return plain_type(json.as_string());
        if (json.size() != 1) throw JsonError("a type is a word or an object of one member");
        auto const& [name, value] = json.members()[0];
        auto const key = name.as_string();
        if (auto const named = value_of(kNamedTypes, key))
            return {.kind = *named, .name = std::string(value.as_string())};
        if (auto const wrapper = value_of(kWrappers, key)) return {.kind = *wrapper, .of = {type(value)}};
        if (key != "variant") throw JsonError("unknown type '" + std::string(key) + "'");
        Type result{.kind = Kind::variant};
        for (auto const& item : value.items())
            result.of.push_back(type(item));
        return result;
    }

    static Type plain_type(std::string_view word) {
        for (int const bits : {8, 16, 32, 64}) {
            if (word == "int" + std::to_string(bits)) return {.kind = Kind::integer, .bits = bits, .is_signed = true};
            if (word == "uint" + std::to_string(bits)) return {.kind = Kind::integer, .bits = bits};
        }
        if (word == "float") return {.kind = Kind::number, .bits = 32};
        if (word == "double") return {.kind = Kind::number, .bits = 64};
        auto const kind = value_of(kPlainTypes, word);
        if (!kind) throw JsonError("unknown type '" + std::string(word) + "'");
        return {.kind = *kind};
    }

    template <class T>
    static T value(Json const& json) {
        T result{.name = text(json, "name"),
                 .type = type(json.at("type")),
                 .required = flag(json, "required"),
                 .default_text = text(json, "default_text"),
                 .doc = text(json, "doc")};
        if (auto const* value = json.find("default")) result.default_value = *value;
        return result;
    }

    static Parameter parameter(Json const& json) {
        auto result = value<Parameter>(json);
        result.source = word(kSources, json, "in");
        return result;
    }

    static TypeDefinition definition(Json const& json) {
        TypeDefinition result{.kind = word(kNamedTypes, json, "kind"), .doc = text(json, "doc")};
        if (auto const* fields = json.find("fields")) {
            for (auto const& field : fields->items())
                result.fields.push_back(value<Field>(field));
        }
        if (auto const* enumerators = json.find("enumerators")) {
            for (auto const& item : enumerators->items()) {
                result.enumerators.push_back({.name = text(item, "name"), .doc = text(item, "doc")});
            }
        }
        return result;
    }

    static Entry entry(Json const& json) {
        Entry result{.kind = word(kEntryKinds, json, "kind"),
                     .name = text(json, "name"),
                     .signature = text(json, "signature"),
                     .doc = text(json, "doc"),
                     .result_doc = text(json, "result_doc")};
        if (result.kind == Entry::Kind::http) {
            auto const verb = verb_of(json.at("verb").as_string());
            if (!verb) throw JsonError("unknown verb '" + text(json, "verb") + "'");
            result.verb = *verb;
            auto path = parse_path(json.at("path").as_string());
            if (!path) throw JsonError(path.error().text());
            result.path = std::move(*path);
        }
        result.trigger = text(json, "trigger");
        for (auto const& item : json.at("parameters").items())
            result.parameters.push_back(parameter(item));
        result.result = type(json.at("result"));
        result.open = flag(json, "open");
        result.media_type = text(json, "media_type");
        if (auto const* timeout = json.find("timeout_ms"))
            result.timeout = std::chrono::milliseconds(timeout->as_int64());
        return result;
    }

    static Interface interface(Json const& json) {
        if (json.at("coworks").as_int64() != 1)
            throw JsonError("an interface of a version that this program can't read");
        Interface result{.name = text(json, "service"),
                         .class_name = text(json, "class"),
                         .doc = text(json, "doc"),
                         .has_authorizer = flag(json, "authorizer"),
                         .has_hooks = flag(json, "hooks")};
        for (auto const& item : json.at("entries").items())
            result.entries.push_back(entry(item));
        for (auto const& [name, item] : json.at("types").members()) {
            result.types.emplace(std::string(name.as_string()), definition(item));
        }
        return result;
    }
};

template <class T, class Read>
Result<T> guarded(Json const& json, Read const& read) {
    try {
        return read(json);
    } catch (JsonError const& error) {
        return fail("bad_interface", "this is not the interface of a service", {}, error.what());
    }
}

}  // namespace

Json to_json(Type const& type) {
    if (type.kind == Kind::integer) return Json((type.is_signed ? "int" : "uint") + std::to_string(type.bits));
    if (type.kind == Kind::number) return Json(type.bits == 32 ? "float" : "double");
    if (auto const word = text_of(kPlainTypes, type.kind); !word.empty()) return Json(word);
    if (auto const word = text_of(kNamedTypes, type.kind); !word.empty()) return Json::object({{word, type.name}});
    auto const items = list_of(type.of, [](auto const& item) { return to_json(item); });
    if (type.kind == Kind::variant) return Json::object({{"variant", items}});
    return Json::object({{text_of(kWrappers, type.kind), items[0]}});
}

Json to_json(Interface const& interface) {
    Object object;
    object.set("coworks", 1);
    object.text("service", interface.name);
    object.text("class", interface.class_name);
    object.text("doc", interface.doc);
    object.flag("authorizer", interface.has_authorizer);
    object.flag("hooks", interface.has_hooks);
    object.set("entries", list_of(interface.entries, [](auto const& entry) { return to_json(entry); }));
    Json types = Json::object();
    for (auto const& [name, type] : interface.types)
        types = std::move(types).with(name, to_json(type));
    object.set("types", std::move(types));
    return object.take();
}

Result<Type> type_from_json(Json const& json) {
    return guarded<Type>(json, &Reader::type);
}

Result<Interface> interface_from_json(Json const& json) {
    return guarded<Interface>(json, &Reader::interface);
}

}  // namespace coworks::interface
