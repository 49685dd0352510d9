#pragma once

/// The validator: everything that is wrong with a definition at once, in the codes and words of AWS.

#include <coworks/json.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"
#include "base/diagnostic.hpp"
#include "json/positions.hpp"

namespace coworks::asl {

/// Something wrong with a definition, as ValidateStateMachineDefinition reports it.
struct Finding {
    /// Advice is our own: the service accepts it without a word, and is not asked to repeat it.
    enum class Severity : std::uint8_t { error, warning, advice };

    Severity severity = Severity::error;
    std::string code;      ///< "SCHEMA_VALIDATION_FAILED", "MISSING_TRANSITION_TARGET", …
    std::string message;   ///< AWS' words
    std::string location;  ///< AWS' place: "/States/A/Choices[0]/Next"; empty where AWS names none
    std::string pointer;   ///< the same place as a JSON pointer (RFC 6901)
    std::string remedy{};  ///< ours: what to do about it; may be empty
    /// Where in the text value at `pointer` the fault is (a byte), if it is within a path or an expression.
    std::optional<std::size_t> offset{};
};

/// Checks a definition: the fields of every state, paths and expressions in them, transitions. Pure; bounded by
/// `limits` whatever the definition holds.
std::vector<Finding> validate(Json const& definition, ExecutionType type = ExecutionType::standard,
                              Limits const& limits = {});
/// The same for a text that may not even be JSON.
std::vector<Finding> validate_text(std::string_view text, ExecutionType type = ExecutionType::standard,
                                   Limits const& limits = {});
/// Checks one state by itself, as TestState does: transitions may lead anywhere. `language` is the machine's.
std::vector<Finding> validate_state(Json const& state, std::string_view name,
                                    QueryLanguage language = QueryLanguage::jsonpath, Limits const& limits = {});

/// The message of the exception InvalidDefinition for the errors among the findings; empty if there is none:
/// "Invalid State Machine Definition: 'CODE: message at /States/…, …'".
std::string invalid_definition_message(std::span<Finding const> findings);
/// The response of ValidateStateMachineDefinition: result, diagnostics, truncated. Warnings are part of it if asked
/// for; AWS gives at most `results_max` diagnostics (API reference: 100).
Json validation_response(std::span<Finding const> findings, Finding::Severity least = Finding::Severity::error,
                         std::size_t results_max = 100);

/// Where a byte of a text value stands in the source, by where the value begins and what it reads. Is asked for places
/// in their order in the source.
using FindWithin = std::function<SourcePosition(SourcePosition value, std::string_view text, std::size_t offset)>;
/// A definition as it was read from a file, in whatever notation.
struct Source {
    PositionedJson const& document;
    std::string_view file;
    FindWithin within;
};
/// More to find in a definition that has no error: adds to the findings.
using FindMore = std::function<void(StateMachine const&, std::vector<Finding>&)>;

/// The findings with their lines and columns in the source; faults of its reading first, and alone if they left no
/// document.
std::vector<Diagnostic> check(Source const& source, ExecutionType type = ExecutionType::standard,
                              FindMore const& more = {}, Limits const& limits = {});
/// The same for a JSON text, which `file` names.
std::vector<Diagnostic> check(std::string_view text, std::string_view file,
                              ExecutionType type = ExecutionType::standard, Limits const& limits = {});
/// Reads a JSON text as check() does: what is no JSON is INVALID_JSON_DESCRIPTION.
PositionedJson read_json(std::string_view text, std::string_view file);
/// For Source::within of a JSON text, which outlives it.
FindWithin find_within_json(std::string_view text);

/// `variableReferences` of DescribeStateMachine: for each state that reads variables their names, sorted.
Json variable_references(Json const& definition, Limits const& limits = {});

}  // namespace coworks::asl
