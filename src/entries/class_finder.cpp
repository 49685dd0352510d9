#include "entries/class_finder.hpp"

#include <algorithm>

namespace coworks::entries {
namespace {

enum class Path : std::uint8_t { none, hidden, open };

/// How a class derives from the one of that name: not at all, through a base that is not public, or openly.
Path derives(Cursor const& record, std::string_view from) {
    auto best = Path::none;
    for (auto const& [specifier, base] : bases_of(record)) {
        if (!base) continue;
        auto path = base.qualified_name() == from ? Path::open : derives(base, from);
        if (path == Path::open && !specifier.is_public()) path = Path::hidden;
        best = std::max(best, path);
    }
    return best;
}

bool derives_from_class(Cursor const& record, Cursor const& from) {
    return std::ranges::any_of(bases_of(record), [&](Base const& base) {
        return base.record && (base.record == from || derives_from_class(base.record, from));
    });
}

/// Type of the value that a conversion function is about: `Json to_json(T const&)`, `T from_json(Json const&,
/// std::type_identity<T>)` or `void from_json(Json const&, T&)`. A from_json of one argument would not be found:
/// nothing in its arguments leads to the namespace of T.
std::string converted_type(Cursor const& function) {
    auto const plain = [](CppType type) { return type.is_reference() ? type.pointee().key() : type.key(); };
    auto const arguments = function.arguments();
    if (function.name() == "to_json") return arguments.size() == 1 ? plain(arguments[0].type()) : std::string();
    if (arguments.size() != 2) return {};
    auto const result = function.result_type().canonical();
    return result.kind() == CXType_Void ? plain(arguments[1].type()) : plain(result);
}

/// Walks namespaces and classes and collects what may matter.
class Finder {
public:
    explicit Finder(TranslationUnit const& unit) : unit_(unit) {}

    void walk(Cursor const& scope) {
        for (auto const& cursor : scope.children())
            visit(cursor);
    }

    std::vector<Cursor> services{};         ///< in the header, by an open path
    std::vector<Cursor> hidden_services{};  ///< in the header, by a path that is not public
    std::vector<Cursor> blueprints{};
    std::set<std::string> readable{};
    std::set<std::string> writable{};

private:
    void visit(Cursor const& cursor) {
        switch (cursor.kind()) {
            case CXCursor_Namespace:
                if (cursor.name() != "std" && cursor.name() != "__gnu_cxx") walk(cursor);
                break;
            case CXCursor_LinkageSpec:
                walk(cursor);
                break;
            case CXCursor_FunctionDecl:
                add_conversion(cursor);
                break;
            case CXCursor_FriendDecl:
                walk(cursor);
                break;
            case CXCursor_StructDecl:
            case CXCursor_ClassDecl:
                if (cursor.is_definition()) add_class(cursor);
                break;
            default:
                break;
        }
    }

    void add_conversion(Cursor const& function) {
        auto const name = function.name();
        if (name == "to_json") writable.insert(converted_type(function));
        if (name == "from_json") readable.insert(converted_type(function));
    }

    void add_class(Cursor const& record) {
        if (!record.is_in_system_header() && !is_framework_class(record)) {
            if (unit_.in_header(record)) {
                auto const path = derives(record, kServiceBase);
                if (path == Path::open) services.push_back(record);
                if (path == Path::hidden) hidden_services.push_back(record);
            }
            bool const predefined = record.parent().qualified_name() == "coworks";
            if (!predefined && derives(record, kBlueprintBase) == Path::open) {
                blueprints.push_back(record);
            }
        }
        walk(record);
    }

    TranslationUnit const& unit_;
};

/// The services that no other one derives from.
std::vector<Cursor> most_derived(std::vector<Cursor> const& classes) {
    std::vector<Cursor> result;
    for (auto const& candidate : classes) {
        auto const is_base = [&](Cursor const& other) { return derives_from_class(other, candidate); };
        if (std::ranges::none_of(classes, is_base)) result.push_back(candidate);
    }
    return result;
}

}  // namespace

std::vector<Base> bases_of(Cursor const& record) {
    std::vector<Base> bases;
    for (auto const& child : record.children()) {
        if (child.kind() == CXCursor_CXXBaseSpecifier) {
            bases.push_back({child, child.type().canonical().declaration().definition()});
        }
    }
    return bases;
}

bool is_framework_class(Cursor const& record) {
    auto const name = record.qualified_name();
    return name == kServiceBase || name == kBlueprintBase;
}

FoundClasses find_classes(TranslationUnit const& unit, std::vector<Diagnostic>& diagnostics) {
    Finder finder(unit);
    finder.walk(unit.root());

    FoundClasses found{.blueprints = std::move(finder.blueprints)};
    std::ranges::set_intersection(finder.readable, finder.writable,
                                  std::inserter(found.converted, found.converted.end()));
    found.converted.erase("");

    auto const services = most_derived(finder.services);
    if (services.size() == 1) {
        found.service = services[0];
    } else if (services.size() > 1) {
        auto const names = "'" + services[0].qualified_name() + "' and '" + services[1].qualified_name() + "'";
        diagnostics.push_back(unit.at(services[1].place(), "two services in one header: " + names,
                                      "put each into a header of its own: a service is one program"));
        diagnostics.push_back(unit.at(services[0].place(), "the other one is here"));
        diagnostics.back().severity = Diagnostic::Severity::note;
    } else if (!finder.hidden_services.empty()) {
        auto const& record = finder.hidden_services[0];
        diagnostics.push_back(
            unit.at(record.place(), "'" + record.name() + "' derives from coworks::TechMicroservice, but not publicly",
                    "write 'public coworks::TechMicroservice'"));
    } else {
        diagnostics.push_back(unit.at({.file = unit.header_path()},
                                      "no class of this header derives from coworks::TechMicroservice",
                                      "a service is 'class Name : public coworks::TechMicroservice { public: … };'"));
    }
    return found;
}

}  // namespace coworks::entries
