#include "entries/type_reader.hpp"

#include <algorithm>
#include <charconv>

#include "entries/doc_comment.hpp"

namespace coworks::entries {
namespace {

using interface::Type;
using Kind = Type::Kind;
using Answer = tl::expected<Type, Refusal>;

Answer refuse(std::string message, std::string remedy = {}) {
    return tl::unexpected(Refusal{std::move(message), std::move(remedy)});
}

constexpr char const* kAnyOther = "use a type of the tables in docs/entries.md, or coworks::Json";

/// The remedies for what people reach for and the rules don't have.
std::string remedy_for(std::string const& name) {
    static std::map<std::string, std::string> const kRemedies{
        {"std::array", "use std::vector"},
        {"std::list", "use std::vector"},
        {"std::deque", "use std::vector"},
        {"std::set", "use std::vector"},
        {"std::unordered_set", "use std::vector"},
        {"std::span", "use std::vector"},
        {"std::unordered_map", "use std::map<std::string, T>"},
        {"std::multimap", "use std::map<std::string, std::vector<T>>"},
        {"std::tuple", "use a struct: its members have names"},
        {"std::pair", "use a struct: its members have names (std::pair<T, int> is a result with its status)"},
        {"std::unique_ptr", "use the value itself, or std::optional"},
        {"std::shared_ptr", "use the value itself, or std::optional"},
        {"std::any", "use coworks::Json"},
        {"std::byte", "use coworks::Bytes"},
        {"std::filesystem::path", "use std::string"},
        {"std::chrono::year_month", "use std::chrono::year_month_day"},
        {"std::chrono::year", "use int"},
        {"std::chrono::month", "use int"},
        {"std::chrono::weekday", "use int or an enum"},
        {"std::chrono::zoned_time", "use std::chrono::sys_time"},
    };
    auto const found = kRemedies.find(name);
    return found == kRemedies.end() ? kAnyOther : found->second;
}

/// The allocator of a text or list, the traits of a text: another one makes another type, which nothing here converts.
bool has_own_parts(CppType const& type) {
    auto const arguments = type.template_arguments();
    return std::any_of(arguments.begin() + 1, arguments.end(), [](CppType const& argument) {
        auto const name = argument.declaration().qualified_name();
        return name != "std::allocator" && name != "std::char_traits";
    });
}

/// Seconds of a std::ratio as its spelling says: "std::ratio<1, 1000>" is 0.001.
double seconds_of(std::string const& ratio) {
    auto const* at = ratio.data() + std::min(ratio.find('<') + 1, ratio.size());
    auto const* const end = ratio.data() + ratio.size();
    long long numerator = 1;
    long long denominator = 1;
    at = std::from_chars(at, end, numerator).ptr;
    while (at != end && (*at == ',' || *at == ' '))
        ++at;
    std::from_chars(at, end, denominator);
    return static_cast<double>(numerator) / static_cast<double>(denominator);
}

/// A duration is bound up to weeks: months and years have no length of their own.
std::optional<Refusal> refuse_duration(CppType const& type) {
    constexpr double kWeek = 7.0 * 24 * 60 * 60;
    constexpr double kMonth = 2629746;  // std::chrono::months, [time.syn]
    constexpr double kYear = 31556952;  // std::chrono::years
    auto const arguments = type.template_arguments();
    auto const seconds = arguments.size() > 1 ? seconds_of(arguments[1].key()) : 0;
    if (seconds <= kWeek) return std::nullopt;
    std::string const name = seconds == kMonth  ? "std::chrono::months"
                             : seconds == kYear ? "std::chrono::years"
                                                : type.key();
    return Refusal{name + " can't be bound: it is longer than a week and has no fixed length in a calendar",
                   "use std::chrono::weeks or shorter, or an int"};
}

}  // namespace

TypeReader::TypeReader(TranslationUnit const& unit, std::set<std::string> converted,
                       std::vector<Diagnostic>& diagnostics)
    : unit_(unit), converted_(std::move(converted)), diagnostics_(diagnostics) {}

TypeReader::Answer TypeReader::read(CppType const& written, Use use) {
    auto type = written.canonical();
    switch (type.kind()) {
        case CXType_Record:
            return read_record(type, use);
        case CXType_Enum:
            return read_enum(type);
        case CXType_LValueReference:
        case CXType_RValueReference:
            return refuse("a reference can't be bound here", "use the value itself");
        case CXType_Pointer:
            if (type.pointee().canonical().kind() == CXType_Char_S)
                return refuse("char const* can't be bound", "use std::string");
            return refuse("a pointer can't be bound", "use the value itself, or std::optional");
        case CXType_ConstantArray:
        case CXType_IncompleteArray:
            return refuse("an array can't be bound", "use std::vector");
        default:
            return read_builtin(type);
    }
}

TypeReader::Answer TypeReader::read_builtin(CppType const& type) {
    auto const bits = static_cast<int>(type.size() * 8);
    switch (type.kind()) {
        case CXType_Bool:
            return Type{.kind = Kind::boolean};
        case CXType_SChar:
        case CXType_Short:
        case CXType_Int:
        case CXType_Long:
        case CXType_LongLong:
            return Type{.kind = Kind::integer, .bits = bits, .is_signed = true};
        case CXType_UChar:
        case CXType_UShort:
        case CXType_UInt:
        case CXType_ULong:
        case CXType_ULongLong:
            return Type{.kind = Kind::integer, .bits = bits};
        case CXType_Float:
            return Type{.kind = Kind::number, .bits = 32};
        case CXType_Double:
        case CXType_LongDouble:
            return Type{.kind = Kind::number, .bits = 64};
        case CXType_Char_S:
        case CXType_Char_U:
            return refuse("char can't be bound: it is neither a text nor a number", "use std::string or std::int8_t");
        default:
            return refuse("'" + type.key() + "' can't be bound", kAnyOther);
    }
}

TypeReader::Answer TypeReader::read_enum(CppType const& type) {
    auto const name = type.key();
    auto const definition = type.declaration().definition();
    if (!definition) return refuse("the enumerators of '" + name + "' are not known here", "include its definition");
    if (definition.is_anonymous()) return refuse("an enumeration without a name can't be bound", "give it a name");
    if (is_unreachable(name)) {
        return refuse("'" + name + "' can't be bound: generated code can't name it",
                      "move it out of the unnamed namespace");
    }
    if (definition.qualified_name() == "std::byte") return refuse("std::byte can't be bound", remedy_for("std::byte"));
    Type result{.kind = Kind::enumeration, .name = name};
    if (definitions_.contains(name)) return result;

    CppEnum cpp{.name = name};
    interface::TypeDefinition described{.kind = Kind::enumeration,
                                        .doc = parse_doc_comment(definition.raw_comment()).text};
    for (auto const& child : definition.children()) {
        if (child.kind() != CXCursor_EnumConstantDecl) continue;
        cpp.enumerators.push_back(child.name());
        described.enumerators.push_back({.name = child.name(), .doc = parse_doc_comment(child.raw_comment()).text});
    }
    if (cpp.enumerators.empty()) return refuse("'" + name + "' has no enumerators to choose from", "use an integer");
    definitions_.emplace(name, std::move(described));
    enums_.push_back(std::move(cpp));
    return result;
}

TypeReader::Answer TypeReader::read_record(CppType const& type, Use use) {
    if (converted_.contains(type.key())) return read_converted(type);
    auto const name = type.declaration().qualified_name();
    if (name.starts_with("std::")) return read_standard(name, type, use);
    if (name.starts_with("coworks::") && name.find("::", sizeof("coworks::") - 1) == std::string::npos) {
        auto answer = read_framework(name, use);
        if (answer || !answer.error().message.empty()) return answer;
    }
    return read_struct(type);
}

TypeReader::Answer TypeReader::read_converted(CppType const& type) {
    auto const name = type.key();
    if (definitions_
            .emplace(name, interface::TypeDefinition{.kind = Kind::converted,
                                                     .doc = parse_doc_comment(type.declaration().raw_comment()).text})
            .second) {
        used_conversions_.push_back(name);
    }
    return Type{.kind = Kind::converted, .name = name};
}

TypeReader::Answer TypeReader::read_standard(std::string const& name, CppType const& type, Use use) {
    auto const arguments = type.template_arguments();
    if (name == "std::basic_string" || name == "std::basic_string_view") {
        if (arguments.empty() || arguments[0].kind() != CXType_Char_S || has_own_parts(type))
            return refuse("'" + type.key() + "' can't be bound", "use std::string");
        if (name == "std::basic_string_view" && (use == Use::element || use == Use::member)) {
            return refuse("std::string_view can't be bound here: nothing would own its text", "use std::string");
        }
        return Type{.kind = Kind::string};
    }
    if (name == "std::vector" && has_own_parts(type))
        return refuse("'" + type.key() + "' can't be bound",
                      "use std::vector with the allocator that it has by itself");
    if (name == "std::vector") return read_wrapped(Kind::list, arguments[0], use);
    if (name == "std::optional") return read_wrapped(Kind::optional, arguments[0], use);
    if (name == "std::map") return read_map(type);
    if (name == "std::variant") return read_variant(type);
    if (name == "std::pair") return read_with_status(type, use);
    if (name == "std::chrono::year_month_day") return Type{.kind = Kind::date};
    if (name == "std::chrono::hh_mm_ss") return Type{.kind = Kind::time};
    if (name == "std::chrono::duration") {
        if (auto refusal = refuse_duration(type)) return tl::unexpected(std::move(*refusal));
        return Type{.kind = Kind::duration};
    }
    if (name == "std::chrono::time_point") {
        if (auto refusal = refuse_duration(arguments[1])) return tl::unexpected(std::move(*refusal));
        auto const clock = arguments[0].declaration().qualified_name();
        if (clock == "std::chrono::system_clock") return Type{.kind = Kind::date_time};
        if (clock == "std::chrono::local_t") return Type{.kind = Kind::local_date_time};
        return refuse("a time of " + clock + " can't be bound: it means nothing outside this process",
                      "use std::chrono::sys_time");
    }
    return refuse("'" + type.key() + "' can't be bound", remedy_for(name));
}

TypeReader::Answer TypeReader::read_framework(std::string const& name, Use use) {
    bool const anywhere_in_parameters = use == Use::parameter || use == Use::element;
    if (name == "coworks::Json") return Type{.kind = Kind::json};
    if (name == "coworks::Bytes") return Type{.kind = Kind::bytes};
    if (name == "coworks::File") {
        if (anywhere_in_parameters) return Type{.kind = Kind::file};
        if (use == Use::result)
            return refuse("coworks::File is no result: it is what a client uploads",
                          "return coworks::Bytes or coworks::Response");
        return refuse("coworks::File can't be inside another type: it is a part of the request",
                      "make it a parameter of its own");
    }
    if (name == "coworks::Response") {
        if (use == Use::result) return Type{.kind = Kind::response};
        return refuse("coworks::Response is a result alone", "use coworks::Json");
    }
    for (std::string_view const special :
         {"coworks::Request", "coworks::Context", "coworks::Message", "coworks::Params"}) {
        if (name == special) return refuse(name + " is a parameter alone", "take it as '" + name + " const&'");
    }
    return refuse("");
}

TypeReader::Answer TypeReader::read_wrapped(Kind kind, CppType const& item, Use use) {
    auto const inner = use == Use::parameter || use == Use::element ? Use::element
                       : use == Use::result                         ? Use::result
                                                                    : Use::member;
    auto answer = read(item, inner);
    if (!answer) return answer;
    if (inner == Use::result && (answer->kind == Kind::response || answer->kind == Kind::with_status)) {
        return refuse("a result with its own status can't be inside another type", "return coworks::Response alone");
    }
    if (inner == Use::result && item.declaration().qualified_name() == "std::basic_string_view") {
        return refuse("std::string_view can't be inside another type: nothing would own its text", "use std::string");
    }
    return Type{.kind = kind, .of = {std::move(*answer)}};
}

TypeReader::Answer TypeReader::read_map(CppType const& type) {
    auto const arguments = type.template_arguments();
    if (arguments[0].key() != "std::string") {
        return refuse("a map with keys of '" + arguments[0].key() + "' can't be bound: JSON has names that are texts",
                      "use std::map<std::string, T>");
    }
    auto answer = read(arguments[1], Use::member);
    if (!answer) return answer;
    return Type{.kind = Kind::map, .of = {std::move(*answer)}};
}

TypeReader::Answer TypeReader::read_variant(CppType const& type) {
    Type result{.kind = Kind::variant};
    for (auto const& alternative : type.template_arguments()) {
        auto answer = read(alternative, Use::member);
        if (!answer) return answer;
        result.of.push_back(std::move(*answer));
    }
    return result;
}

TypeReader::Answer TypeReader::read_with_status(CppType const& type, Use use) {
    auto const arguments = type.template_arguments();
    if (use != Use::result || arguments[1].canonical().kind() != CXType_Int) {
        return refuse("'" + type.key() + "' can't be bound", remedy_for("std::pair"));
    }
    auto answer = read(arguments[0], use);
    if (!answer) return answer;
    if (answer->kind == Kind::response || answer->kind == Kind::with_status) {
        return refuse("a result can't have two statuses", "return coworks::Response alone");
    }
    return Type{.kind = Kind::with_status, .of = {std::move(*answer)}};
}

}  // namespace coworks::entries
