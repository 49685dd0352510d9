#pragma once

#include <string_view>

namespace coworks::aws::model {

/// Whether a text matches a pattern of a service's model as a whole. The patterns are Java's; what they use is read
/// alike by PCRE2, in UTF mode and with a bound on its steps (a text that exceeds it does not match). Compiled once
/// and kept; any thread.
bool matches_whole(std::string_view pattern, std::string_view text);

}  // namespace coworks::aws::model
