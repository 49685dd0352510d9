#pragma once

#include <string_view>

namespace coworks::tech {

/// From now on a signal that ends the process (a bad access, an abort, a division by zero) first writes the request
/// that was under way and the stack to standard error: names and lines where COWORKS_SYMBOLIZER is the path of an
/// addr2line (the local cloud sets it), else addresses, for `addr2line -Cfpi -e bootstrap ADDRESS…`.
void report_crashes();

/// Which request is under way.
void note_request(std::string_view request_id) noexcept;

}  // namespace coworks::tech
