#pragma once

/// The operations of the API: each file ends in the rows of its own.

#include <span>

#include "local/emulator/operations.hpp"
#include "local/emulator/service_api.hpp"
#include "local/states/api/rooms.hpp"

namespace coworks::local::states::api {

using Operation = emulator::Operation<Rooms>;

std::span<Operation const> activity_operations();
std::span<Operation const> alias_operations();
std::span<Operation const> deletion_operations();
std::span<Operation const> execution_operations();
std::span<Operation const> history_operations();
std::span<Operation const> machine_operations();
std::span<Operation const> map_run_operations();
std::span<Operation const> start_operations();
std::span<Operation const> tag_operations();
std::span<Operation const> task_operations();
std::span<Operation const> test_operations();
std::span<Operation const> version_operations();

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "Maximum request size"
inline constexpr emulator::ServiceApi::Options kApiOptions{.request_bytes_max = 1U << 20};

/// All of them.
emulator::Operations<Rooms> const& operations();

/// The API of AWS Step Functions (https://docs.aws.amazon.com/step-functions/latest/apireference) over what `rooms`
/// names, which must outlive it.
emulator::ServiceApi states_api(Rooms& rooms);

}  // namespace coworks::local::states::api
