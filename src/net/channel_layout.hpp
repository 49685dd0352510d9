#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "net/channel.hpp"

namespace coworks::net {

enum class SlotState : std::uint32_t { empty, queued, revoked, taken, done };

/// Lengths of the texts that follow one another in a slot's bytes.
struct RequestLengths {
    std::uint64_t timeout_ms;
    std::uint64_t latest_deadline_ms;
    std::uint32_t request_id;
    std::uint32_t function_arn;
    std::uint32_t trace_id;
    std::uint32_t client_context;
    std::uint32_t event;
};

struct ResponseLengths {
    std::uint32_t failed;
    std::uint32_t error_type;
    std::uint32_t payload;
};

struct Slot {
    // A line of the cache of its own: the two sides write different slots at the same time.
    alignas(64) std::atomic<SlotState> state;
    alignas(64) RequestLengths request;
    ResponseLengths response;
    /// Request and response have places of their own, because the worker may still read the one while it writes the
    /// other. Untouched pages cost nothing.
    std::array<char, ChannelServer::kPayloadMax> request_bytes;
    std::array<char, ChannelServer::kPayloadMax> response_bytes;
};

/// What the memory holds. Both ends are built from this file; `version` tells a worker that was not.
struct ChannelLayout {
    static constexpr std::uint32_t kVersion = 2;

    std::uint32_t version;
    /// Counts what the server did (sends, revocations): the word on which an idle worker sleeps.
    alignas(64) std::atomic<std::uint32_t> changes;
    std::atomic<std::uint32_t> worker_sleeps;
    std::atomic<std::uint32_t> worker_ready;
    /// Set while the server wants the event descriptor to be written at the next outcome.
    alignas(64) std::atomic<std::uint32_t> server_waits;
    std::array<Slot, ChannelServer::kSlots> slots;

    Slot& slot(std::uint64_t number) noexcept { return slots[number % ChannelServer::kSlots]; }
};

static_assert(std::atomic<std::uint32_t>::is_always_lock_free && std::atomic<SlotState>::is_always_lock_free);

}  // namespace coworks::net
