#include "aws/protocol/aws_chunked.hpp"

#include <charconv>

namespace coworks::aws::protocol {

namespace {

constexpr std::string_view kEnd = "\r\n";

tl::unexpected<Fault> incomplete() {
    return refuse("IncompleteBody",
                  "You did not provide the number of bytes specified by the Content-Length HTTP header", 400);
}

}  // namespace

bool is_aws_chunked(Request const& request) {
    return request.header("x-amz-content-sha256").starts_with("STREAMING-");
}

Outcome<std::string> read_aws_chunked(Request const& request) {
    std::string body;
    std::string_view rest = request.body;
    while (true) {
        // SIZE;chunk-signature=… CRLF DATA CRLF; a chunk of size 0 is the last, and trailers may follow.
        auto const line = rest.find(kEnd);
        if (line == std::string_view::npos) return incomplete();
        std::string_view const head = rest.substr(0, std::min(line, rest.find(';')));
        std::size_t size = 0;
        auto const [end, error] = std::from_chars(head.data(), head.data() + head.size(), size, 16);
        rest.remove_prefix(line + kEnd.size());
        if (error != std::errc() || end != head.data() + head.size()) return incomplete();
        if (size == 0) break;
        if (size > rest.size() || rest.substr(size, kEnd.size()) != kEnd) return incomplete();
        body += rest.substr(0, size);
        rest.remove_prefix(size + kEnd.size());
    }
    std::string_view const told = request.header("x-amz-decoded-content-length");
    if (!told.empty() && told != std::to_string(body.size())) return incomplete();
    return body;
}

}  // namespace coworks::aws::protocol
