#include "net/http_request_check.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <iterator>

namespace coworks::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::optional<unsigned> refusal_of(HttpRequest const& request, bool chunked) {
    constexpr unsigned kVersion10 = 10;
    auto const hosts = request.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && request.version() > kVersion10)) return 400;
    auto const [first, last] = request.equal_range(http::field::transfer_encoding);
    if (first == last) return std::nullopt;
    bool const is_one = std::next(first) == last;
    if (!chunked || !is_one || request.version() == kVersion10) return 400;
    // Chunks that hold something compressed: we could not tell the service so. Section 6.1 would have 501, but the
    // fault is the client's: it may send the same body without.
    if (!beast::iequals(first->value(), "chunked")) return 400;
    return std::nullopt;
}

bool to_origin_form(HttpRequest& request) {
    std::string_view const target(request.target().data(), request.target().size());
    if (target.starts_with('/')) return true;
    if (target == "*") return request.method() == http::verb::options;
    constexpr std::string_view kScheme = "http://";
    if (target.size() < kScheme.size() || !beast::iequals(target.substr(0, kScheme.size()), kScheme)) return false;
    std::string_view rest = target.substr(kScheme.size());
    std::string const authority(rest.substr(0, rest.find_first_of("/?#")));
    // An authority of http has no user (RFC 9110 section 4.2.4).
    if (authority.empty() || authority.find('@') != std::string::npos) return false;
    rest.remove_prefix(authority.size());
    std::string const path = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    request.target(path);
    request.set(http::field::host, authority);
    return true;
}

}  // namespace coworks::net
