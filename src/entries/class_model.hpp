#pragma once

/// What the reader knows of a header: the interface of its service, and what generated code needs beside it.

#include <map>
#include <string>
#include <vector>

#include "entries/cursor.hpp"
#include "interface/model.hpp"

namespace coworks::entries {

/// A parameter of a method as C++ declares it.
struct CppParameter {
    enum class Role : std::uint8_t { bound, params, request, context, message };

    Role role = Role::bound;
    std::string name{};
    std::string type{};          ///< of the value, canonical and unqualified: "std::vector<shop::Order>"
    std::string declared{};      ///< with const and reference: "const std::vector<shop::Order> &"
    std::string default_text{};  ///< as written
    Place place{};
};

/// What generated code calls for the interface's entry of the same index.
struct CppEntry {
    std::string method;
    std::string declaring_class;  ///< qualified
    std::string declaring_space;  ///< its namespace, empty for the global one
    std::string result_type;      ///< canonical
    bool is_overloaded = false;   ///< its declaring class has another function of that name
    std::string qualifiers{};     ///< " const", " &", both or none: part of the exact type
    std::vector<CppParameter> parameters{};
    Place place{};
};

/// A class with entries: the service, or a blueprint.
struct ClassModel {
    interface::Interface interface;
    std::string class_name{};  ///< qualified
    std::string space{};       ///< its namespace, empty for the global one
    bool is_struct = false;    ///< declared with that word
    bool is_final = false;
    std::vector<CppEntry> entries{};
    Place place{};
};

/// A structure's members in the order of its JSON form, those of bases first.
struct CppStruct {
    struct Member {
        std::string name;
        std::string owner;  ///< the struct or base that declares it
        std::string type;   ///< canonical
    };

    std::string name;  ///< qualified, canonical
    std::vector<Member> members{};
};

struct CppEnum {
    std::string name;
    bool is_scoped = true;
    std::vector<std::string> enumerators{};
};

struct HeaderModel {
    ClassModel service;
    std::vector<ClassModel> blueprints{};
    std::vector<CppStruct> structs{};  ///< what a struct is made of stands before it, but for cycles
    std::map<std::string, interface::TypeDefinition> definitions{};  ///< of all types, by name
    std::vector<CppEnum> enums{};
    std::vector<std::string> converted{};  ///< types with a pair of conversion functions
};

}  // namespace coworks::entries
