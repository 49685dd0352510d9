#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/fault.hpp"
#include "base/clock.hpp"

namespace coworks::local {

/// An object in a list.
struct ObjectInfo {
    std::string key;
    std::uint64_t size = 0;
    Clock::Time modified{};
    std::string etag;  ///< with its quotes
};

/// What is in the buckets, for rooms that read and write much at once. Every function works where it is called, until
/// it is done: for threads that may wait, never the event loop's. Any thread. Faults are S3's ("NoSuchKey").
class Objects {
public:
    virtual ~Objects() = default;
    virtual aws::Outcome<std::string> get(std::string_view bucket, std::string_view key) const = 0;
    /// By key, in the order of their bytes.
    virtual aws::Outcome<std::vector<ObjectInfo>> list(std::string_view bucket, std::string_view prefix) const = 0;
    /// Whole or not at all, and on the disk when it returns.
    virtual aws::Outcome<void> put(std::string_view bucket, std::string_view key, std::string_view bytes) = 0;
};

}  // namespace coworks::local
