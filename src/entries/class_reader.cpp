#include "entries/class_reader.hpp"

#include <algorithm>
#include <map>

#include "entries/annotation.hpp"
#include "entries/class_finder.hpp"
#include "entries/doc_comment.hpp"
#include "entries/methods.hpp"
#include "interface/names.hpp"
#include "interface/rules.hpp"

namespace coworks::entries {
namespace {

using interface::Entry;
using interface::Parameter;
using interface::Source;
using interface::Type;
using Role = CppParameter::Role;

Role role_of(CppType const& value) {
    auto const name = value.canonical().declaration().qualified_name();
    if (name == "coworks::Request") return Role::request;
    if (name == "coworks::Context") return Role::context;
    if (name == "coworks::Message") return Role::message;
    if (name == "coworks::Params") return Role::params;
    return Role::bound;
}

/// The namespace a class lives in, empty for the global one; nothing if it lives in a class or an unnamed namespace.
std::optional<std::string> namespace_of(Cursor const& record) {
    std::string space;
    for (auto scope = record.parent(); scope && !scope.is_translation_unit(); scope = scope.parent()) {
        if (scope.kind() != CXCursor_Namespace || scope.name().empty()) return std::nullopt;
        space = space.empty() ? scope.name() : scope.name() + "::" + space;
    }
    return space;
}

/// Whether a class declares several functions of a name, whatever their kind and access.
bool is_overloaded(Cursor const& record, std::string const& name) {
    return std::ranges::count_if(record.children(), [&](Cursor const& child) {
               return (child.kind() == CXCursor_CXXMethod || child.kind() == CXCursor_FunctionTemplate) &&
                      child.name() == name;
           }) > 1;
}

/// Whether a method is `f() volatile`: libclang has it in the spelling of its type alone, behind the parameters.
bool is_volatile(Cursor const& method) {
    auto const type = method.type().canonical_spelling();
    return type.find("volatile", type.rfind(')')) != std::string::npos;
}

/// A stretch of source with each run of white space as one blank.
std::string on_one_line(std::string_view source) {
    std::string text;
    for (char const c : source) {
        bool const blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) text += c;
        if (blank && !text.ends_with(' ')) text += ' ';
    }
    return text;
}

class ClassReader {
public:
    ClassReader(TranslationUnit const& unit, Cursor const& record, TypeReader& types,
                std::vector<Diagnostic>& diagnostics)
        : unit_(unit), record_(record), types_(types), diagnostics_(diagnostics) {}

    ClassModel read() {
        model_.class_name = record_.qualified_name();
        model_.place = record_.place();
        model_.is_struct = record_.kind() == CXCursor_StructDecl;
        model_.interface.class_name = model_.class_name;
        model_.interface.doc = parse_doc_comment(record_.raw_comment()).text;
        for (auto const& child : record_.children()) {
            if (child.kind() == CXCursor_CXXFinalAttr) model_.is_final = true;
        }
        check_class();
        auto const methods = methods_of(unit_, record_, diagnostics_);
        model_.interface.has_authorizer = methods.has_authorizer;
        model_.interface.has_hooks = methods.has_hooks;
        for (auto const& method : methods.callable)
            read_method(method);
        report(interface::find_conflicts(model_.interface.entries));
        check_final();
        return std::move(model_);
    }

private:
    void fault(Place const& place, std::string message, std::string remedy = {}) {
        diagnostics_.push_back(unit_.at(place, std::move(message), std::move(remedy)));
    }

    void note(Place const& place, std::string message) {
        diagnostics_.push_back(unit_.at(place, std::move(message)));
        diagnostics_.back().severity = Diagnostic::Severity::note;
    }

    void report(std::vector<interface::Fault> const& faults) {
        for (auto const& f : faults) {
            auto const& entry = model_.entries[f.entry];
            fault(f.parameter ? place_of_parameter(entry, *f.parameter) : entry.place, f.message, f.remedy);
            if (f.other) note(model_.entries[*f.other].place, "the other one is here");
        }
    }

    /// Interface parameters are the ones of C++ without requests, contexts and messages, in the same order.
    static Place const& place_of_parameter(CppEntry const& entry, std::size_t index) {
        for (auto const& p : entry.parameters) {
            if (p.role != Role::bound && p.role != Role::params) continue;
            if (index-- == 0) return p.place;
        }
        return entry.place;
    }

    void check_class() {
        auto const space = namespace_of(record_);
        model_.space = space.value_or("");
        if (!space) {
            fault(model_.place,
                  "'" + model_.class_name +
                      "' stands inside a class or an unnamed namespace, where generated code can't reach it",
                  "move it to a namespace with a name, or to none");
        }
    }

    /// Defaults are evaluated in a class that derives from the one that declares them, so that they see what it sees.
    void check_final() {
        if (!model_.is_final) return;
        for (auto const& entry : model_.entries) {
            if (entry.declaring_class != model_.class_name) continue;
            for (auto const& p : entry.parameters) {
                if (p.default_text.empty()) continue;
                return fault(
                    p.place, "'" + p.name + "' has a default, and '" + model_.class_name + "' is final",
                    "remove 'final' from the class: its defaults are evaluated in a class that derives from it");
            }
        }
    }

