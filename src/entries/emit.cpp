#include "entries/emit.hpp"

#include <algorithm>

namespace coworks::entries {
namespace {

using Role = CppParameter::Role;

constexpr char const* kNote = "// Written by cws-entries; changes are lost.\n";

/// A raw string literal, with a delimiter that the text does not contain.
std::string raw_literal(std::string const& text) {
    std::string delimiter = "json";
    while (text.find(")" + delimiter + "\"") != std::string::npos)
        delimiter += '_';
    return "R\"" + delimiter + "(" + text + ")" + delimiter + "\"";
}

/// The text of an #include directive, which knows no escapes.
std::string include_of(std::string const& header) {
    return "#include \"" + header + "\"\n";
}

/// The type that holds a parameter's value until the call: a view needs something that owns its text.
std::string storage_of(std::string const& type) {
    return type == "std::string_view" ? "std::string" : type;
}

bool is_in_interface(CppParameter const& parameter) {
    return parameter.role == Role::bound || parameter.role == Role::params;
}

std::string unqualified(std::string const& name) {
    auto const colon = name.rfind("::");
    return colon == std::string::npos ? name : name.substr(colon + 2);
}

std::string joined(std::vector<std::string> const& items, std::string_view between) {
    std::string text;
    for (auto const& item : items) {
        if (!text.empty()) text += between;
        text += item;
    }
    return text;
}

/// The code for one class: its default values, a function for each entry, and its binding.
class ClassEmitter {
public:
    ClassEmitter(ClassModel const& model, std::string number) : model_(model), number_(std::move(number)) {}

    /// Default values, evaluated in classes that derive from those that declare the methods, in their namespaces: there
    /// they see every name that they see in the declaration, also private ones.
    std::string defaults() const {
        std::vector<std::pair<CppEntry const*, std::string>> classes;
        for (std::size_t i = 0; i < model_.entries.size(); ++i) {
            auto const& entry = model_.entries[i];
            for (auto const& parameter : entry.parameters) {
                if (parameter.default_text.empty()) continue;
                auto const same = [&](auto const& other) {
                    return other.first->declaring_class == entry.declaring_class;
                };
                auto place = std::ranges::find_if(classes, same);
                if (place == classes.end()) place = classes.insert(place, {&entry, {}});
                place->second += default_function(i, parameter);
            }
        }
        std::string text;
        for (auto const& [entry, functions] : classes)
            text += defaults_of(*entry, functions);
        return text;
    }

    std::string functions() const {
        std::string text;
        for (std::size_t i = 0; i < model_.entries.size(); ++i)
            text += function(i);
        return text;
    }

    /// The table of the functions, and what else the dispatcher wants to know.
    std::string tables() const {
        std::string entries;
        std::string defaults;
        for (std::size_t i = 0; i < model_.entries.size(); ++i) {
            entries += "    {&" + function_name(i) + "},\n";
            std::size_t index = 0;
            for (auto const& parameter : model_.entries[i].parameters) {
                if (!parameter.default_text.empty()) {
                    defaults += "    {" + std::to_string(i) + ", " + std::to_string(index) +
                                ", [] { return coworks::detail::write(" + default_call(i, parameter) + "()); }},\n";
                }
                if (is_in_interface(parameter)) ++index;
            }
        }
        return table("EntryBinding", "kEntries", entries) + table("DefaultBinding", "kDefaults", defaults);
    }

    std::string binding(bool is_service) const {
        std::string text = "template <>\n";
        // Two services in one test program may have the same blueprint.
        if (!is_service) text += "__attribute__((weak)) ";
        text += "coworks::detail::ClassBinding const& coworks::detail::binding_of<" + alias() + ">() {\n";
        text += "    static ClassBinding const binding{kInterface" + number_ + ", kEntries" + number_ + ", kDefaults" +
                number_ + ", kStructures, ";
        text += is_service ? "[]() -> std::unique_ptr<EntryOwner> { return std::make_unique<" + alias() + ">(); }"
                           : "nullptr";
        text += "};\n";
        return text + "    return binding;\n}\n\n";
    }

    std::string interface() const {
        return "constexpr char const* kInterface" + number_ + " = " +
               raw_literal(to_json(model_.interface).dump({.indent = 1})) + ";\n\n";
    }

