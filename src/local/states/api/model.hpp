#pragma once

/// What a request of each operation has to look like, before anything is done about it.

#include <coworks/json.hpp>
#include <optional>
#include <string_view>

#include "local/states/api/fault.hpp"

namespace coworks::local::states::api {

/// The service's model (model_data.cpp).
extern std::string_view const kRequestShapes;

/// Checks a request against the model: a value of a wrong kind is a SerializationException, everything else that is
/// wrong a ValidationException that lists it all, as AWS' services do. Members that the model doesn't know are ignored.
/// The operation must be one of the model's.
std::optional<Fault> refuse_shape(std::string_view operation, Json const& request);

}  // namespace coworks::local::states::api
