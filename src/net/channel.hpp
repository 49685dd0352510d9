#pragma once

/// The fast channel between the local cloud and one worker: a few slots of shared memory beside Lambda's own Runtime
/// API, with the same meaning. The cloud fills slots ahead of the worker, the worker takes them one at a time and in
/// order, and a slot that it has not yet taken can be revoked and given to another worker. So a busy worker finds its
/// next invocation without a system call, and after a crash it is known which single invocation was under way.
///
/// A slot goes   empty → queued → taken → done → empty   or   queued → revoked → empty.
///
/// Whatever the worker writes is not trusted: lengths are checked and contents copied out before they are used.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace coworks::net {

/// What the Runtime API puts into headers beside the event
/// (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, "Next invocation").
struct Invocation {
    std::string_view request_id;
    std::string_view function_arn;
    std::string_view trace_id;
    std::string_view client_context;
    /// For the sender the time that the function has from the moment it takes the invocation; for the worker, Unix
    /// time.
    std::uint64_t timeout_ms = 0;
    std::uint64_t deadline_ms = 0;
    /// For the sender the latest deadline (Unix time), however late the worker takes it; 0 for none.
    std::uint64_t latest_deadline_ms = 0;
    std::string_view event;
};

/// How an invocation ended: a result, or an error with its Lambda-Runtime-Function-Error-Type.
struct Outcome {
    bool failed = false;
    std::string_view error_type;
    std::string_view payload;
};

/// Bytes of a result that Lambda passes on: what its own error says (Function.ResponseSizeTooLarge).
inline constexpr std::size_t kResultBytesMax = 6'291'556;
inline constexpr std::string_view kResultTooLarge =
    "Response payload size exceeded maximum allowed payload size (6291556 bytes).";

struct ChannelLayout;

/// The shared memory itself, mapped; closed and unmapped when destroyed.
class ChannelMemory {
public:
    static Result<ChannelMemory> create();
    /// Maps the segment that another process made. The descriptor stays the caller's.
    static Result<ChannelMemory> attach(int descriptor);

    ChannelMemory(ChannelMemory&& other) noexcept;
    ChannelMemory& operator=(ChannelMemory&& other) noexcept;
    ~ChannelMemory();

    ChannelLayout* layout() const noexcept { return layout_; }
    int descriptor() const noexcept { return descriptor_; }

private:
    ChannelMemory(ChannelLayout* layout, int descriptor) : layout_(layout), descriptor_(descriptor) {}
    ChannelLayout* layout_;
    int descriptor_;  ///< -1 where it is not ours
};

/// The cloud's end. One thread at a time.
class ChannelServer {
public:
    /// Invocations that may wait in the worker's slots. Enough to hide the way back through the event loop, few enough
    /// that revoking them is cheap.
    static constexpr std::size_t kSlots = 4;
    /// Bytes of a slot: Lambda's 6 MB for a synchronous payload and room for what stands around it
    /// (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
    static constexpr std::size_t kPayloadMax = (6U << 20) + (64U << 10);

    static Result<ChannelServer> create();
    ChannelServer(ChannelServer&& other) noexcept;
    ChannelServer& operator=(ChannelServer&& other) noexcept;
    ~ChannelServer();

    /// The descriptors that the worker inherits under these numbers, announced by COWORKS_CHANNEL=environment_value().
    int memory_descriptor() const noexcept { return memory_.descriptor(); }
    int event_descriptor() const noexcept { return event_; }
    /// "<memory descriptor>,<event descriptor>" as the worker will see them.
    static std::string environment_value(int memory_descriptor, int event_descriptor);

    /// Queues an invocation; its number in this channel, or nothing if all slots are in use or it is too large.
    std::optional<std::uint64_t> send(Invocation const& invocation);
    /// Takes an invocation back that the worker has not taken. False if it has.
    bool revoke(std::uint64_t number);
    /// Whether the worker has taken it.
    bool taken(std::uint64_t number) const noexcept;
    /// Whether the worker has asked for an invocation: its start is over.
    bool ready() const noexcept;
    /// Slots that a send would find free.
    std::size_t room() const noexcept;

    /// Calls back for every invocation that is done, in order; to be called whenever event_descriptor() is readable.
    /// The texts are copies that live during the call. A worker that breaks the protocol makes this return an error:
    /// then it must be killed.
    Result<void> receive(std::function<void(std::uint64_t number, Outcome const& outcome)> const& done);

private:
    ChannelServer(ChannelMemory memory, int event) : memory_(std::move(memory)), event_(event) {}

    Result<bool> receive_one(std::function<void(std::uint64_t, Outcome const&)> const& done);

    ChannelMemory memory_;
    int event_;
    std::uint64_t sent_ = 0;      ///< number of the next send
    std::uint64_t received_ = 0;  ///< number of the oldest invocation that is not empty again
    std::string text_;            ///< the copy of an outcome
};

/// The worker's end. One thread.
class ChannelWorker {
public:
    /// From the value of COWORKS_CHANNEL. The descriptors are the caller's, to inherit.
    static Result<ChannelWorker> open(std::string_view environment_value);

    /// Waits for the next invocation and takes it. Nothing when a signal came meanwhile or a second went by (the
    /// caller looks at its own flags and calls again). The texts are valid until respond.
    std::optional<Invocation> next();
    /// Ends the invocation that next() gave. False if the outcome is too large: then nothing was sent, and a smaller
    /// one can be.
    bool respond(Outcome const& outcome);

private:
    ChannelWorker(ChannelMemory memory, int event) : memory_(std::move(memory)), event_(event) {}

    ChannelMemory memory_;
    int event_;
    std::uint64_t next_ = 0;
    bool is_ready_ = false;
};

}  // namespace coworks::net
