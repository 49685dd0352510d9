#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>

namespace coworks::local::states {

/// A file of items as text: one that begins as GZIP (RFC 1952) or Zstandard (RFC 8878) does is unpacked, all its
/// members or frames; any other is handed on. Fails, with the cause that a state sees, for what is damaged, cut off, or
/// larger than `bytes_max` when unpacked. Pure.
tl::expected<std::string, std::string> unpacked(std::string file, std::size_t bytes_max);

}  // namespace coworks::local::states
