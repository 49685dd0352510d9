#pragma once

/// The native stack: evaluation and parsing are recursive, and refuse before it ends.

#include <cstddef>

#include "jsonata/failure.hpp"

namespace coworks::jsonata {

/// The lowest address that recursion of this thread may reach: a reserve above the end of its stack.
char const* find_stack_limit() noexcept;

/// The same, found once per thread: for the main thread the system reads a file to tell.
inline char const* stack_limit() noexcept {
    static thread_local char const* const limit = find_stack_limit();
    return limit;
}

/// The reference's error for runaway recursion, as its test harness words it.
Failure stack_overflow();

inline bool stack_exhausted(char const* limit) noexcept {
    return static_cast<char const*>(__builtin_frame_address(0)) < limit;
}

/// Throws Failure where the stack is nearly used up.
inline void check_stack() {
    if (stack_exhausted(stack_limit())) throw stack_overflow();
}

}  // namespace coworks::jsonata
