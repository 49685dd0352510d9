#pragma once

#include <coworks/json.hpp>
#include <optional>

#include "aws/fault.hpp"
#include "aws/model/service.hpp"

namespace coworks::aws::model {

/// Checks a request against its shape: a value of a wrong kind is a SerializationException, everything else that is
/// wrong a ValidationException that lists it all, as AWS' services do. Members that the model doesn't know are ignored.
/// An operation without an input's shape takes anything.
std::optional<Fault> refuse_shape(Service const& service, Operation const& operation, Json const& request);

}  // namespace coworks::aws::model
