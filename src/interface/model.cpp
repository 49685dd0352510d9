#include "interface/model.hpp"

#include <algorithm>

#include "interface/names.hpp"

namespace coworks::interface {
namespace {

constexpr std::string_view kVerbTexts[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

std::string joined(std::vector<Type> const& types, std::string_view between) {
    std::string text;
    for (auto const& type : types) {
        if (!text.empty()) text += between;
        text += describe(type);
    }
    return text;
}

}  // namespace

std::string_view verb_text(Verb verb) noexcept {
    return kVerbTexts[static_cast<std::size_t>(verb)];
}

std::optional<Verb> verb_of(std::string_view method) noexcept {
    auto const found = std::ranges::find(kVerbTexts, method);
    if (found == std::ranges::end(kVerbTexts)) return std::nullopt;
    return static_cast<Verb>(found - std::ranges::begin(kVerbTexts));
}

bool binds_from_query(Verb verb) noexcept {
    return verb == Verb::get || verb == Verb::head || verb == Verb::delete_ || verb == Verb::options;
}

bool may_have_body(Verb verb) noexcept {
    return verb != Verb::get && verb != Verb::head && verb != Verb::options;
}

bool is_scalar(Type const& type) noexcept {
    switch (type.kind) {
        using enum Type::Kind;
        case boolean:
        case integer:
        case number:
        case string:
        case date:
        case date_time:
        case local_date_time:
        case time:
        case duration:
        case enumeration:
            return true;
        default:
            return false;
    }
}

bool is_upload(Type const& type) noexcept {
    if (type.kind == Type::Kind::list || type.kind == Type::Kind::optional) {
        return !type.of.empty() && is_upload(type.of[0]);
    }
    return type.kind == Type::Kind::file;
}

std::string describe(Type const& type) {
    switch (type.kind) {
        using enum Type::Kind;
        case none:
            return "nothing";
        case boolean:
            return "bool";
        case integer:
            return (type.is_signed ? "int" : "uint") + std::to_string(type.bits);
        case number:
            return type.bits == 32 ? "float" : "double";
        case string:
            return "string";
        case date:
            return "date";
        case date_time:
            return "date and time";
        case local_date_time:
            return "local date and time";
        case time:
            return "time of day";
        case duration:
            return "duration";
        case enumeration:
        case structure:
        case converted:
            return type.name;
        case list:
            return "list of " + joined(type.of, ", ");
        case map:
            return "map of " + joined(type.of, ", ");
        case variant:
            return joined(type.of, " or ");
        case optional:
            return joined(type.of, ", ") + " or nothing";
        case json:
            return "JSON";
        case bytes:
            return "bytes";
        case file:
            return "file";
        case response:
            return "response";
        case with_status:
            return joined(type.of, ", ") + " with status";
    }
    return {};
}

std::string path_text(std::vector<Segment> const& path) {
    if (path.empty()) return "/";
    std::string text;
    for (auto const& segment : path) {
        text += segment.is_parameter ? "/{" + segment.text + "}" : "/" + segment.text;
    }
    return text;
}

std::string_view direct_name(std::string_view method) noexcept {
    while (method.ends_with('_'))
        method.remove_suffix(1);
    return method;
}

Result<void> mount(Interface& service, std::string_view prefix, Interface const& blueprint) {
    auto path = parse_path(prefix);
    if (!path) return tl::unexpected(path.error());
    std::string names;
    for (auto const& segment : *path) {
        if (segment.is_parameter) {
            return fail("bad_prefix", "a blueprint is mounted under literal segments alone", std::string(prefix));
        }
        names += segment.text + ".";
    }
    for (auto entry : blueprint.entries) {
        entry.name.insert(0, names);
        if (entry.kind == Entry::Kind::http) entry.path.insert(entry.path.begin(), path->begin(), path->end());
        service.entries.push_back(std::move(entry));
    }
    service.types.insert(blueprint.types.begin(), blueprint.types.end());
    return {};
}

}  // namespace coworks::interface
