#include <linux/futex.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <utility>

#include "net/channel_layout.hpp"

namespace coworks::net {

namespace {

void wake_worker(ChannelLayout& layout) {
    layout.changes.fetch_add(1, std::memory_order_seq_cst);
    if (layout.worker_sleeps.load(std::memory_order_seq_cst) != 0) {
        ::syscall(SYS_futex, &layout.changes, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
    }
}

/// What a slot keeps of its memory for the next invocation.
constexpr std::size_t kKept = 256U << 10;

/// Gives a slot's pages back to the system, but for those at its edges, which its neighbours share: they read as zeros
/// then.
void give_back(std::array<char, ChannelServer::kPayloadMax>& bytes) {
    static auto const page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    auto const begin = (reinterpret_cast<std::uintptr_t>(bytes.data()) + page - 1) / page * page;
    auto const end = reinterpret_cast<std::uintptr_t>(bytes.data() + bytes.size()) / page * page;
    // Where the system can't, they stay, and nothing is lost but memory.
    static_cast<void>(::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_REMOVE));
}

}  // namespace

Result<ChannelServer> ChannelServer::create() {
    auto memory = ChannelMemory::create();
    if (!memory) return tl::unexpected(memory.error());
    int const event = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (event < 0) return fail("no_descriptor", "cannot make the channel's event", {}, std::strerror(errno));
    return ChannelServer(std::move(*memory), event);
}

ChannelServer::ChannelServer(ChannelServer&& other) noexcept
    : memory_(std::move(other.memory_)),
      event_(std::exchange(other.event_, -1)),
      sent_(other.sent_),
      received_(other.received_),
      text_(std::move(other.text_)) {}

ChannelServer& ChannelServer::operator=(ChannelServer&& other) noexcept {
    memory_ = std::move(other.memory_);
    std::swap(event_, other.event_);
    sent_ = other.sent_;
    received_ = other.received_;
    text_ = std::move(other.text_);
    return *this;
}

ChannelServer::~ChannelServer() {
    if (event_ >= 0) ::close(event_);
}

std::string ChannelServer::environment_value(int memory_descriptor, int event_descriptor) {
    return std::to_string(memory_descriptor) + "," + std::to_string(event_descriptor);
}

std::size_t ChannelServer::room() const noexcept {
    std::size_t const in_use = static_cast<std::size_t>(sent_ - received_);
    if (in_use == kSlots) return 0;
    // The slot of a revoked invocation is free only when the worker has gone past it.
    SlotState const state = memory_.layout()->slot(sent_).state.load(std::memory_order_acquire);
    return state == SlotState::empty ? kSlots - in_use : 0;
}

bool ChannelServer::ready() const noexcept {
    return memory_.layout()->worker_ready.load(std::memory_order_acquire) != 0;
}

std::optional<std::uint64_t> ChannelServer::send(Invocation const& invocation) {
    std::string_view const texts[] = {invocation.request_id, invocation.function_arn, invocation.trace_id,
                                      invocation.client_context, invocation.event};
    std::size_t total = 0;
    for (std::string_view const text : texts)
        total += text.size();
    if (room() == 0 || total > kPayloadMax) return std::nullopt;

    Slot& slot = memory_.layout()->slot(sent_);
    auto const length = [](std::string_view text) { return static_cast<std::uint32_t>(text.size()); };
    slot.request = {invocation.timeout_ms, invocation.latest_deadline_ms,
                    length(texts[0]),      length(texts[1]),
                    length(texts[2]),      length(texts[3]),
                    length(texts[4])};
    char* at = slot.request_bytes.data();
    for (std::string_view const text : texts) {
        if (!text.empty()) std::memcpy(at, text.data(), text.size());
        at += text.size();
    }
    slot.state.store(SlotState::queued, std::memory_order_release);
    wake_worker(*memory_.layout());
    return sent_++;
}

bool ChannelServer::revoke(std::uint64_t number) {
    SlotState expected = SlotState::queued;
    bool const revoked = memory_.layout()->slot(number).state.compare_exchange_strong(expected, SlotState::revoked,
                                                                                      std::memory_order_acq_rel);
    if (revoked) wake_worker(*memory_.layout());
    return revoked;
}

bool ChannelServer::taken(std::uint64_t number) const noexcept {
    SlotState const state = memory_.layout()->slot(number).state.load(std::memory_order_acquire);
    return state == SlotState::taken || state == SlotState::done;
}

Result<void> ChannelServer::receive(std::function<void(std::uint64_t, Outcome const&)> const& done) {
    std::uint64_t count = 0;
    // Only resets the descriptor; that there is nothing to read is as good.
    static_cast<void>(::read(event_, &count, sizeof count));
    while (true) {
        auto const received = receive_one(done);
        if (!received) return tl::unexpected(received.error());
        if (*received) continue;
        // Ask to be woken, then look once more: an outcome between the last look and the asking would wait forever.
        std::uint32_t const asked = memory_.layout()->server_waits.exchange(1, std::memory_order_seq_cst);
        if (asked == 1) return {};
    }
}

/// True if an invocation came to its end (or was revoked and passed by the worker).
Result<bool> ChannelServer::receive_one(std::function<void(std::uint64_t, Outcome const&)> const& done) {
    if (received_ == sent_) return false;
    Slot& slot = memory_.layout()->slot(received_);
    SlotState const state = slot.state.load(std::memory_order_acquire);
    if (state == SlotState::empty) {
        ++received_;
        return true;
    }
    if (state != SlotState::done) return false;
    ResponseLengths const lengths = slot.response;
    std::size_t const total = std::size_t{lengths.error_type} + lengths.payload;
    if (total > kPayloadMax || lengths.payload > kResultBytesMax)
        return fail("bad_channel", "the worker broke the channel's protocol");
    text_.assign(slot.response_bytes.data(), total);
    // They would count as the service's memory, and stay as long as the worker.
    if (total > kKept) give_back(slot.response_bytes);
    if (slot.request.event > kKept) give_back(slot.request_bytes);
    slot.state.store(SlotState::empty, std::memory_order_release);
    std::uint64_t const number = received_++;
    std::string_view const text = text_;
    done(number, {lengths.failed != 0, text.substr(0, lengths.error_type), text.substr(lengths.error_type)});
    if (text_.capacity() > kKept) std::string().swap(text_);
    return true;
}

}  // namespace coworks::net
