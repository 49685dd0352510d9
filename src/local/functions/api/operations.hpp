#pragma once

/// Lambda's own API, as far as a function that is there is concerned, so that the AWS CLI and every SDK call local
/// functions (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). Each file ends in the rows of its own.

#include <span>

#include "local/functions/api/parts.hpp"

namespace coworks::local::functions::api {

std::span<Operation const> invoke_operations();
std::span<Operation const> function_operations();

/// All of them.
emulator::Operations<Parts> const& operations();

}  // namespace coworks::local::functions::api
