#pragma once

#include <coworks/json.hpp>
#include <optional>
#include <string>

namespace coworks::asl {

/// A call that the service refuses.
struct Refusal {
    std::string code;
    std::string message;
};

/// What CreateStateMachine refuses about a request apart from its definition and what exists already: the logging
/// configuration, a version's description without a version.
std::optional<Refusal> refuse_create(Json const& request);
/// The same for UpdateStateMachine, which has to change something.
std::optional<Refusal> refuse_update(Json const& request);

}  // namespace coworks::asl