    void read_method(Method const& method) {
        auto const name = method.cursor.name();
        auto const place = method.cursor.place();
        Annotation annotation;
        auto const annotation_text = annotation_of(method.cursor);
        if (annotation_text) {
            auto parsed = parse_annotation(*annotation_text);
            if (!parsed) return fault(place, parsed.error().message, parsed.error().cause);
            annotation = std::move(*parsed);
        }
        if (annotation.ignore) return;

        auto const meaning = interface::parse_method_name(name);
        if (meaning.meaning == interface::MethodName::Meaning::empty_segment) {
            return fault(place,
                         "'" + name + "' has two underscores together: a path segment between them would be empty",
                         "remove one, or say COWORKS_ENTRY(ignore) if it is no entry");
        }
        if (meaning.meaning == interface::MethodName::Meaning::no_entry) {
            if (annotation_text) {
                fault(place,
                      "'" + name + "' is no entry: its name does not begin with a verb that stands alone, or on_",
                      "begin it with get_, head_, post_, put_, patch_, delete_, options_ or on_, or remove "
                      "COWORKS_ENTRY");
            }
            return;
        }

        if (method.cursor.type().ref_qualifier() == CXRefQualifier_RValue) {
            return fault(place, "'" + name + "' can be called on temporary objects alone",
                         "remove the && behind its parameters");
        }

        if (method.cursor.type().is_variadic()) {
            return fault(place, "'" + name + "' takes any number of arguments (...), which have no names and no types",
                         "take a std::vector, or coworks::Params for whatever a caller sends");
        }
        if (is_volatile(method.cursor)) {
            return fault(place, "'" + name + "' is volatile, and a service is no volatile object", "remove volatile");
        }

        auto const doc = parse_doc_comment(method.cursor.raw_comment());
        Entry entry{.kind = meaning.kind,
                    .name = std::string(interface::direct_name(name)),
                    .signature = signature_of(method.cursor),
                    .doc = doc.text,
                    .result_doc = doc.result,
                    .verb = meaning.verb,
                    .trigger = meaning.trigger};
        CppEntry cpp{.method = name,
                     .declaring_class = method.owner.qualified_name(),
                     .declaring_space = namespace_of(method.owner).value_or(""),
                     .result_type = method.cursor.result_type().canonical_spelling(),
                     .is_overloaded = is_overloaded(method.owner, name),
                     .qualifiers = std::string(method.cursor.is_const() ? " const" : "") +
                                   (method.cursor.type().ref_qualifier() == CXRefQualifier_LValue ? " &" : ""),
                     .place = place};
        for (auto const& parameter : method.cursor.arguments()) {
            if (!read_parameter(parameter, entry, cpp, doc)) return;
        }
        if (!read_result(method.cursor, entry, place)) return;
        if (!check_defaults(method.owner, cpp)) return;
        finish(std::move(entry), std::move(cpp), meaning, annotation);
    }

    bool check_defaults(Cursor const& owner, CppEntry const& cpp) {
        if (namespace_of(owner) || owner == record_) return true;
        for (auto const& p : cpp.parameters) {
            if (p.default_text.empty()) continue;
            fault(p.place,
                  "'" + p.name + "' has a default, and its class '" + cpp.declaring_class +
                      "' stands inside another class",
                  "move the class to a namespace: its defaults are evaluated in a class that derives from it");
            return false;
        }
        return true;
    }

    void finish(Entry entry, CppEntry cpp, interface::MethodName const& meaning, Annotation const& annotation) {
        std::vector<interface::Segment> path;
        for (auto const& literal : meaning.literals)
            path.push_back({.is_parameter = false, .text = literal});
        if (!apply(annotation, entry, cpp.place, path)) return;
        std::vector<interface::Fault> faults;
        interface::bind_parameters(entry, path, model_.entries.size(), faults);
        model_.interface.entries.push_back(std::move(entry));
        model_.entries.push_back(std::move(cpp));
        report(faults);
    }

    bool apply(Annotation const& annotation, Entry& entry, Place const& place, std::vector<interface::Segment>& path) {
        bool const is_http = entry.kind == Entry::Kind::http;
        if (!is_http && (annotation.no_auth || annotation.binary || annotation.path)) {
            fault(place, "'" + entry.name + "' receives messages: no_auth, binary and path are for requests",
                  "keep timeout alone");
            return false;
        }
        entry.open = annotation.no_auth;
        entry.timeout = annotation.timeout;
        if (annotation.binary) {
            auto const& result = entry.result.of.empty() ? entry.result : entry.result.of[0];
            if (result.kind != Type::Kind::bytes && result.kind != Type::Kind::response) {
                fault(place,
                      "binary = \"" + *annotation.binary + "\" is for bytes, and '" + entry.name + "' returns " +
                          describe(entry.result),
                      "return coworks::Bytes");
                return false;
            }
            entry.media_type = *annotation.binary;
        }
        if (annotation.path) {
            auto parsed = interface::parse_path(*annotation.path);
            if (!parsed) {
                fault(place, parsed.error().message,
                      "a path is written like \"openapi.json\" or \"content/{id}/detail\"");
                return false;
            }
            path = std::move(*parsed);
        }
        return true;
    }

