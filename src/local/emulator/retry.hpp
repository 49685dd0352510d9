#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace coworks::local::emulator {

/// How often, and until when, something asynchronous is tried again.
struct RetryPolicy {
    int tries_max = 3;                                          ///< the first one counts
    std::chrono::milliseconds age_max = std::chrono::hours(6);  ///< since it was accepted
};

/// When the next try is due after one that failed, counted from now; nothing: it is given up.
///
/// Lambda's asynchronous invocation
/// (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html): an error of the function is
/// tried twice more, after one and two minutes; what was throttled, or failed for a reason of the service's, as long as
/// the event is young enough, after 1 s, then twice as long each time, 5 minutes at most.
enum class Failed { by_itself, by_service };
struct Tries {
    int failed = 0;   ///< by the target itself
    int refused = 0;  ///< by the service: throttled, or not there
};
inline std::optional<std::chrono::milliseconds> next_try(RetryPolicy const& policy, Failed failed, Tries& tries,
                                                         std::chrono::milliseconds age) {
    using std::chrono::milliseconds;
    constexpr milliseconds kRefusedMax = std::chrono::minutes(5);
    milliseconds wait{};
    if (failed == Failed::by_itself) {
        if (++tries.failed >= policy.tries_max) return std::nullopt;
        wait = std::chrono::minutes(tries.failed);
    } else {
        constexpr int kDoublingsMax = 20;
        wait = std::min<milliseconds>(kRefusedMax, milliseconds(1000LL << std::min(tries.refused, kDoublingsMax)));
        ++tries.refused;
    }
    if (age + wait > policy.age_max) return std::nullopt;
    return wait;
}

}  // namespace coworks::local::emulator
