#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "net/channel_layout.hpp"

namespace coworks::net {

namespace {

/// Looks at the slot before sleeping: long enough to bridge the pause between two invocations under load, short enough
/// not to be seen on an idle machine (some microseconds).
constexpr int kLooks = 200;

bool ready(Slot const& slot) {
    SlotState const state = slot.state.load(std::memory_order_acquire);
    return state == SlotState::queued || state == SlotState::revoked;
}

/// Sleeps until the server has done something. False after a signal or a second.
bool wait_for_change(ChannelLayout& layout, Slot const& slot) {
    for (int i = 0; i < kLooks; ++i) {
        if (ready(slot)) return true;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    std::uint32_t const seen = layout.changes.load(std::memory_order_seq_cst);
    layout.worker_sleeps.store(1, std::memory_order_seq_cst);
    bool woken = true;
    if (!ready(slot)) {
        // A signal may have come just before the wait; a second later the caller looks at its flags anyway.
        timespec const second{1, 0};
        long const result = ::syscall(SYS_futex, &layout.changes, FUTEX_WAIT, seen, &second, nullptr, 0);
        woken = result == 0 || errno == EAGAIN;
    }
    layout.worker_sleeps.store(0, std::memory_order_seq_cst);
    return woken;
}

std::uint64_t unix_ms() {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || rest != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

Result<ChannelWorker> ChannelWorker::open(std::string_view environment_value) {
    auto const comma = environment_value.find(',');
    auto const memory_descriptor = number_of(environment_value.substr(0, comma));
    auto const event = comma == std::string_view::npos ? std::nullopt : number_of(environment_value.substr(comma + 1));
    if (!memory_descriptor || !event) {
        return fail("bad_channel", "COWORKS_CHANNEL is not two descriptors", std::string(environment_value));
    }
    auto memory = ChannelMemory::attach(*memory_descriptor);
    if (!memory) return tl::unexpected(memory.error());
    return ChannelWorker(std::move(*memory), *event);
}

std::optional<Invocation> ChannelWorker::next() {
    if (!is_ready_) {
        is_ready_ = true;
        memory_.layout()->worker_ready.store(1, std::memory_order_release);
    }
    while (true) {
        Slot& slot = memory_.layout()->slot(next_);
        SlotState expected = SlotState::queued;
        if (slot.state.compare_exchange_strong(expected, SlotState::taken, std::memory_order_acq_rel)) {
            RequestLengths const& lengths = slot.request;
            char const* at = slot.request_bytes.data();
            auto const text = [&at](std::uint32_t length) {
                std::string_view const view(at, length);
                at += length;
                return view;
            };
            Invocation invocation;
            invocation.request_id = text(lengths.request_id);
            invocation.function_arn = text(lengths.function_arn);
            invocation.trace_id = text(lengths.trace_id);
            invocation.client_context = text(lengths.client_context);
            invocation.event = text(lengths.event);
            invocation.timeout_ms = lengths.timeout_ms;
            invocation.deadline_ms = unix_ms() + lengths.timeout_ms;
            if (lengths.latest_deadline_ms != 0)
                invocation.deadline_ms = std::min(invocation.deadline_ms, lengths.latest_deadline_ms);
            return invocation;
        }
        if (expected == SlotState::revoked) {
            slot.state.store(SlotState::empty, std::memory_order_release);
            ++next_;
        } else if (!wait_for_change(*memory_.layout(), slot)) {
            return std::nullopt;
        }
    }
}

bool ChannelWorker::respond(Outcome const& outcome) {
    if (outcome.payload.size() > kResultBytesMax ||
        outcome.error_type.size() + outcome.payload.size() > ChannelServer::kPayloadMax)
        return false;
    Slot& slot = memory_.layout()->slot(next_);
    char* const bytes = slot.response_bytes.data();
    if (!outcome.error_type.empty()) std::memcpy(bytes, outcome.error_type.data(), outcome.error_type.size());
    if (!outcome.payload.empty())
        std::memcpy(bytes + outcome.error_type.size(), outcome.payload.data(), outcome.payload.size());
    slot.response = {outcome.failed ? 1U : 0U, static_cast<std::uint32_t>(outcome.error_type.size()),
                     static_cast<std::uint32_t>(outcome.payload.size())};
    slot.state.store(SlotState::done, std::memory_order_seq_cst);
    ++next_;
    if (memory_.layout()->server_waits.exchange(0, std::memory_order_seq_cst) == 1) {
        std::uint64_t const one = 1;
        // It can't fail but by overflow, and then the server is awake already.
        static_cast<void>(::write(event_, &one, sizeof one));
    }
    return true;
}

}  // namespace coworks::net