    bool read_parameter(Cursor const& parameter, Entry& entry, CppEntry& cpp, DocComment const& doc) {
        auto const type = parameter.type();
        auto const value = type.canonical().is_reference() ? type.canonical().pointee() : type;
        auto const default_text = initialiser_text(unit_, parameter);
        CppParameter p{.role = role_of(value),
                       .name = parameter.name(),
                       .type = value.key(),
                       .declared = type.canonical_spelling(),
                       .default_text = default_text.value_or(""),
                       .place = parameter.place()};
        if (p.name.empty()) p.place.length = std::max<std::size_t>(type.spelling().size(), 1);
        auto const method = "'" + cpp.method + "'";

        if (p.role == Role::request || p.role == Role::context || p.role == Role::message) {
            if (!check_special(p, entry, method)) return false;
            cpp.parameters.push_back(std::move(p));
            return true;
        }
        if (p.name.empty()) {
            fault(p.place, "a parameter of " + method + " has no name, and names are what callers use", "give it one");
            return false;
        }
        if (type.canonical().kind() == CXType_LValueReference && !type.canonical().pointee().is_const()) {
            fault(p.place,
                  "parameter '" + p.name + "' of " + method + " is a reference to something that it may change",
                  "take it by value or const&, and return what changed");
            return false;
        }
        if (default_text && default_text->empty()) {
            fault(p.place, "the default of '" + p.name + "' can't be read: its '=' comes out of a macro",
                  "write the '=' outside the macro");
            return false;
        }
        auto const found_doc = doc.parameters.find(p.name);
        Parameter bound{.name = p.name,
                        .type = {.kind = Type::Kind::json},
                        .required = !default_text,
                        .default_text = p.default_text,
                        .doc = found_doc == doc.parameters.end() ? std::string() : found_doc->second};
        if (p.role == Role::params) {
            bound.source = Source::rest;
            bound.required = false;
        } else {
            auto answer = types_.read(value, TypeReader::Use::parameter);
            if (!answer) {
                fault(p.place, "parameter '" + p.name + "' of " + method + ": " + answer.error().message,
                      answer.error().remedy);
                return false;
            }
            bound.required = bound.required && answer->kind != Type::Kind::optional;
            bound.type = std::move(*answer);
        }
        entry.parameters.push_back(std::move(bound));
        cpp.parameters.push_back(std::move(p));
        return true;
    }

    /// Requests belong to HTTP entries, messages to queues; contexts go everywhere.
    bool check_special(CppParameter const& p, Entry const& entry, std::string const& method) {
        bool const is_http = entry.kind == Entry::Kind::http;
        if (p.role == Role::request && !is_http) {
            fault(p.place, method + " receives messages: there is no request",
                  "take coworks::Context const& for ids and the deadline");
            return false;
        }
        if (p.role == Role::message && entry.kind != Entry::Kind::queue) {
            fault(p.place, method + " receives no message of a queue",
                  "take coworks::Message const& in on_<queue> alone");
            return false;
        }
        bool const is_const = p.declared.starts_with("const ") || p.declared == p.type;
        if (!is_const) {
            fault(p.place, "the " + p.type + " of " + method + " can't be changed here",
                  "take it as '" + p.type + " const&'");
            return false;
        }
        return true;
    }

    bool read_result(Cursor const& method, Entry& entry, Place const& place) {
        auto type = method.result_type().canonical();
        if (type.is_reference()) type = type.pointee();
        if (type.kind() == CXType_Void) return true;
        auto answer = types_.read(type, TypeReader::Use::result);
        if (!answer) {
            fault(place, "result of '" + entry.name + "': " + answer.error().message, answer.error().remedy);
            return false;
        }
        entry.result = std::move(*answer);
        return true;
    }

    std::string signature_of(Cursor const& method) const {
        std::string text;
        for (auto const& parameter : method.arguments()) {
            auto const [begin, end] = parameter.extent();
            if (!text.empty()) text += ", ";
            auto const written = on_one_line(unit_.contents(parameter.file()).substr(begin, end - begin));
            bool const from_macro = written.find(parameter.name()) == std::string::npos;
            text += from_macro ? parameter.type().spelling() + " " + parameter.name() : written;
        }
        return method.result_type().spelling() + " " + method.name() + "(" + text +
               (method.is_const() ? ") const" : ")");
    }

    TranslationUnit const& unit_;
    Cursor const& record_;
    TypeReader& types_;
    std::vector<Diagnostic>& diagnostics_;
    ClassModel model_{};
};

}  // namespace

ClassModel read_class(TranslationUnit const& unit, Cursor const& record, TypeReader& types,
                      std::vector<Diagnostic>& diagnostics) {
    return ClassReader(unit, record, types, diagnostics).read();
}

}  // namespace coworks::entries
