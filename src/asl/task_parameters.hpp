#pragma once

/// What the service knows of the parameters of optimized integrations. (Those of aws-sdk integrations are the called
/// service's affair here.)

#include <coworks/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asl/definition.hpp"

namespace coworks::asl {

/// What the service checks of a task's parameters before it schedules it: the end of the sentence "The Parameters '…'
/// could not be used to start the Task: [", or nothing if they are fit.
std::optional<std::string> unfit_parameters(Resource const& resource, Json const& parameters);

/// Of these names those that the integration does not take, and the required ones that are not among them; both in the
/// service's words: `The field "payload" is not supported by Step Functions`.
struct ParameterFaults {
    struct Unsupported {
        std::string_view name;
        std::string_view meant;  ///< the parameter that differs in upper and lower case alone; may be empty
        std::string text;
    };
    std::vector<Unsupported> unsupported;
    std::vector<std::string> missing;
};
ParameterFaults parameter_faults(Resource const& resource, std::vector<std::string_view> const& names);

}  // namespace coworks::asl
