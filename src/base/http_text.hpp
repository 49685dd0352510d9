#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"

/// The small rules that header fields follow (RFC 9110). ASCII alone has cases; every other byte is itself. All
/// functions may be called from any thread.
namespace coworks {

constexpr char lower_case(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower_case(std::string_view text);

/// Field names, and those values that the RFC says so of, are compared without case (section 5.1).
bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Without the blanks and tabulators around it (optional white space, section 5.6.3).
std::string_view trim_blanks(std::string_view text) noexcept;

/// Whether a text may be the name of a field: one or more of certain visible characters (token, section 5.6.2).
bool is_token(std::string_view text) noexcept;

/// A time as a field has it, to the second: "Sun, 06 Nov 1994 08:49:37 GMT" (section 5.6.7).
std::string http_date(Clock::Time time);

}  // namespace coworks
