#pragma once

/// The API of Amazon S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/), path style, as far as it is here. Each file
/// ends in the rows of its own. Operations run in the thread for files.

#include <span>

#include "aws/place.hpp"
#include "local/buckets/folder.hpp"
#include "local/emulator/operations.hpp"

namespace coworks::local::buckets::api {

/// What the operations work with.
struct Parts {
    Folder& folder;
    aws::Place place;
};

using emulator::Call;
using Operation = emulator::Operation<Parts>;

std::span<Operation const> bucket_operations();
std::span<Operation const> object_operations();
std::span<Operation const> list_operations();

/// All of them.
emulator::Operations<Parts> const& operations();

}  // namespace coworks::local::buckets::api
