#pragma once

/// From C++ types to the types of an interface.

#include <map>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/diagnostic.hpp"
#include "entries/class_model.hpp"
#include "entries/translation_unit.hpp"

namespace coworks::entries {

/// Why a type can't be bound, and what to do about it.
struct Refusal {
    std::string message;
    std::string remedy{};
};

class TypeReader {
public:
    /// `converted` holds the keys of the types that have a pair of conversion functions.
    TypeReader(TranslationUnit const& unit, std::set<std::string> converted, std::vector<Diagnostic>& diagnostics);

    /// Where a type stands: some may be a parameter or a result alone.
    enum class Use : std::uint8_t {
        parameter,
        element,  ///< inside a list or optional that is a parameter: still may be a file
        result,
        member,  ///< of a structure, map or variant
    };

    /// The interface's form of a type. What is wrong with the members of a structure becomes diagnostics at those
    /// members; the refusal is about the type itself.
    tl::expected<interface::Type, Refusal> read(CppType const& type, Use use);

    /// Definitions of all structures, enumerations and converted types that were read, by qualified name.
    std::map<std::string, interface::TypeDefinition> const& definitions() const { return definitions_; }
    std::vector<CppStruct> const& structs() const { return structs_; }
    std::vector<CppEnum> const& enums() const { return enums_; }
    std::vector<std::string> const& used_conversions() const { return used_conversions_; }
    /// Specialisations of class templates that the header names but does not instantiate: their members are unknown
    /// until it is parsed again with these types' sizes asked for.
    std::set<std::string> const& incomplete() const { return incomplete_; }

private:
    using Answer = tl::expected<interface::Type, Refusal>;

    Answer read_builtin(CppType const& type);
    Answer read_enum(CppType const& type);
    Answer read_record(CppType const& type, Use use);
    Answer read_standard(std::string const& name, CppType const& type, Use use);
    Answer read_framework(std::string const& name, Use use);
    Answer read_converted(CppType const& type);
    Answer read_struct(CppType const& type);
    Answer read_wrapped(interface::Type::Kind kind, CppType const& item, Use use);
    Answer read_map(CppType const& type);
    Answer read_variant(CppType const& type);
    Answer read_with_status(CppType const& type, Use use);
    bool read_members(CppType const& type, std::string const& owner, CppStruct& cpp,
                      interface::TypeDefinition& definition);
    void read_member(Cursor const& field, Cursor const& written, std::string const& owner, CppStruct& cpp,
                     interface::TypeDefinition& definition);

    TranslationUnit const& unit_;
    std::set<std::string> converted_;
    std::vector<Diagnostic>& diagnostics_;
    std::map<std::string, interface::TypeDefinition> definitions_{};
    std::map<std::string, Refusal> refused_{};
    std::vector<CppStruct> structs_{};
    std::vector<CppEnum> enums_{};
    std::vector<std::string> used_conversions_{};
    std::set<std::string> incomplete_{};
};

/// Whether a type's name, as libclang spells it, is none that C++ could say.
bool is_unreachable(std::string const& type);

/// The initialiser of a parameter or member, as written behind `=` (or the braces alone), or nothing.
std::optional<std::string> initialiser_text(TranslationUnit const& unit, Cursor const& declaration);

}  // namespace coworks::entries
