#pragma once

#include <coworks/json.hpp>
#include <cstddef>
#include <vector>

namespace coworks::asl {

/// The sizes of large values that were counted lately, so that data which states hand on within others isn't walked
/// again. It shares what it remembers, and so keeps it alive: let it live no longer than one advance(). One thread.
class KnownSizes {
public:
    /// What `value` was found to take, 0 if that is not remembered. Only the same node is found, never an equal one.
    std::size_t find(Json const& value);
    /// Remembers an array or object; the one unused for longest goes. Small ones are cheaper to count than to look for.
    void remember(Json const& value, std::size_t size);

    static constexpr std::size_t kSmall = 512;  ///< bytes: what is smaller is not remembered
    static constexpr std::size_t kMost = 4;     ///< values: each array and object that is walked is compared with all

private:
    struct Entry {
        Json value;
        std::size_t size;
    };
    std::vector<Entry> entries_;  ///< the last used in front
};

/// Bytes of a value's shortest JSON text, counted without writing it; stops counting beyond `limit` and returns a
/// number greater than it. With `known`, large parts that it remembers are not walked. Without recursion.
std::size_t json_size(Json const& value, std::size_t limit, KnownSizes* known = nullptr);

}  // namespace coworks::asl
