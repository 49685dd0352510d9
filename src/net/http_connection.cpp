#include "net/http_connection.hpp"

#include <sys/socket.h>

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <cerrno>
#include <charconv>

#include "base/text.hpp"

namespace coworks::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

void append_number(std::string& out, std::uint64_t number) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr);
}

/// A header's value must not end its line: what a service says is its own, but never a second header.
void append_header(std::string& out, std::string_view name, std::string_view value) {
    auto const clean = [&out](std::string_view text) {
        for (char const c : text)
            out += (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f ? ' ' : c;
    };
    clean(name);
    out += ": ";
    clean(value);
    out += "\r\n";
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return beast::iequals(a, b);
}

/// The server's own: a service that says them would break the framing.
bool is_ours(std::string_view name) {
    return equals_ignoring_case(name, "content-length") || equals_ignoring_case(name, "transfer-encoding") ||
           equals_ignoring_case(name, "connection") || equals_ignoring_case(name, "keep-alive");
}

/// RFC 9110 sections 6.4.1, 15.3.5 and 15.4.5.
bool may_have_body(unsigned status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace

void HttpReply::Connection::start(std::shared_ptr<HttpConnections> all, Socket socket) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    auto const connection = std::make_shared<Connection>(std::move(all), std::move(socket));
    connection->read_header();
}

HttpReply::Connection::Connection(std::shared_ptr<HttpConnections> all, Socket socket)
    : all_(std::move(all)),
      socket_(std::move(socket)),
      buffer_(all_->limits.header_bytes_max + all_->limits.body_bytes_max) {
    all_->enter(*this);
}

HttpReply::Connection::~Connection() {
    if (phase_ == Phase::answering || phase_ == Phase::writing) --all_->open_requests;
    all_->leave(*this);
}

void HttpReply::Connection::read_header() {
    if (all_->stopping) return close();
    phase_ = Phase::reading_header;
    deadline_ = std::chrono::steady_clock::now() + all_->limits.header_timeout;
    parser_.emplace();
    parser_->header_limit(all_->limits.header_bytes_max);
    parser_->body_limit(all_->limits.body_bytes_max);
    http::async_read_header(socket_, buffer_, *parser_,
                            [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
}

void HttpReply::Connection::on_header(error_code error) {
    if (error) return refuse(error);
    phase_ = Phase::reading_body;
    deadline_ = std::chrono::steady_clock::now() + all_->limits.body_timeout;
    // A client that asks first (curl does for a megabyte and more) would otherwise wait a second for our word.
    if (!parser_->is_done() && equals_ignoring_case(parser_->get()[http::field::expect], "100-continue")) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        asio::async_write(socket_, asio::buffer(kContinue),
                          [self = shared_from_this()](error_code failed, std::size_t) {
                              if (failed) return self->close();
                              self->read_body();
                          });
        return;
    }
    read_body();
}

void HttpReply::Connection::read_body() {
    if (parser_->is_done()) return handle();
    http::async_read_some(socket_, buffer_, *parser_,
                          [self = shared_from_this()](error_code error, std::size_t) { self->on_body(error); });
}

void HttpReply::Connection::on_body(error_code error) {
    if (error) return refuse(error);
    read_body();
}

void HttpReply::Connection::refuse(error_code error) {
    if (error.category() != http::make_error_code(http::error::end_of_stream).category() ||
        error == http::error::end_of_stream || error == http::error::partial_message) {
        return close();
    }
    HttpResponse response{
        .status = 400, .headers = {{"content-type", "application/json"}}, .body = R"({"message":"Bad Request"})"};
    if (error == http::error::header_limit) {
        response.status = 431;
        response.body = R"({"message":"Request Header Fields Too Large"})";
    } else if (error == http::error::body_limit) {
        response.status = 413;
        response.body = R"({"message":"Request Too Long"})";
    }
    ++all_->open_requests;
    head_ = false;
    write(response, true);
}

void HttpReply::Connection::handle() {
    keep_alive_ = parser_->keep_alive();
    head_ = parser_->get().method() == http::verb::head;
    phase_ = Phase::answering;
    ++all_->open_requests;
    HttpReply const reply(shared_from_this(), ++number_);
    try {
        all_->handler(parser_->release(), reply);
    } catch (std::exception const&) {
        // The handler's room logs what it throws; here only the client must not be left waiting.
        reply({.status = 500,
               .headers = {{"content-type", "application/json"}},
               .body = R"({"message":"Internal server error"})"});
    }
}

void HttpReply::Connection::answer(std::uint64_t number, HttpResponse response) {
    if (phase_ != Phase::answering || number != number_ || closed()) return;
    write(response, !keep_alive_ || all_->stopping);
}

void HttpReply::Connection::write(HttpResponse const& response, bool close_after) {
    phase_ = Phase::writing;
    deadline_ = std::chrono::steady_clock::now() + all_->limits.write_timeout;
    output_.clear();
    output_ += "HTTP/1.1 ";
    append_number(output_, response.status);
    output_ += ' ';
    auto const reason = http::obsolete_reason(http::int_to_status(response.status));
    output_.append(reason.data(), reason.size());
    output_ += "\r\n";
    for (auto const& [name, value] : response.headers) {
        if (!is_ours(name)) append_header(output_, name, value);
    }
    if (may_have_body(response.status)) {
        output_ += "content-length: ";
        append_number(output_, response.body.size());
        output_ += "\r\n";
    }
    output_ += close_after ? "connection: close\r\n\r\n" : "\r\n";
    if (may_have_body(response.status) && !head_) output_ += response.body;
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this(), close_after](error_code error, std::size_t) {
                          --self->all_->open_requests;
                          self->phase_ = Phase::reading_header;
                          if (error || close_after) return self->close();
                          self->read_header();
                      });
}

std::string HttpReply::Connection::peer_address() const {
    error_code error;
    auto const endpoint = socket_.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

void HttpReply::Connection::sweep(Time now) {
    if (closed()) return;
    if (phase_ != Phase::answering) {
        if (now > deadline_) close();
        return;
    }
    char byte = 0;
    ssize_t const got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    bool const gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
    if (gone) close();
}

void HttpReply::Connection::stop_if_idle() {
    if (phase_ == Phase::reading_header && buffer_.size() == 0) close();
}

void HttpReply::Connection::close() {
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

}  // namespace coworks::net
