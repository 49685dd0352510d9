#pragma once

namespace coworks::entries {

/// Raised whenever the generator writes something else for the same header: records of older runs are void then.
inline constexpr char const* kVersion = "0.3.0";

}  // namespace coworks::entries
