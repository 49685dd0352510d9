/// The part of TypeReader that looks into structures.

#include <algorithm>

#include "entries/doc_comment.hpp"
#include "entries/type_reader.hpp"

namespace coworks::entries {
namespace {

using interface::Type;
using Kind = Type::Kind;

constexpr char const* kConvertRemedy =
    "make it a struct of public members, or write the pair of functions that convert it to and from coworks::Json";

bool is_record(Cursor const& cursor) {
    return cursor.kind() == CXCursor_StructDecl || cursor.kind() == CXCursor_ClassDecl ||
           cursor.kind() == CXCursor_ClassTemplate || cursor.kind() == CXCursor_UnionDecl;
}

/// The class that is written in the source: for Page<Item>, the template Page.
Cursor written_class(Cursor const& declaration) {
    auto const tmpl = declaration.specialized_template();
    if (!tmpl) return declaration.definition();
    auto const definition = tmpl.definition();
    return definition ? definition : tmpl;
}

/// The declaration in the source of a member: the members of a specialisation carry no initialisers of their own.
Cursor written_member(Cursor const& record, Cursor const& field) {
    if (record.kind() != CXCursor_ClassTemplate) return field;
    for (auto const& child : record.children()) {
        if (child.kind() == CXCursor_FieldDecl && child.name() == field.name()) return child;
    }
    return field;
}

/// Why a class is no aggregate that can be filled member by member, or nothing ([dcl.init.aggr]).
std::optional<std::string> not_an_aggregate(Cursor const& record) {
    auto const own_name = record.name();
    if (record.kind() == CXCursor_UnionDecl) return "it is a union";
    for (auto const& child : record.children()) {
        switch (child.kind()) {
            case CXCursor_Constructor:
                return "it has a constructor";
            case CXCursor_FunctionTemplate:
                if (child.name().starts_with(own_name + "<") || child.name() == own_name) return "it has a constructor";
                break;
            case CXCursor_FieldDecl:
                if (!child.is_public()) return "its member '" + child.name() + "' is not public";
                break;
            case CXCursor_CXXMethod:
                if (child.is_virtual()) return "its function '" + child.name() + "' is virtual";
                break;
            case CXCursor_CXXBaseSpecifier:
                if (!child.is_public() || child.is_virtual_base()) return "its base is not a plain public one";
                break;
            case CXCursor_StructDecl:
            case CXCursor_UnionDecl:
                if (child.is_anonymous() && child.kind() == CXCursor_UnionDecl) return "it contains a union";
                break;
            default:
                break;
        }
    }
    return std::nullopt;
}

/// Whether `T{}` compiles, as far as declarations show it.
bool is_default_constructible(TranslationUnit const& unit, CppType const& type) {
    auto const record = type.canonical().declaration().definition();
    if (!record || !is_record(record)) return true;
    bool has_constructor = false;
    for (auto const& child : record.children()) {
        if (child.kind() != CXCursor_Constructor) continue;
        has_constructor = true;
        if (child.is_default_constructor() && child.is_public() && !unit.is_deleted(child)) return true;
    }
    return !has_constructor;
}

}  // namespace

bool is_unreachable(std::string const& type) {
    return type.find("(anonymous") != std::string::npos;
}

std::optional<std::string> initialiser_text(TranslationUnit const& unit, Cursor const& declaration) {
    auto const [begin, end] = declaration.extent();
    auto const name_begin = declaration.name().empty() ? begin : declaration.offset();
    auto const tokens = unit.tokens(declaration.file(), name_begin, end);
    int depth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto const& text = tokens[i].text;
        if (tokens[i].kind != CXToken_Punctuation) continue;
        bool const braces = text == "{" && depth == 0;
        if ((text == "=" && depth == 0 && i + 1 < tokens.size()) || braces) {
            auto const first = braces ? tokens[i].begin : tokens[i + 1].begin;
            return std::string(unit.contents(declaration.file()).substr(first, end - first));
        }
        if (text == "(" || text == "[" || text == "{") ++depth;
        if (text == ")" || text == "]" || text == "}") --depth;
    }
    // An initialiser may also come out of a macro; then the expression is there and the sign is not: at the place of
    // the name if that does, too. (An array's bound is an expression, too.)
    auto const type = declaration.type().canonical();
    auto const value_kind = (type.is_reference() ? type.pointee() : type).kind();
    if (value_kind == CXType_ConstantArray || declaration.is_bit_field()) return std::nullopt;
    for (auto const& child : declaration.children()) {
        if (child.is_expression() && child.offset() >= declaration.offset()) return std::string();
    }
    return std::nullopt;
}

