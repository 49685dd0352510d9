#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks::net {

/// Names and values in their order. Names are compared without case (RFC 9110 section 5.1).
using HeaderFields = std::vector<std::pair<std::string, std::string>>;

/// Of a header's name, and of its value: Boost.Beast counts them in 16 bits, with their ends, and throws beyond.
inline constexpr std::size_t kHeaderTextBytesMax = 65'533;

bool has_header(HeaderFields const& headers, std::string_view name);
/// In place of all of that name.
void set_header(HeaderFields& headers, std::string const& name, std::string value);

}  // namespace coworks::net