    /// A name of our own for the class, which means the same inside the templates' namespace as outside.
    std::string alias() const { return "Class" + number_; }
    std::string alias_declaration() const { return "using " + alias() + " = " + model_.class_name + ";\n"; }

private:
    std::string table(std::string const& type, std::string const& name, std::string const& rows) const {
        if (rows.empty()) return "constexpr std::span<coworks::detail::" + type + " const> " + name + number_ + ";\n";
        return "constexpr coworks::detail::" + type + " " + name + number_ + "[] = {\n" + rows + "};\n";
    }

    std::string defaults_class(CppEntry const& entry) const {
        return unqualified(entry.declaring_class) + "EntryDefaults" + number_;
    }

    std::string defaults_of(CppEntry const& entry, std::string const& functions) const {
        auto const text = "namespace {\nstruct " + defaults_class(entry) + " : " + unqualified(entry.declaring_class) +
                          " {\n" + functions + "};\n}  // namespace\n";
        auto const& space = entry.declaring_space;
        if (space.empty()) return text + "\n";
        return "namespace " + space + " {\n" + text + "}  // namespace " + space + "\n\n";
    }

    static std::string default_function(std::size_t entry, CppParameter const& parameter) {
        bool const is_view = parameter.type == "std::string_view";
        auto const value = is_view ? "coworks::detail::owned(" + parameter.default_text + ")" : parameter.default_text;
        return "    static " + storage_of(parameter.type) + " " + default_name(entry, parameter) + "() { return " +
               value + "; }\n";
    }

    static std::string default_name(std::size_t entry, CppParameter const& parameter) {
        return "entry" + std::to_string(entry) + "_" + parameter.name;
    }

    std::string default_call(std::size_t index, CppParameter const& parameter) const {
        auto const& entry = model_.entries[index];
        auto const space = entry.declaring_space.empty() ? "" : entry.declaring_space + "::";
        return space + defaults_class(entry) + "::" + default_name(index, parameter);
    }

    std::string function_name(std::size_t entry) const {
        return "call" + number_ + "_" + std::to_string(entry) + "_" + model_.entries[entry].method;
    }

    std::string function(std::size_t index) const {
        auto const& entry = model_.entries[index];
        auto text =
            "void " + function_name(index) + "(coworks::detail::EntryOwner& owner, coworks::detail::Call& call) {\n";
        text += "    auto& self = static_cast<" + model_.class_name + "&>(owner);\n";
        std::vector<std::string> arguments;
        std::size_t place = 0;
        for (auto const& parameter : entry.parameters) {
            if (!is_in_interface(parameter)) {
                arguments.push_back("call." + std::string(accessor(parameter.role)) + "()");
                continue;
            }
            auto const variable = parameter.name + "_";
            auto const number = std::to_string(place++);
            text += "    auto " + variable + " = " + taken(parameter, index, number) + ";\n";
            arguments.push_back((parameter.role == Role::params ? "std::move(" : "std::move(*") + variable + ")");
        }
        text += "    call.check();\n";
        auto const called = callee(entry) + "(" + joined(arguments, ", ") + ")";
        if (entry.result_type == "void") {
            text += "    " + called + ";\n    call.give_nothing();\n";
        } else {
            text += "    call.give(" + called + ");\n";
        }
        return text + "}\n\n";
    }

    static std::string_view accessor(Role role) {
        return role == Role::request ? "request" : role == Role::context ? "context" : "message";
    }

    std::string taken(CppParameter const& parameter, std::size_t entry, std::string const& number) const {
        if (parameter.role == Role::params) return "call.rest(" + number + ")";
        auto const type = storage_of(parameter.type);
        if (parameter.default_text.empty()) return "call.take<" + type + ">(" + number + ")";
        return "call.take_or<" + type + ">(" + number + ", &" + default_call(entry, parameter) + ")";
    }

    /// The method, through the class that declares it (a base's overload may be hidden by the class's own), and by its
    /// exact type where there are several of that name.
    std::string callee(CppEntry const& entry) const {
        auto const object =
            entry.declaring_class == model_.class_name ? "self" : "static_cast<" + entry.declaring_class + "&>(self)";
        if (!entry.is_overloaded) return object + "." + entry.method;
        std::vector<std::string> types;
        for (auto const& parameter : entry.parameters)
            types.push_back(parameter.declared);
        return "(" + object + ".*static_cast<" + entry.result_type + " (" + entry.declaring_class + "::*)(" +
               joined(types, ", ") + ")" + entry.qualifiers + ">(&" + entry.declaring_class + "::" + entry.method +
               "))";
    }

