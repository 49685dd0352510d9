#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coworks::project {

/// A number of bytes as people write it: "128 MB", "1.5 GB", "512KB", "10 MiB". A unit is required; as Lambda counts,
/// MB and MiB are both 1024 * 1024 bytes. Nothing for anything else, also for a value that is no whole number of bytes.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// "128 MB", "1536 KB": the largest unit that gives a whole number.
std::string size_text(std::uint64_t bytes);

/// A length of time as people write it: "3 s", "250ms", "1.5 min", "2 h", "90 days". A unit is required: ms, s, min, h,
/// d (also written out: second, seconds, minute, minutes, hour, hours, day, days). Nothing for anything else.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// "3 s", "250 ms", "90 days": the largest unit that gives a whole number.
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace coworks::project
