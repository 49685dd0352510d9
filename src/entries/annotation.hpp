#pragma once

/// What COWORKS_ENTRY(…) says of a method.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace coworks::entries {

struct Annotation {
    bool no_auth = false;
    bool ignore = false;
    std::optional<std::string> binary{};  ///< a media type
    std::optional<std::string> path{};
    std::optional<std::chrono::milliseconds> timeout{};
};

/// Parses the text between the parentheses: `no_auth, binary = "image/png"`. The error names the word that is wrong
/// and, where one is near, the one that was meant.
Result<Annotation> parse_annotation(std::string_view text);

/// "10 s", "500 ms", "2 min": between one millisecond and Lambda's 15 minutes (AWS Lambda quotas, function timeout).
Result<std::chrono::milliseconds> parse_timeout(std::string_view text);

}  // namespace coworks::entries
