#include "jsonata/stack.hpp"

#include <pthread.h>

namespace coworks::jsonata {
namespace {

/// Enough for the deepest chain of leaf calls (PCRE2, formatting, an exception's unwinding), with sanitizers as well.
constexpr std::size_t kReserveBytes = 160 << 10;
/// The stack that one evaluation may use, whatever the thread has: the main thread's may be unlimited.
constexpr std::size_t kUseBytesMax = 64 << 20;

}  // namespace

char const* find_stack_limit() noexcept {
    auto const* const here = static_cast<char const*>(__builtin_frame_address(0));
    pthread_attr_t attributes;
    void* lowest = nullptr;
    std::size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &lowest, &size);
        pthread_attr_destroy(&attributes);
    }
    auto const* const bottom = static_cast<char const*>(lowest);
    char const* const most = here - kUseBytesMax;
    if (bottom == nullptr) return here - (512 << 10);
    return bottom + kReserveBytes > most ? bottom + kReserveBytes : most;
}

Failure stack_overflow() {
    return failure("U1001").with_message(
        "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive.");
}

}  // namespace coworks::jsonata
