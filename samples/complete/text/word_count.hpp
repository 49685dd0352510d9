#pragma once

#include <cstddef>
#include <string_view>

/// A library as any company has one: it knows nothing of services.
namespace text {

/// Words, as blanks and line ends part them.
std::size_t word_count(std::string_view text);

}  // namespace text
