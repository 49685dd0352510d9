#pragma once

#include <string>
#include <string_view>

#include "aws/fault.hpp"
#include "aws/protocol/http.hpp"

namespace coworks::aws::protocol {

/// Whether a body is sent in signed or unsigned chunks, which is no transfer coding but part of the body
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
bool is_aws_chunked(Request const& request);

/// What such a body holds. Chunks' signatures and trailing checksums are read over; "IncompleteBody" for a body of
/// another form, or of another length than x-amz-decoded-content-length says. Pure.
Outcome<std::string> read_aws_chunked(Request const& request);

}  // namespace coworks::aws::protocol
