#pragma once

#include <string_view>

namespace coworks::tech {

/// From now on a signal that ends the process (a bad access, an abort, a division by zero) first writes the request
/// that was under way and the stack to standard error.
void report_crashes();

/// Which request is under way.
void note_request(std::string_view request_id) noexcept;

}  // namespace coworks::tech
