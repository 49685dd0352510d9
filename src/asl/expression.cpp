#include <utility>

#include "asl/compile.hpp"
#include "asl/compiled.hpp"

namespace coworks::asl {
namespace {

std::string_view trimmed(std::string_view text) {
    std::size_t const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Error refused(std::string message) {
    return {.code = "invalid_expression", .message = std::move(message), .where = {}, .cause = {}};
}

/// Turns one JSON value, and what is within it, into a template.
class TemplateCompiler {
public:
    TemplateCompiler(QueryLanguage language, Limits const& limits) : language_(language), limits_(limits) {}

    Result<Template> compile(Json const& payload, std::string const& field, std::size_t depth) {
        if (depth > limits_.template_depth) return tl::unexpected(refused("the payload template is nested too deeply"));
        Template made;
        made.field = field;
        made.value = payload;
        if (payload.is_string() && language_ == QueryLanguage::jsonata && is_jsonata(payload.as_string())) {
            auto compiled = compile_jsonata(payload.as_string());
            if (!compiled) return tl::unexpected(compiled.error());
            made.kind = Template::Kind::expression;
            made.expression = *std::move(compiled);
        } else if (payload.is_object()) {
            return compile_object(payload, std::move(made), depth);
        } else if (payload.is_array()) {
            return compile_array(payload, std::move(made), depth);
        }
        return made;
    }

private:
    Result<Template> compile_object(Json const& payload, Template made, std::size_t depth) {
        bool computed = false;
        for (auto const& member : payload.members()) {
            Template::Member part{.name = std::string(member.name()), .value = {}};
            if (language_ == QueryLanguage::jsonpath && part.name.ends_with(".$")) {
                if (!member.value.is_string())
                    return tl::unexpected(
                        refused("the value of '" + part.name + "' is a path or an intrinsic function"));
                auto compiled = compile_path_or_intrinsic(member.value.as_string());
                if (!compiled) return tl::unexpected(compiled.error());
                part.value.kind = Template::Kind::expression;
                part.value.expression = *std::move(compiled);
                part.value.field = part.name;
                part.name.resize(part.name.size() - 2);
            } else {
                std::string const field =
                    language_ == QueryLanguage::jsonata ? made.field + "/" + part.name : part.name;
                auto compiled = compile(member.value, field, depth + 1);
                if (!compiled) return compiled;
                part.value = *std::move(compiled);
            }
            computed = computed || part.value.kind != Template::Kind::literal;
            made.members.push_back(std::move(part));
        }
        if (computed) {
            made.kind = Template::Kind::object;
            made.value = {};
        } else {
            made.members.clear();
        }
        return made;
    }

    Result<Template> compile_array(Json const& payload, Template made, std::size_t depth) {
        bool computed = false;
        for (std::size_t i = 0; i < payload.size(); ++i) {
            auto compiled = compile(payload[i], made.field + "[" + std::to_string(i) + "]", depth + 1);
            if (!compiled) return compiled;
            computed = computed || compiled->kind != Template::Kind::literal;
            made.items.push_back(*std::move(compiled));
        }
        if (computed) {
            made.kind = Template::Kind::array;
            made.value = {};
        } else {
            made.items.clear();
        }
        return made;
    }

    QueryLanguage language_;
    Limits const& limits_;
};

}  // namespace

bool is_jsonata(std::string_view text) noexcept {
    return text.size() >= 4 && text.starts_with("{%") && text.ends_with("%}");
}

bool looks_like_jsonata(std::string_view text) noexcept {
    return text.starts_with("{%") || text.ends_with("%}");
}

std::string_view jsonata_source(std::string_view text) noexcept {
    return trimmed(text.substr(2, text.size() - 4));
}

Expression literal(Json value) {
    Expression made;
    made.value = std::move(value);
    return made;
}

Result<Expression> compile_path(std::string_view text) {
    auto parsed = jsonpath::Path::parse(text);
    if (!parsed) return tl::unexpected(refused(std::move(parsed.error().message)));
    Expression made;
    made.kind = Expression::Kind::path;
    made.text = text;
    auto compiled = std::make_shared<Compiled>();
    compiled->path = *std::move(parsed);
    compiled->uses_context = text.find("$$") != std::string_view::npos;
    made.compiled = std::move(compiled);
    return made;
}

Result<Expression> compile_path_or_intrinsic(std::string_view text) {
    if (!jsonpath::looks_like_call(text)) return compile_path(text);
    auto parsed = jsonpath::Call::parse(text);
    if (!parsed) return tl::unexpected(refused(std::move(parsed.error().message)));
    Expression made;
    made.kind = Expression::Kind::intrinsic;
    made.text = text;
    auto compiled = std::make_shared<Compiled>();
    compiled->call = *std::move(parsed);
    compiled->uses_context = text.find("$$") != std::string_view::npos;
    made.compiled = std::move(compiled);
    return made;
}

Result<Template> compile_template(Json const& payload, QueryLanguage language, std::string_view field,
                                  Limits const& limits) {
    return TemplateCompiler(language, limits).compile(payload, std::string(field), 0);
}

}  // namespace coworks::asl