tl::expected<Type, Refusal> TypeReader::read_struct(CppType const& type) {
    auto const name = type.key();
    Type result{.kind = Kind::structure, .name = name};
    if (definitions_.contains(name)) return result;
    if (auto const known = refused_.find(name); known != refused_.end()) return tl::unexpected(known->second);

    auto const refuse = [&](std::string message, std::string remedy) {
        return tl::unexpected(refused_.emplace(name, Refusal{std::move(message), std::move(remedy)}).first->second);
    };
    auto const declaration = type.declaration();
    auto const record = written_class(declaration);
    if (!record || !record.is_definition()) {
        return refuse("'" + name + "' is declared here and not defined", "include its definition");
    }
    if (declaration.is_anonymous()) return refuse("a struct without a name can't be bound", "give it a name");
    if (is_unreachable(name))
        return refuse("'" + name + "' can't be bound: generated code can't name it",
                      "move it out of the unnamed namespace");
    if (auto const reason = not_an_aggregate(record))
        return refuse("'" + name + "' can't be bound: " + *reason, kConvertRemedy);
    if (type.size() < 0) {
        incomplete_.insert(name);
        return result;
    }

    // The definition is there before its members are read, so that a structure may contain lists of itself.
    definitions_[name] = {.kind = Kind::structure, .doc = parse_doc_comment(record.raw_comment()).text};
    interface::TypeDefinition definition = definitions_[name];
    CppStruct cpp{.name = name};
    read_members(type, name, cpp, definition);
    definitions_[name] = std::move(definition);
    structs_.push_back(std::move(cpp));
    return result;
}

bool TypeReader::read_members(CppType const& type, std::string const& owner, CppStruct& cpp,
                              interface::TypeDefinition& definition) {
    auto const record = written_class(type.declaration());
    for (auto const& child : record.children()) {
        if (child.kind() != CXCursor_CXXBaseSpecifier) continue;
        auto const base = child.type().canonical();
        auto const base_record = written_class(base.declaration());
        auto const reason = record.kind() == CXCursor_ClassTemplate ? std::string("it is a template with a base")
                            : base_record                           ? not_an_aggregate(base_record).value_or("")
                                                                    : std::string("its base is not defined here");
        if (!reason.empty()) {
            diagnostics_.push_back(
                unit_.at(child.place(), "'" + owner + "' can't be bound: " + reason, kConvertRemedy));
            return false;
        }
        read_members(base, base.key(), cpp, definition);
    }
    for (auto const& field : type.fields())
        read_member(field, written_member(record, field), owner, cpp, definition);
    return true;
}

void TypeReader::read_member(Cursor const& field, Cursor const& written, std::string const& owner, CppStruct& cpp,
                             interface::TypeDefinition& definition) {
    auto const name = field.name();
    auto const type = field.type();
    auto const default_text = initialiser_text(unit_, written);
    auto const refuse = [&](std::string const& why, std::string const& remedy) {
        diagnostics_.push_back(unit_.at(field.place(), "member '" + name + "' of '" + owner + "': " + why, remedy));
    };
    if (name.empty()) return refuse("a member without a name can't be bound", "give it a name");
    if (type.is_reference()) return refuse("a reference can't be filled after it is made", "use the value itself");
    if (type.is_const() || type.canonical().is_const())
        return refuse("a const member can't be filled after it is made", "remove const");
    if (field.is_bit_field()) return refuse("a bit field can't be bound", "use a whole integer");
    auto answer = read(type, Use::member);
    if (!answer) return refuse(answer.error().message, answer.error().remedy);
    if (!default_text && !is_default_constructible(unit_, type)) {
        return refuse("'" + type.key() +
                          "' has no constructor without arguments, so the struct can't be made empty and then filled",
                      "give the member a default initialiser, or use std::optional");
    }
    auto const same_name = [&](auto const& other) { return other.name == name; };
    if (std::ranges::any_of(definition.fields, same_name)) {
        return refuse("a base has a member of the same name, and JSON has one place for both", "rename one");
    }
    definition.fields.push_back({.name = name,
                                 .type = *answer,
                                 .required = !default_text && answer->kind != Kind::optional,
                                 .default_text = default_text.value_or(""),
                                 .doc = parse_doc_comment(written.raw_comment()).text});
    cpp.members.push_back({.name = name, .owner = owner, .type = type.key()});
}

}  // namespace coworks::entries
