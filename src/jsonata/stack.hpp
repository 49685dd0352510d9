#pragma once

/// The native stack: evaluation and parsing are recursive, and refuse before it ends.

#include <cstddef>

#include "jsonata/failure.hpp"

namespace coworks::jsonata {

/// The lowest address that recursion of this thread may reach: a reserve above the end of its stack.
char const* stack_limit() noexcept;

/// The reference's error for runaway recursion, as its test harness words it.
Failure stack_overflow();

inline bool stack_exhausted(char const* limit) noexcept {
    return static_cast<char const*>(__builtin_frame_address(0)) < limit;
}

/// Throws Failure where the stack is nearly used up.
inline void check_stack() {
    static thread_local char const* const limit = stack_limit();
    if (stack_exhausted(limit)) throw stack_overflow();
}

}  // namespace coworks::jsonata
