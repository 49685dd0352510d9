#pragma once

#include <coworks/json.hpp>
#include <optional>

#include "local/states/api/fault.hpp"

namespace coworks::local::states::api {

/// What CreateStateMachine refuses about a request apart from its definition and what exists already: the logging
/// configuration, a version's description without a version.
std::optional<Fault> refuse_create(Json const& request);
/// The same for UpdateStateMachine, which has to change something.
std::optional<Fault> refuse_update(Json const& request);

}  // namespace coworks::local::states::api
