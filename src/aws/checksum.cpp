#include "aws/checksum.hpp"

#include <zlib.h>

#include <array>

#include "base/base64.hpp"

namespace coworks::aws {

std::string crc32_base64(std::string_view bytes) {
    auto const sum = ::crc32_z(0, reinterpret_cast<Bytef const*>(bytes.data()), bytes.size());
    std::array<char, 4> big_endian{};
    for (std::size_t i = 0; i < big_endian.size(); ++i)
        big_endian[i] = static_cast<char>((sum >> (24 - 8 * i)) & 0xff);
    return base64_encode({big_endian.data(), big_endian.size()});
}

}  // namespace coworks::aws
