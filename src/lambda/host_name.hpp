#pragma once

/// Finds a host by its name without the system's resolver: services are fully static programs, in which getaddrinfo
/// loads the shared libraries of another libc at run time.

#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace coworks::lambda {

/// Of an IPv4 or an IPv6 socket.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    int family() const noexcept { return storage.ss_family; }
};

/// From numbers ("127.0.0.1", "::1"); nothing for any other text.
std::optional<SocketAddress> numeric_address(std::string const& host, std::uint16_t port);

/// From numbers, "localhost", a name in /etc/hosts, or one that the name servers of /etc/resolv.conf know, in that
/// order.
Result<SocketAddress> find_host(std::string const& host, std::uint16_t port);

/// The address of a name in a file such as /etc/hosts (hosts(5)); empty without one. Names compare without case.
std::string address_in_hosts(std::string_view file, std::string_view name);

/// The first address of that family in a name server's answer (RFC 1035 section 4.1), as text; empty without one, also
/// where the answer is malformed.
std::string address_in_answer(std::string_view answer, int family);

}  // namespace coworks::lambda
