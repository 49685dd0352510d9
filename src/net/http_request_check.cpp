#include "net/http_request_check.hpp"
#include "base/http_text.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <cctype>
#include <iterator>
#include <string>

namespace coworks::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// A name, or an IPv4 address, which is written like one (reg-name, RFC 3986 section 3.2.2).
bool is_registered_name(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        if (c < 0x80 && (std::isalnum(c) != 0 || std::string_view("-._~!$&'()*+,;=").find(text[i]) != text.npos))
            continue;
        bool const is_encoded = c == '%' && i + 2 < text.size() &&
                                std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
                                std::isxdigit(static_cast<unsigned char>(text[i + 2]));
        if (!is_encoded) return false;
        i += 2;
    }
    return true;
}

/// "::1"; of the future versions that section 3.2.2 leaves room for there is none.
bool is_ipv6(std::string_view text) {
    in6_addr address{};
    return ::inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

}  // namespace

bool is_authority(std::string_view text) noexcept {
    auto const bracket = text.starts_with('[') ? text.find(']') : std::string_view::npos;
    auto const colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    auto const host = text.substr(0, colon);
    auto const port = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (!std::ranges::all_of(port, is_digit)) return false;
    if (!host.starts_with('[')) return is_registered_name(host);
    constexpr std::size_t kLongest = 2 + INET6_ADDRSTRLEN;
    return host.ends_with(']') && host.size() < kLongest && is_ipv6(host.substr(1, host.size() - 2));
}

std::optional<unsigned> refusal_of(HttpRequest const& request, bool chunked) {
    constexpr unsigned kVersion10 = 10;
    auto const hosts = request.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && request.version() > kVersion10)) return 400;
    if (!is_authority(request[http::field::host])) return 400;
    // The parser takes "5, 5" for 5.
    if (request.count(http::field::content_length) > 1) return 400;
    if (!std::ranges::all_of(request[http::field::content_length], is_digit)) return 400;
    auto const [first, last] = request.equal_range(http::field::transfer_encoding);
    if (first == last) return std::nullopt;
    bool const is_one = std::next(first) == last;
    if (!chunked || !is_one || request.version() == kVersion10) return 400;
    // Chunks that hold something compressed: we could not tell the service so. Section 6.1 would have 501, but the
    // fault is the client's: it may send the same body without.
    if (!equals_ignoring_case(first->value(), "chunked")) return 400;
    return std::nullopt;
}

bool to_origin_form(HttpRequest& request) {
    std::string_view const target(request.target().data(), request.target().size());
    if (target.starts_with('/')) return true;
    if (target == "*") return request.method() == http::verb::options;
    constexpr std::string_view kScheme = "http://";
    if (target.size() < kScheme.size() || !equals_ignoring_case(target.substr(0, kScheme.size()), kScheme))
        return false;
    std::string_view rest = target.substr(kScheme.size());
    std::string const authority(rest.substr(0, rest.find_first_of("/?#")));
    // An authority of http has a host and no user (RFC 9110 sections 4.2.1 and 4.2.4).
    if (authority.empty() || authority.starts_with(':') || !is_authority(authority)) return false;
    rest.remove_prefix(authority.size());
    std::string const path = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    request.target(path);
    request.set(http::field::host, authority);
    return true;
}

}  // namespace coworks::net
