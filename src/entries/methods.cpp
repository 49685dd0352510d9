#include "entries/methods.hpp"

#include <algorithm>
#include <set>

#include "entries/class_finder.hpp"
#include "interface/names.hpp"

namespace coworks::entries {
namespace {

constexpr std::string_view kAnnotationPrefix = "coworks:";

std::string key_of(Cursor const& method) {
    auto key = method.name() + "(";
    for (auto const& argument : method.arguments())
        key += argument.type().key() + ",";
    return key + (method.is_const() ? ") const" : ")");
}

bool is_entry_name(std::string const& name) {
    return interface::parse_method_name(name).meaning == interface::MethodName::Meaning::entry;
}

class Collector {
public:
    Collector(TranslationUnit const& unit, std::vector<Diagnostic>& diagnostics)
        : unit_(unit), diagnostics_(diagnostics) {}

    void collect(Cursor const& record) {
        if (!seen_.insert(record.qualified_name()).second) return;
        for (auto const& [specifier, base] : bases_of(record))
            collect_base(specifier, base);
        for (auto const& child : record.children()) {
            if (child.kind() == CXCursor_CXXMethod) add(child, record);
            if (child.kind() == CXCursor_FunctionTemplate && annotation_of(child)) {
                diagnostics_.push_back(unit_.at(child.place(),
                                                "'" + child.name() + "' is a template, which is no entry",
                                                "write one method for each type, or remove COWORKS_ENTRY"));
            }
        }
    }

    Methods methods{};

private:
    void collect_base(Cursor const& specifier, Cursor const& base) {
        auto const declaration = specifier.type().canonical().declaration();
        if (auto const tmpl = declaration.specialized_template()) {
            refuse_entries_of(tmpl, specifier);
        } else if (base && !is_framework_class(base) && !base.is_in_system_header() && specifier.is_public()) {
            collect(base);
        }
    }

    /// libclang does not show the members of a specialisation.
    void refuse_entries_of(Cursor const& tmpl, Cursor const& specifier) {
        if (tmpl.is_in_system_header()) return;
        for (auto const& child : tmpl.children()) {
            if (child.kind() == CXCursor_CXXMethod && child.is_public() && is_entry_name(child.name())) {
                diagnostics_.push_back(unit_.at(
                    specifier.place(),
                    "the base '" + tmpl.name() + "' is a template, and its '" + child.name() + "' would be an entry",
                    "move the entries to a class that is no template, or make them protected"));
                return;
            }
        }
    }

    void add(Cursor const& method, Cursor const& owner) {
        auto const key = key_of(method);
        std::erase_if(methods.callable, [&](Method const& inherited) { return inherited.key == key; });
        auto const name = method.name();
        if (name == "token_authorizer") methods.has_authorizer = true;
        if (name == "before_request" || name == "after_request" || name == "handle_exception") methods.has_hooks = true;
        if (method.is_public() && !method.is_static() && !unit_.is_deleted(method)) {
            methods.callable.push_back({method, owner, key});
        } else if (annotation_of(method)) {
            diagnostics_.push_back(unit_.at(
                method.place(), "'" + method.name() + "' is no entry: entries are public, not static and not deleted",
                "make it public, or remove COWORKS_ENTRY"));
        }
    }

    TranslationUnit const& unit_;
    std::vector<Diagnostic>& diagnostics_;
    std::set<std::string> seen_{};
};

}  // namespace

std::optional<std::string> annotation_of(Cursor const& declaration) {
    for (auto const& child : declaration.children()) {
        if (child.kind() != CXCursor_AnnotateAttr) continue;
        if (auto const text = child.name(); text.starts_with(kAnnotationPrefix))
            return text.substr(kAnnotationPrefix.size());
    }
    return std::nullopt;
}

Methods methods_of(TranslationUnit const& unit, Cursor const& record, std::vector<Diagnostic>& diagnostics) {
    Collector collector(unit, diagnostics);
    collector.collect(record);
    return std::move(collector.methods);
}

}  // namespace coworks::entries
