#pragma once

#include <coworks/json.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "local/ports/objects.hpp"
#include "local/states/storage.hpp"

namespace coworks::local::states {

/// What a ResultWriter leaves: manifest.json and the result files, as its page describes them
/// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html); the state's result, or the
/// cause of its failure. For a thread that may wait.
tl::expected<Json, std::string> write_results(Objects& objects, ResultsToWrite const& write);

/// A fault of S3 as the cause that a state sees.
std::string cause_of(aws::Fault const& fault, std::string_view bucket, std::string_view key);

}  // namespace coworks::local::states
