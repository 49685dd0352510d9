#include "net/client/web_address.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace coworks::net {

namespace urls = boost::urls;

std::string WebAddress::authority() const {
    std::string const name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (secure ? "443" : "80") ? name : name + ":" + port;
}

Result<WebAddress> parse_web_address(std::string_view text) {
    auto const refuse = [&](char const* why) { return fail("bad_address", why, std::string(text)); };
    auto const parsed = urls::parse_uri({text.data(), text.size()});
    if (!parsed) return refuse("this is no web address");
    urls::url_view const url = *parsed;
    if (url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https)
        return refuse("a web address begins with https:// or http://");
    if (url.has_userinfo()) return refuse("a web address with a user's name in it is not called");
    if (url.host().empty()) return refuse("this web address names no host");
    WebAddress address{.secure = url.scheme_id() == urls::scheme::https};
    for (auto const& segment : url.segments())
        if (segment == "." || segment == "..") return refuse("a web address with . or .. in its path is not called");
    address.host = url.host_type() == urls::host_type::ipv6 ? std::string(url.host_ipv6_address().to_string())
                                                            : std::string(url.host());
    for (char& c : address.host)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    address.port = url.has_port() && !url.port().empty() ? std::string(url.port()) : address.secure ? "443" : "80";
    if (std::string path(url.encoded_path()); !path.empty()) address.path = std::move(path);
    address.query = std::string(url.encoded_query());
    return address;
}

bool is_below(WebAddress const& address, WebAddress const& base) {
    if (address.secure != base.secure || address.host != base.host || address.port != base.port) return false;
    std::string_view const path = address.path;
    std::string_view above = base.path;
    if (above.ends_with('/')) above.remove_suffix(1);
    return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '/');
}

bool is_loopback(std::string_view host) {
    if (host == "localhost") return true;
    boost::system::error_code error;
    auto const address = boost::asio::ip::make_address(std::string(host), error);
    return !error && address.is_loopback();
}

}  // namespace coworks::net
