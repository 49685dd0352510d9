#pragma once

#include <memory>

#include "asl/definition.hpp"
#include "base/error.hpp"

namespace coworks::asl {

/// Reads a definition into the model. It assumes that the validator (asl/check) has accepted the definition: on one
/// that has faults it returns an error that names the first (code "invalid_definition", `where` is a JSON pointer
/// into the definition), whatever the fault, without ever crashing. Pure; thread-safe.
Result<std::shared_ptr<StateMachine const>> load(Json const& definition, Limits const& limits = {});

/// Reads one state by itself, as the TestState API takes it: a machine whose only state has the name `name`.
/// Targets of Next, Catch and so on need not exist: they become states that end at once.
Result<std::shared_ptr<StateMachine const>> load_state(Json const& state, std::string_view name,
                                                       QueryLanguage language = QueryLanguage::jsonpath,
                                                       Limits const& limits = {});

}  // namespace coworks::asl
