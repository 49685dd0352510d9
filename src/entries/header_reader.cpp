#include "entries/header_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <numeric>
#include <tuple>

#include "entries/class_finder.hpp"
#include "entries/class_reader.hpp"
#include "entries/flags.hpp"
#include "entries/translation_unit.hpp"

namespace coworks::entries {
namespace {

using interface::Type;
using Definitions = std::map<std::string, interface::TypeDefinition>;

/// Adds the definitions that a type reaches.
void reach(Type const& type, Definitions const& all, Definitions& reached) {
    for (auto const& inner : type.of)
        reach(inner, all, reached);
    auto const found = all.find(type.name);
    if (type.name.empty() || found == all.end() || !reached.insert(*found).second) return;
    for (auto const& field : found->second.fields)
        reach(field.type, all, reached);
}

void add_reached_types(interface::Interface& interface, Definitions const& all) {
    for (auto const& entry : interface.entries) {
        for (auto const& parameter : entry.parameters)
            reach(parameter.type, all, interface.types);
        reach(entry.result, all, interface.types);
    }
}

bool is_missing_header(Diagnostic const& diagnostic) {
    return diagnostic.message.ends_with("file not found");
}

/// Code that makes the compiler complete these specialisations of class templates.
std::string completing(std::set<std::string> const& types) {
    std::string code = "namespace coworks_entries_probe {\n";
    for (auto const& type : types)
        code += "static_assert(sizeof(" + type + ") > 0);\n";
    return code + "}\n";
}

/// Puts diagnostics in the order of the source, the header's own first; notes stay behind what they are about.
std::vector<Diagnostic> sorted(std::vector<Diagnostic> diagnostics, std::string const& header) {
    std::vector<std::vector<Diagnostic>> groups;
    for (auto& diagnostic : diagnostics) {
        if (diagnostic.severity != Diagnostic::Severity::note || groups.empty()) groups.emplace_back();
        groups.back().push_back(std::move(diagnostic));
    }
    std::vector<std::size_t> order(groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) {
        auto const& first = groups[i][0];
        return std::tuple(first.file != header, first.file, first.position, i);
    });
    std::vector<Diagnostic> result;
    for (auto& group : groups)
        std::ranges::move(group, std::back_inserter(result));
    return result;
}

/// One reading after another until there is nothing to be learnt from a further one.
class HeaderReader {
public:
    HeaderReader(ClangApi const& api, ReadOptions const& options) : api_(api), options_(options) {
        flags_ = {"-x", "c++", "-DCOWORKS_READING_ENTRIES=1"};
        auto const given = reader_flags(options.flags);
        flags_.insert(flags_.end(), given.begin(), given.end());
        flags_.insert(flags_.end(), {"-w", "-ferror-limit=50"});
        for (auto const& folder : gcc_header_folders())
            flags_.insert(flags_.end(), {"-idirafter", folder});
    }

    Result<ReadResult> read() {
        auto unit = parse();
        if (!unit) return tl::unexpected(unit.error());
        auto errors = unit->errors();
        if (std::ranges::any_of(errors, is_missing_header) && add_compiler_folders()) {
            auto second = parse();
            if (!second) return tl::unexpected(second.error());
            // The compiler's folders help only if its headers are what was missing.
            auto second_errors = second->errors();
            if (second_errors.size() < errors.size()) {
                unit = std::move(second);
                errors = std::move(second_errors);
            }
        }
        ReadResult result{.diagnostics = std::move(errors), .dependencies = unit->dependencies()};
        if (!result.diagnostics.empty()) return result;
        return read_model(std::move(*unit), std::move(result));
    }

private:
    Result<TranslationUnit> parse(std::string const& more = {}) {
        return TranslationUnit::parse(api_, options_.header, flags_, more);
    }

    bool add_compiler_folders() {
        auto const folders = compiler_header_folders(options_.compiler);
        for (auto const& folder : folders)
            flags_.insert(flags_.end(), {"-isystem", folder});
        return !folders.empty();
    }

    Result<ReadResult> read_model(TranslationUnit unit, ReadResult result) {
        // A specialisation may name others that are incomplete in turn; each reading completes one level.
        constexpr int kLevelsMax = 8;
        std::set<std::string> completed;
        for (int level = 0; level < kLevelsMax; ++level) {
            result.diagnostics.clear();
            auto const incomplete = read_once(unit, result);
            if (incomplete.empty()) {
                result.diagnostics = sorted(std::move(result.diagnostics), options_.header);
                return result;
            }
            completed.insert(incomplete.begin(), incomplete.end());
            if (level == 0) flags_.emplace_back("-fno-access-control");
            auto again = parse(completing(completed));
            if (!again) return tl::unexpected(again.error());
            if (auto errors = again->errors(); !errors.empty()) {
                result.diagnostics = std::move(errors);
                return result;
            }
            unit = std::move(*again);
        }
        return fail("types_too_deep", "the types of this header nest class templates too deeply", options_.header);
    }

    /// Reads the model; returns the class templates' specialisations that were not complete.
    std::set<std::string> read_once(TranslationUnit const& unit, ReadResult& result) {
        auto& model = result.model;
        model = {};
        auto const found = find_classes(unit, result.diagnostics);
        TypeReader types(unit, found.converted, result.diagnostics);
        if (found.service) {
            model.service = read_class(unit, *found.service, types, result.diagnostics);
            model.service.interface.name =
                options_.service.empty() ? std::filesystem::path(options_.header).stem().string() : options_.service;
            check_constructible(unit, *found.service, result.diagnostics);
        }
        for (auto const& record : found.blueprints) {
            model.blueprints.push_back(read_class(unit, record, types, result.diagnostics));
        }
        add_reached_types(model.service.interface, types.definitions());
        for (auto& blueprint : model.blueprints)
            add_reached_types(blueprint.interface, types.definitions());
        model.definitions = types.definitions();
        model.structs = types.structs();
        model.enums = types.enums();
        model.converted = types.used_conversions();
        return types.incomplete();
    }

    static void check_constructible(TranslationUnit const& unit, Cursor const& record,
                                    std::vector<Diagnostic>& diagnostics) {
        if (record.is_abstract()) {
            diagnostics.push_back(unit.at(
                record.place(), "'" + record.name() + "' has pure virtual functions, so there can be no such service",
                "define them"));
        }
        bool has_constructor = false;
        bool has_default = false;
        for (auto const& child : record.children()) {
            if (child.kind() != CXCursor_Constructor) continue;
            has_constructor = true;
            has_default = has_default || (child.is_default_constructor() && child.is_public());
        }
        if (has_constructor && !has_default) {
            diagnostics.push_back(unit.at(record.place(),
                                          "'" + record.name() + "' has no public constructor without arguments",
                                          "add one: the worker makes the one object of the service itself"));
        }
    }

    ClangApi const& api_;
    ReadOptions const& options_;
    std::vector<std::string> flags_{};
};

}  // namespace

Result<ReadResult> read_header(ClangApi const& api, ReadOptions const& options) {
    if (auto text = read_file(options.header); !text) return tl::unexpected(text.error());
    return HeaderReader(api, options).read();
}

}  // namespace coworks::entries
