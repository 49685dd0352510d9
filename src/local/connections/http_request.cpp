#include "local/connections/http_request.hpp"

#include <algorithm>
#include <array>

#include "base/http_text.hpp"
#include "base/text.hpp"
#include "json/text_of.hpp"
#include "local/connections/form.hpp"

namespace coworks::local::connections {

namespace {

using Refused = tl::unexpected<std::string>;

/// A value without the line ends that would begin another header.
bool is_header(std::string_view name, std::string_view value) {
    return is_token(name) && value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

tl::expected<net::HeaderFields, std::string> headers_of(Json const& given) {
    net::HeaderFields headers;
    if (given.is_null()) return headers;
    if (!given.is_object()) return Refused("Headers must be an object");
    for (auto const& member : given.members()) {
        std::string const name(member.name());
        if (is_reserved_header(name)) return Refused("The header '" + name + "' can't be set by an HTTP Task");
        // A list is one header with its values in a row (RFC 9110 section 5.3).
        std::string value;
        if (member.value.is_array()) {
            for (Json const& each : member.value.items())
                value += (value.empty() ? "" : ",") + plain_text(each);
        } else {
            value = plain_text(member.value);
        }
        if (name.size() > net::kHeaderTextBytesMax || value.size() > net::kHeaderTextBytesMax)
            return Refused("The header '" + name.substr(0, 100) + "' is longer than " +
                           std::to_string(net::kHeaderTextBytesMax) + " bytes");
        if (!is_header(name, value)) return Refused("'" + name + "' is no header");
        net::set_header(headers, name, std::move(value));
    }
    return headers;
}

tl::expected<std::string, std::string> query_of(Json const& given, ArrayFormat format) {
    if (given.is_null()) return std::string();
    if (!given.is_object()) return Refused("QueryParameters must be an object");
    return to_form(given, format);
}

struct Encoding {
    bool form = false;
    ArrayFormat arrays = ArrayFormat::indices;
};

tl::expected<Encoding, std::string> encoding_of(Json const& transform) {
    Encoding encoding;
    if (transform.is_null()) return encoding;
    if (!transform.is_object()) return Refused("Transform must be an object");
    std::string const body = text_of(transform["RequestBodyEncoding"]);
    if (!body.empty() && body != "NONE" && body != "URL_ENCODED")
        return Refused("RequestBodyEncoding is NONE or URL_ENCODED, not '" + body + "'");
    encoding.form = body == "URL_ENCODED";
    std::string const arrays = text_of(transform["RequestEncodingOptions"]["ArrayFormat"]);
    if (arrays.empty() || arrays == "NONE") return encoding;
    auto const format = array_format(arrays);
    if (!format) return Refused("ArrayFormat is INDICES, REPEAT, COMMAS, BRACKETS or NONE, not '" + arrays + "'");
    encoding.arrays = *format;
    return encoding;
}

constexpr auto kMethods = std::to_array<std::string_view>({"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"});
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

}  // namespace

bool is_reserved_header(std::string_view name) {
    static constexpr auto kReserved = std::to_array<std::string_view>({"a-im",
                                                                       "accept-charset",
                                                                       "accept-datetime",
                                                                       "accept-encoding",
                                                                       "authorization",
                                                                       "cache-control",
                                                                       "connection",
                                                                       "content-encoding",
                                                                       "content-md5",
                                                                       "date",
                                                                       "expect",
                                                                       "forwarded",
                                                                       "from",
                                                                       "host",
                                                                       "http2-settings",
                                                                       "if-match",
                                                                       "if-modified-since",
                                                                       "if-none-match",
                                                                       "if-range",
                                                                       "if-unmodified-since",
                                                                       "max-forwards",
                                                                       "origin",
                                                                       "pragma",
                                                                       "proxy-authorization",
                                                                       "referer",
                                                                       "server",
                                                                       "te",
                                                                       "trailer",
                                                                       "transfer-encoding",
                                                                       "upgrade",
                                                                       "via",
                                                                       "warning"});
    std::string const small = lower_case(name);
    return small.starts_with("x-forwarded") || small.starts_with("x-amz") || small.starts_with("x-amzn") ||
           std::ranges::find(kReserved, small) != kReserved.end();
}

std::string connection_arn_of(Json const& arguments) {
    for (auto const* const name : {"InvocationConfig", "Authentication"})
        if (std::string arn = text_of(arguments[name]["ConnectionArn"]); !arn.empty()) return arn;
    return {};
}

tl::expected<net::ClientRequest, std::string> http_request(Json const& arguments, Connection const& connection,
                                                           std::string_view region) {
    net::ClientRequest order;
    auto address = net::parse_web_address(text_of(arguments["ApiEndpoint"]));
    if (!address) return Refused("ApiEndpoint '" + text_of(arguments["ApiEndpoint"]) + "': " + address.error().message);
    auto const base = net::parse_web_address(connection.base);
    if (!base || !net::is_below(*address, *base))
        return Refused("ApiEndpoint is not below " + connection.base + ", which the connection '" + connection.name +
                       "' is for");
    if (!address->secure && !net::is_loopback(address->host))
        return Refused("An HTTP Task calls https:// alone (and http:// on this machine)");
    order.method = text_of(arguments["Method"]);
    if (std::ranges::find(kMethods, order.method) == kMethods.end())
        return Refused("Method is GET, POST, PUT, DELETE, PATCH, OPTIONS or HEAD, not '" + order.method + "'");
    auto const encoding = encoding_of(arguments["Transform"]);
    if (!encoding) return Refused(encoding.error());
    auto const query = query_of(arguments["QueryParameters"], encoding->arrays);
    if (!query) return Refused(query.error());
    if (!query->empty()) address->query += (address->query.empty() ? "" : "&") + *query;
    order.address = *std::move(address);
    auto headers = headers_of(arguments["Headers"]);
    if (!headers) return Refused(headers.error());
    order.headers = *std::move(headers);
    for (auto const& [name, value] : connection.headers)
        net::set_header(order.headers, name, value);

    if (Json const& body = arguments["RequestBody"]; !body.is_null()) {
        bool const form = encoding->form && body.is_object();
        order.body = form ? to_form(body, encoding->arrays) : plain_text(body);
        if (!net::has_header(order.headers, "content-type"))
            net::set_header(order.headers, "Content-Type",
                            form ? std::string(kFormType) : "application/json; charset=UTF-8");
    }
    // The same page, "Overlapping headers": these are always its own.
    net::set_header(order.headers, "User-Agent", "Amazon|StepFunctions|HttpInvoke|" + std::string(region));
    net::set_header(order.headers, "Range", "bytes=0-262144");
    return order;
}

}  // namespace coworks::local::connections