    ClassModel const& model_;
    std::string number_;
};

std::string emit_aliases(HeaderModel const& model, std::vector<ClassEmitter> const& classes) {
    std::string text = "namespace {\n";
    for (auto const& emitter : classes)
        text += emitter.alias_declaration();
    for (std::size_t i = 0; i < model.enums.size(); ++i) {
        text += "using Enumeration" + std::to_string(i) + " = " + model.enums[i].name + ";\n";
    }
    for (std::size_t i = 0; i < model.structs.size(); ++i) {
        text += "using Structure" + std::to_string(i) + " = " + model.structs[i].name + ";\n";
    }
    return text + "}  // namespace\n\n";
}

std::string emit_enum(CppEnum const& type, std::size_t number) {
    auto const alias = "Enumeration" + std::to_string(number);
    auto text = "template <>\nstruct coworks::detail::Enumeration<" + alias + "> {\n";
    text += "    static constexpr std::pair<std::string_view, " + alias + "> kValues[] = {\n";
    for (auto const& name : type.enumerators)
        text += "        {\"" + name + "\", " + alias + "::" + name + "},\n";
    return text + "    };\n};\n\n";
}

std::string emit_struct(CppStruct const& type, interface::TypeDefinition const& definition, std::size_t number) {
    auto const alias = "Structure" + std::to_string(number);
    auto text = "template <>\nstruct coworks::detail::Structure<" + alias +
                "> {\n    static auto members() {\n        return std::tuple{\n";
    for (std::size_t i = 0; i < type.members.size(); ++i) {
        auto const& name = type.members[i].name;
        text += "            Member{\"" + name + "\", &" + alias + "::" + name + ", " +
                (definition.fields[i].required ? "true" : "false") + "},\n";
    }
    return text + "        };\n    }\n};\n\n";
}

/// The structures whose members have defaults: these are read off an object that has just been made.
std::string emit_structures(std::vector<CppStruct> const& structs) {
    if (structs.empty()) return "constexpr std::span<coworks::detail::StructureBinding const> kStructures;\n\n";
    std::string text = "constexpr coworks::detail::StructureBinding kStructures[] = {\n";
    for (std::size_t i = 0; i < structs.size(); ++i) {
        text += "    {\"" + structs[i].name + "\", [] { return coworks::detail::write(Structure" + std::to_string(i) +
                "{}); }},\n";
    }
    return text + "};\n\n";
}

}  // namespace

std::string emit_binding(HeaderModel const& model, std::string const& header) {
    std::string text = kNote + include_of(header) + "\n#include <coworks/detail/binding.hpp>\n\n";
    std::vector<ClassEmitter> classes{{model.service, ""}};
    for (std::size_t i = 0; i < model.blueprints.size(); ++i)
        classes.emplace_back(model.blueprints[i], std::to_string(i + 1));
    for (auto const& emitter : classes)
        text += emitter.defaults();

    text += emit_aliases(model, classes);
    for (std::size_t i = 0; i < model.enums.size(); ++i)
        text += emit_enum(model.enums[i], i);
    for (std::size_t i = 0; i < model.structs.size(); ++i) {
        text += emit_struct(model.structs[i], model.definitions.at(model.structs[i].name), i);
    }
    text += "namespace {\n";
    text += emit_structures(model.structs);
    for (auto const& emitter : classes)
        text += emitter.functions() + emitter.tables() + emitter.interface();
    text += "}  // namespace\n\n";
    for (std::size_t i = 0; i < classes.size(); ++i)
        text += classes[i].binding(i == 0);
    return text;
}

std::string emit_main(ClassModel const& service) {
    auto const declaration = (service.is_struct ? "struct " : "class ") + unqualified(service.class_name) + ";";
    auto const scoped =
        service.space.empty() ? declaration : "namespace " + service.space + " {\n" + declaration + "\n}";
    return std::string(kNote) + "#include <coworks/detail/serve.hpp>\n\n" + scoped +
           "\n\nint main(int argc, char** argv) {\n"
           "    return coworks::detail::serve(argc, argv, coworks::detail::binding_of<" +
           service.class_name + ">());\n}\n";
}

}  // namespace coworks::entries
