#pragma once

/// A definition's file, JSON or YAML, as `check`, `run` and `step` read it.

#include <map>
#include <string>
#include <vector>

#include "asl/check/check.hpp"
#include "json/positions.hpp"
#include "project/workflows.hpp"

namespace coworks::cli {

/// How a definition is to be read and checked.
struct DefinitionRules {
    std::string shown;  ///< how the file is named
    bool express = false;
    project::Notation notation = project::Notation::json;
    std::map<std::string, std::string> placeholders{};  ///< what each ${NAME} stands for
    project::Substitution::Unknown unknown = project::Substitution::Unknown::error;
    asl::FindMore more{};  ///< what else to find in a definition without an error
};

struct CheckedDefinition {
    std::string source;              ///< the file's text, without a byte order mark
    std::string definition;          ///< as JSON, with its placeholders replaced; empty if it can't be read
    PositionedJson document;         ///< the same; its positions are those of the text with its placeholders replaced
    std::vector<Diagnostic> faults;  ///< with their places in the source
    bool ok = false;                 ///< no error is among them
};

CheckedDefinition check_definition(std::string source, DefinitionRules const& rules);

/// The notation of a text without a name, from standard input.
project::Notation notation_of(std::string_view text);

}  // namespace coworks::cli
