#include "cli/http_client.hpp"
#include "base/http_text.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace coworks::cli {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string HttpAnswer::header(std::string_view name) const {
    for (auto const& [each, value] : headers) {
        if (equals_ignoring_case(each, name)) return value;
    }
    return {};
}

Result<HttpAnswer> call_local(int port, std::string_view method, std::string_view target, std::string_view body,
                              std::vector<std::pair<std::string, std::string>> const& headers) {
    asio::io_context loop{1};
    asio::ip::tcp::socket socket(loop);
    boost::system::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)}, error);
    http::request<http::string_body> request;
    request.method_string(method);
    request.target(target);
    request.set(http::field::host, "localhost:" + std::to_string(port));
    for (auto const& [name, value] : headers)
        request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    request.keep_alive(false);
    if (!error) http::write(socket, request, error);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(64U << 20);
    if (!error) http::read(socket, buffer, parser, error);
    if (error)
        return fail("no_answer", "the local cloud does not answer", "localhost:" + std::to_string(port),
                    error.message());
    HttpAnswer answer{.status = parser.get().result_int(), .headers = {}, .body = std::move(parser.get().body())};
    for (auto const& field : parser.get()) {
        answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    return answer;
}

}  // namespace coworks::cli
