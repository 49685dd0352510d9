#pragma once

#include <string>
#include <string_view>

namespace coworks::aws {

/// The CRC32 of bytes in base64, as S3's header x-amz-checksum-crc32 has it
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html).
std::string crc32_base64(std::string_view bytes);

}  // namespace coworks::aws
