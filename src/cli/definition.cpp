#include "cli/definition.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/in_order.hpp"
#include "base/text.hpp"
#include "yaml/older.hpp"
#include "yaml/within.hpp"
#include "yaml/yaml.hpp"

namespace coworks::cli {
namespace {

bool is_error(Diagnostic const& fault) {
    return fault.severity == Diagnostic::Severity::error;
}

/// UTF-16 and UTF-32 begin with a byte order mark (RFC 8259 section 8.1 wants UTF-8).
bool is_wide(std::string_view text) {
    return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") ||
           text.starts_with(std::string_view("\0\0\xfe\xff", 4));
}

/// The places of text values that hold a placeholder nobody replaced: what is wrong with such a value can't be told.
class Unresolved {
public:
    void see(Json const& value, std::string const& pointer, Positions const& positions) {
        if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                see(value[i], pointer_to(pointer, i), positions);
        } else if (value.is_object()) {
            for (auto const& member : value.members())
                see(member.value, pointer_to(pointer, member.name()), positions);
        } else if (value.is_string() && project::has_placeholder(value.as_string())) {
            auto const place = positions.find(pointer);
            spans_.push_back({.key = place.key, .begin = place.value, .columns = code_points(value.as_string()) + 2});
        }
    }

    bool holds(SourcePosition position) const {
        return std::ranges::any_of(spans_, [&](Span const& span) {
            bool const inside = position.line == span.begin.line && position.column >= span.begin.column &&
                                position.column < span.begin.column + span.columns;
            return inside || position == span.key;
        });
    }

private:
    struct Span {
        SourcePosition key;
        SourcePosition begin;
        std::size_t columns;
    };
    std::vector<Span> spans_;
};

/// The text in its notation. YAML's own faults are added to those of the document.
PositionedJson read_notation(std::string const& text, DefinitionRules const& rules) {
    if (rules.notation == project::Notation::json) return asl::read_json(text, rules.shown);
    PositionedJson document = yaml::parse(text, rules.shown);
    if (document.faults.empty()) document.faults = yaml::older_readings(document, text, rules.shown);
    return document;
}

asl::FindWithin finder(std::string const& text, project::Notation notation) {
    if (notation == project::Notation::json) return asl::find_within_json(text);
    return [within = yaml::Within(text)](SourcePosition value, std::string_view read, std::size_t offset) mutable {
        return within.find(value, read, offset);
    };
}

/// Where the text broke, a placeholder may be to blame: `"MaxConcurrency": ${Most}` is no JSON.
void blame_placeholder(Diagnostic& fault, std::vector<Diagnostic> const& unknown) {
    for (Diagnostic const& each : unknown) {
        if (each.position.line == fault.position.line && fault.remedy.empty())
            fault.remedy = "a placeholder stands in this line; " + each.remedy;
    }
}

}  // namespace

CheckedDefinition check_definition(std::string source, DefinitionRules const& rules) {
    CheckedDefinition out;
    out.source = std::move(source);
    constexpr std::string_view kMark = "\xef\xbb\xbf";
    if (out.source.starts_with(kMark)) out.source.erase(0, kMark.size());
    if (is_wide(out.source)) {
        out.faults.push_back({.file = rules.shown,
                              .position = {1, 1},
                              .code = "invalid-utf8",
                              .message = "the text is UTF-16 or UTF-32, as its byte order mark says",
                              .remedy = "save the file as UTF-8"});
        return out;
    }
    project::Substitution const substituted(out.source, rules.shown, rules.placeholders, rules.unknown);
    out.faults = substituted.faults();
    out.document = read_notation(substituted.text(), rules);
    Unresolved unresolved;
    if (!substituted.faults().empty()) unresolved.see(out.document.value, "", out.document.positions);
    asl::Source const read{
        .document = out.document, .file = rules.shown, .within = finder(substituted.text(), rules.notation)};
    bool const broken = out.document.value.is_null() && !out.document.faults.empty();
    for (Diagnostic fault :
         asl::check(read, rules.express ? asl::ExecutionType::express : asl::ExecutionType::standard, rules.more)) {
        if (!broken && unresolved.holds(fault.position)) continue;
        // An empty text has no place of its own.
        fault.position = fault.position.line == 0 ? SourcePosition{1, 1} : substituted.in_source(fault.position);
        if (broken) blame_placeholder(fault, substituted.faults());
        out.faults.push_back(std::move(fault));
    }
    sort_by_place(out.faults);
    out.ok = std::ranges::none_of(out.faults, is_error);
    if (!broken)
        out.definition = rules.notation == project::Notation::json ? substituted.text() : out.document.value.dump();
    return out;
}

project::Notation notation_of(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    bool const json =
        first == std::string_view::npos || std::string_view("{[\"").find(text[first]) != std::string_view::npos;
    // Every definition has its states, and every single state its type.
    bool const yaml = text.starts_with("States:") || text.starts_with("Type:") ||
                      text.find("\nStates:") != std::string_view::npos ||
                      text.find("\nType:") != std::string_view::npos;
    return !json && yaml ? project::Notation::yaml : project::Notation::json;
}

}  // namespace coworks::cli
