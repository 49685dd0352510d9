#pragma once

#include <string>
#include <string_view>

#include "local/states/records.hpp"

namespace coworks::local::states {

/// "arn:aws:states:REGION:ACCOUNT:stateMachine:NAME" → "…:execution:NAME:EXECUTION".
std::string execution_arn(std::string_view machine_arn, std::string_view execution);
/// "…:express:NAME:EXECUTION:UUID".
std::string express_arn(std::string_view machine_arn, std::string_view execution, std::string_view uuid);
/// "…:mapRun:NAME/LABEL:UUID" → "…:stateMachine:NAME/LABEL".
std::string map_run_machine_arn(std::string_view map_run_arn);

/// A name in the form of a UUID that depends on nothing but what it is made of, so that what is asked for twice after a
/// restart has one name.
std::string derived_name(std::string_view of, std::string_view and_of);

}  // namespace coworks::local::states
