#include "net/reason_phrase.hpp"

#include <boost/beast/http/status.hpp>
#include <ostream>  // Boost 1.81's string_view uses it

namespace coworks::net {

std::string_view reason_phrase(unsigned status) {
    namespace http = boost::beast::http;
    auto const known = http::int_to_status(status);
    if (known == http::status::unknown) return {};
    return http::obsolete_reason(known);
}

}  // namespace coworks::net
