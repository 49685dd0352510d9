#pragma once

/// The shapes of the answers of AWS' services, against which the mocked results of tasks are checked.

#include <coworks/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "asl/definition.hpp"

namespace coworks::asl::shapes {

enum class Mode : std::uint8_t {
    strict,   ///< required members have to be there
    present,  ///< only what is there is checked
    none
};

/// What is wrong with a mocked result, as TestState words it ("Field 'StatusCode' must be a number"); nothing if it is
/// fit, or if the shape of the resource's answer is not known here (members beyond the shape are fit in every mode).
std::optional<std::string> unfit_result(Resource const& resource, Json const& result, Mode mode);

}  // namespace coworks::asl::shapes
