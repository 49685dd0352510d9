#include "lambda/endpoint.hpp"

#include <charconv>
#include <optional>

namespace coworks::lambda {
namespace {

constexpr std::uint16_t kHttp = 80;

std::optional<std::uint16_t> port_of(std::string_view digits) {
    if (digits.empty()) return kHttp;
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) return std::nullopt;
    return port;
}

/// Whether a path can stand in a request line as it is.
bool is_path(std::string_view text) {
    for (char const c : text) {
        if (c <= ' ' || c == 0x7f || c == '?' || c == '#') return false;
    }
    return true;
}

}  // namespace

Result<Endpoint> read_endpoint(std::string_view text) {
    constexpr std::string_view kScheme = "http://";
    std::string_view rest = text.starts_with(kScheme) ? text.substr(kScheme.size()) : text;
    auto const slash = rest.find('/');
    auto const authority = rest.substr(0, slash);
    auto prefix = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    bool const is_bracketed = authority.starts_with('[');
    auto const colon = authority.find(':', is_bracketed ? authority.find(']') : 0);
    auto host = authority.substr(0, colon);
    auto const port =
        port_of(colon == std::string_view::npos || colon >= authority.size() ? "" : authority.substr(colon + 1));
    if (is_bracketed) host = host.ends_with(']') ? host.substr(1, host.size() - 2) : std::string_view();
    if (host.empty() || !port || !is_path(authority) || !is_path(prefix) ||
        (is_bracketed && host.find(':') == std::string_view::npos)) {
        return fail("bad_address", "AWS_LAMBDA_RUNTIME_API is no host and port", std::string(text));
    }
    auto address = find_host(std::string(host), *port);
    if (!address) return tl::unexpected(address.error());
    return Endpoint{*address, std::string(authority), std::string(prefix)};
}

}  // namespace coworks::lambda
