#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "net/channel_layout.hpp"

namespace coworks::net {

namespace {

Result<ChannelLayout*> map(int descriptor) {
    void* const memory = ::mmap(nullptr, sizeof(ChannelLayout), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) return fail("no_memory", "cannot map the channel's memory", {}, std::strerror(errno));
    return static_cast<ChannelLayout*>(memory);
}

}  // namespace

Result<ChannelMemory> ChannelMemory::create() {
    int const descriptor = ::memfd_create("coworks-channel", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return fail("no_memory", "cannot make the channel's memory", {}, std::strerror(errno));
    ChannelMemory memory(nullptr, descriptor);
    if (::ftruncate(descriptor, sizeof(ChannelLayout)) != 0) {
        return fail("no_memory", "cannot size the channel's memory", {}, std::strerror(errno));
    }
    // Sealed, so that a worker can't shrink it under our feet (reading beyond its end would be a SIGBUS).
    if (::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        return fail("no_memory", "cannot seal the channel's memory", {}, std::strerror(errno));
    }
    auto layout = map(descriptor);
    if (!layout) return tl::unexpected(layout.error());
    memory.layout_ = *layout;
    // New memory is zero, which is the empty state of everything but the version.
    memory.layout_->version = ChannelLayout::kVersion;
    memory.layout_->server_waits.store(1, std::memory_order_release);
    return memory;
}

Result<ChannelMemory> ChannelMemory::attach(int descriptor) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0)
        return fail("bad_channel", "there is no channel here", {}, std::strerror(errno));
    if (static_cast<std::size_t>(status.st_size) != sizeof(ChannelLayout)) {
        return fail("bad_channel", "the channel is of another version");
    }
    auto layout = map(descriptor);
    if (!layout) return tl::unexpected(layout.error());
    ChannelMemory memory(*layout, -1);
    if (memory.layout_->version != ChannelLayout::kVersion)
        return fail("bad_channel", "the channel is of another version");
    return memory;
}

ChannelMemory::ChannelMemory(ChannelMemory&& other) noexcept
    : layout_(std::exchange(other.layout_, nullptr)), descriptor_(std::exchange(other.descriptor_, -1)) {}

ChannelMemory& ChannelMemory::operator=(ChannelMemory&& other) noexcept {
    std::swap(layout_, other.layout_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

ChannelMemory::~ChannelMemory() {
    if (layout_ != nullptr) ::munmap(layout_, sizeof(ChannelLayout));
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace coworks::net
