#include "asl/load_state.hpp"

namespace coworks::asl {

std::string escape_pointer(std::string_view name) {
    std::string escaped;
    for (char const c : name) {
        if (c == '~') {
            escaped += "~0";
        } else if (c == '/') {
            escaped += "~1";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

QueryLanguage language_of(Json const& source, QueryLanguage around) {
    Json const& written = source["QueryLanguage"];
    if (!written.is_string()) return around;
    return written.as_string() == "JSONata" ? QueryLanguage::jsonata : QueryLanguage::jsonpath;
}

Result<StateIndex> target(LoadContext const& context, Json const& source, std::string_view field,
                          Workflow const& workflow) {
    Json const& name = source[field];
    if (name.is_null()) return kNoState;
    std::string const place = context.pointer + "/" + std::string(field);
    if (!name.is_string()) return invalid(place, "a state is named by a text");
    auto const found = workflow.index.find(std::string(name.as_string()));
    if (found == workflow.index.end())
        return invalid(place, "there is no state '" + std::string(name.as_string()) + "'");
    return found->second;
}

Result<std::optional<Template>> optional_template(LoadContext const& context, Json const& source,
                                                  std::string_view field) {
    Json const* const found = source.find(field);
    if (found == nullptr) return std::optional<Template>();
    auto compiled = compile_template(*found, context.language, context.within + std::string(field), context.limits);
    if (!compiled) return invalid(context.pointer + "/" + std::string(field), compiled.error().message);
    return std::optional<Template>(*std::move(compiled));
}

Result<Field> field_of(LoadContext const& context, Json const& source, std::string_view name, Intrinsics intrinsics) {
    Field field;
    if (Json const* found = source.find(name)) {
        field.name = name;
        if (context.language == QueryLanguage::jsonata && found->is_string() && is_jsonata(found->as_string())) {
            auto compiled = compile_jsonata(found->as_string());
            if (!compiled) return invalid(context.pointer + "/" + field.name, compiled.error().message);
            field.expression = *std::move(compiled);
        } else {
            field.expression = literal(*found);
        }
        return field;
    }
    std::string const path_name = std::string(name) + "Path";
    Json const* const found = source.find(path_name);
    if (found == nullptr) return field;
    std::string const place = context.pointer + "/" + path_name;
    if (!found->is_string()) return invalid(place, "a path is a text");
    auto compiled = intrinsics == Intrinsics::yes ? compile_path_or_intrinsic(found->as_string())
                                                  : compile_path(found->as_string());
    if (!compiled) return invalid(place, compiled.error().message);
    field.name = path_name;
    field.expression = *std::move(compiled);
    return field;
}

Result<PathOrNull> path_or_null(LoadContext const& context, Json const& source, std::string_view field) {
    PathOrNull made;
    Json const* const found = source.find(field);
    if (found == nullptr) return made;
    if (found->is_null()) {
        made.kind = PathOrNull::Kind::null;
        return made;
    }
    std::string const place = context.pointer + "/" + std::string(field);
    if (!found->is_string()) return invalid(place, "a path is a text or null");
    if (found->as_string() == "$") return made;
    auto compiled = compile_path_or_intrinsic(found->as_string());
    if (!compiled) return invalid(place, compiled.error().message);
    made.kind = PathOrNull::Kind::path;
    made.path = *std::move(compiled);
    return made;
}

Result<ResultPath> result_path(LoadContext const& context, Json const& source) {
    auto read = path_or_null(context, source, "ResultPath");
    if (!read) return tl::unexpected(read.error());
    ResultPath made;
    made.kind = read->kind == PathOrNull::Kind::whole  ? ResultPath::Kind::whole
                : read->kind == PathOrNull::Kind::null ? ResultPath::Kind::null
                                                       : ResultPath::Kind::path;
    made.path = std::move(read->path);
    return made;
}

}  // namespace coworks::asl
