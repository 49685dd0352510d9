#include "asl/check/check.hpp"

#include <algorithm>
#include <map>

#include "asl/check/checker.hpp"
#include "asl/check/jackson.hpp"
#include "json/positions.hpp"

namespace coworks::asl {

namespace {

constexpr std::size_t kSourceShown = 500;  // bytes of the text that Jackson quotes

/// A text that is no JSON.
Finding json_finding(std::string_view text, JsonError const& error) {
    auto const [reason, offset] = jackson_reason(text, error);
    auto const position = position_of(text, offset);
    std::string source = "[Source: (String)\"" + std::string(text.substr(0, kSourceShown)) + "\"";
    if (text.size() > kSourceShown) {
        source += "[truncated " + std::to_string(text.size() - kSourceShown) + " chars]";
    }
    source += "; line: " + std::to_string(position.line) + ", column: " + std::to_string(position.column) + "]";
    return {.code = "INVALID_JSON_DESCRIPTION", .message = reason + "\n at " + source, .location = source};
}

Finding not_an_object() {
    return {.code = std::string(checking::kSchema), .message = "Definition must be a valid JSON object"};
}

}  // namespace

std::vector<Finding> validate(Json const& definition, ExecutionType type, Limits const& limits) {
    checking::Checker checker(type, limits);
    checker.definition(definition);
    return checker.take();
}

std::vector<Finding> validate_text(std::string_view text, ExecutionType type, Limits const& limits) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {not_an_object()};
    try {
        return validate(Json::parse(text), type, limits);
    } catch (JsonError const& error) {
        return {json_finding(text, error)};
    }
}

std::vector<Finding> validate_state(Json const& state, std::string_view name, QueryLanguage language,
                                    Limits const& limits) {
    checking::Checker checker(ExecutionType::standard, limits);
    checker.state(state, name, checking::Place{}.member("States").member(name), language, 0);
    return checker.take();
}

std::string invalid_definition_message(std::span<Finding const> findings) {
    std::string list;
    for (auto const& finding : findings) {
        if (finding.severity != Finding::Severity::error) continue;
        if (!list.empty()) list += ", ";
        list += finding.code + ": " + finding.message + " at " + (finding.location.empty() ? "null" : finding.location);
    }
    return list.empty() ? list : "Invalid State Machine Definition: '" + list + "'";
}

Json validation_response(std::span<Finding const> findings, Finding::Severity least, std::size_t results_max) {
    Json::ArrayBuilder diagnostics;
    bool failed = false;
    bool truncated = false;
    for (auto const& finding : findings) {
        bool const error = finding.severity == Finding::Severity::error;
        failed = failed || error;
        if (!error && least == Finding::Severity::error) continue;
        if (diagnostics.size() == results_max) {
            truncated = true;
            continue;
        }
        auto diagnostic = Json::object(
            {{"severity", error ? "ERROR" : "WARNING"}, {"code", finding.code}, {"message", finding.message}});
        if (!finding.location.empty()) diagnostic = std::move(diagnostic).with("location", finding.location);
        diagnostics.push_back(std::move(diagnostic));
    }
    return Json::object(
        {{"result", failed ? "FAIL" : "OK"}, {"diagnostics", diagnostics.finish()}, {"truncated", truncated}});
}

std::vector<Diagnostic> check(std::string_view text, std::string_view file, ExecutionType type, Limits const& limits) {
    auto const document = parse_with_positions(text, file);
    std::vector<Diagnostic> diagnostics = document.faults;
    bool const unreadable = std::ranges::any_of(
        diagnostics, [](Diagnostic const& fault) { return fault.severity == Diagnostic::Severity::error; });
    if (unreadable && document.value.is_null()) return diagnostics;
    for (auto& finding : validate(document.value, type, limits)) {
        auto const place = document.positions.find(finding.pointer);
        auto position = place.key.line != 0 ? place.key : place.value;
        if (finding.offset) {
            // Behind the opening quote; exact unless the text has escapes before the fault.
            position = place.value;
            position.column += 1 + *finding.offset;
        }
        diagnostics.push_back({.severity = finding.severity == Finding::Severity::error ? Diagnostic::Severity::error
                                                                                        : Diagnostic::Severity::warning,
                               .file = std::string(file),
                               .position = position,
                               .code = std::move(finding.code),
                               .message = std::move(finding.message),
                               .remedy = std::move(finding.remedy)});
    }
    std::multimap<SourcePosition, Diagnostic> in_order;
    for (auto& diagnostic : diagnostics)
        in_order.emplace(diagnostic.position, std::move(diagnostic));
    diagnostics.clear();
    for (auto& [position, diagnostic] : in_order)
        diagnostics.push_back(std::move(diagnostic));
    return diagnostics;
}

}  // namespace coworks::asl
