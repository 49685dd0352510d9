#include "net/http_connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <cerrno>
#include <charconv>

#include "base/http_text.hpp"
#include "base/text.hpp"
#include "net/http_request_check.hpp"
#include "net/reason_phrase.hpp"

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

/// The server's own: a service that says them would break the framing.
bool is_ours(std::string_view name) {
    return equals_ignoring_case(name, "content-length") || equals_ignoring_case(name, "transfer-encoding") ||
           equals_ignoring_case(name, "connection") || equals_ignoring_case(name, "keep-alive");
}

/// Read from the socket at once.
constexpr std::size_t kReadMax = 64U << 10;
/// Given to the socket at once; it takes what fits.
constexpr std::size_t kWriteMax = 1U << 20;

/// RFC 9110 sections 6.4.1, 15.3.5 and 15.4.5.
bool may_have_body(unsigned status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace

void HttpParser::on_field_impl(http::field field, beast::string_view name, beast::string_view value,
                               error_code& error) {
    if (!skipped_.empty() && equals_ignoring_case(name, skipped_)) return;
    if (std::max(name.size(), value.size()) > kHeaderTextBytesMax) {
        error = http::error::header_limit;
    } else {
        get().insert(field, name, value);
    }
}

void HttpReply::Connection::start(std::shared_ptr<HttpConnections> all, Socket socket) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    auto const connection = std::make_shared<Connection>(std::move(all), std::move(socket));
    connection->read_header();
}

HttpReply::Connection::Connection(std::shared_ptr<HttpConnections> all, Socket socket)
    : all_(std::move(all)),
      socket_(std::move(socket)),
      // Bodies leave it piece by piece; what must be in it whole is a head, or a chunk's size with its extensions.
      buffer_(all_->limits.header_bytes_max + kReadMax) {
    all_->enter(*this);
}

HttpReply::Connection::~Connection() {
    if (phase_ == Phase::answering || phase_ == Phase::writing) --all_->open_requests;
    all_->held_bytes -= held_bytes_;
    all_->leave(*this);
}

void HttpReply::Connection::hold(std::size_t bytes) {
    all_->held_bytes += bytes - held_bytes_;
    held_bytes_ = bytes;
    if (bytes > 0 && all_->held_bytes > all_->limits.held_bytes_max) all_->make_room(*this);
}

void HttpReply::Connection::enter(Phase phase, std::chrono::milliseconds timeout) {
    phase_ = phase;
    phase_begun_ = Clock::now();
    deadline_ = phase_begun_ + timeout;
}

void HttpReply::Connection::read_header() {
    if (all_->stopping) return close();
    enter(Phase::reading_header, all_->limits.header_timeout);
    half_closed_ = false;
    head_fields_.reset();
    head_bytes_ = 0;
    parser_.emplace(all_->limits.skipped_header);
    parser_->header_limit(all_->limits.header_bytes_max);
    parser_->body_limit(all_->limits.body_bytes_max);
    read_more_header();
}

void HttpReply::Connection::read_more_header() {
    http::async_read_some(socket_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t size) {
        self->head_bytes_ += size;
        // The parser's own limit is one for each line that it has not yet read.
        if (!error && self->head_bytes_ > self->all_->limits.header_bytes_max) return self->refuse(431);
        if (!error && !self->parser_->is_header_done()) return self->read_more_header();
        self->on_header(error);
    });
}

void HttpReply::Connection::on_header(error_code error) {
    if (error) return refuse(error);
    if (auto const status = refusal_of(parser_->get(), parser_->chunked())) return refuse(*status);
    bool const asks =
        parser_->get().version() > 10 && equals_ignoring_case(parser_->get()[http::field::expect], "100-continue");
    // Also one that asks without a body (botocore does) is told: it takes the next answer's head for what it asked for.
    if (parser_->is_done() && !asks) return handle();
    enter(Phase::reading_body, all_->limits.body_timeout);
    // A trailer must not pass for a header (RFC 9110 section 6.5.1), but the parser adds it to them.
    if (parser_->chunked()) head_fields_ = parser_->get().base();
    // A client that asks first (curl does for a megabyte and more) would otherwise wait a second for our word.
    if (asks) {
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
    hold(parser_->get().body().size());
    read_body();
}

void HttpReply::Connection::refuse(error_code error) {
    if (error.category() != http::make_error_code(http::error::end_of_stream).category() ||
        error == http::error::end_of_stream || error == http::error::partial_message) {
        return close();
    }
    if (error == http::error::header_limit) return refuse(431);
    if (error == http::error::body_limit) return refuse(413);
    refuse(400);
}

void HttpReply::Connection::refuse(unsigned status) {
    std::string_view const message = status == 431   ? "Request Header Fields Too Large"
                                     : status == 413 ? "Request Too Long"
                                                     : "Bad Request";
    ++all_->open_requests;
    head_ = false;
    keep_alive_told_ = false;
    HttpResponse response{.status = status,
                          .headers = {{"content-type", "application/json"}},
                          .body = R"({"message":")" + std::string(message) + R"("})"};
    if (all_->refusal) all_->refusal(parser_->get(), response);
    write(response, After::linger);
}

void HttpReply::Connection::handle() {
    HttpRequest request = parser_->release();
    hold(0);
    if (head_fields_) static_cast<http::fields&>(request.base()) = std::move(*head_fields_);
    if (!to_origin_form(request)) return refuse(400);
    keep_alive_ = request.keep_alive();
    keep_alive_told_ = keep_alive_ && request.version() == 10;
    head_ = request.method() == http::verb::head;
    phase_ = Phase::answering;
    ++all_->open_requests;
    HttpReply const reply(shared_from_this(), ++number_);
    try {
        all_->handler(std::move(request), reply);
    } catch (std::exception const&) {
        // The handler's room logs what it throws; here only the client must not be left waiting.
        reply({.status = 500,
               .headers = {{"content-type", "application/json"}},
               .body = R"({"message":"Internal server error"})"});
    }
}

void HttpReply::Connection::answer(std::uint64_t number, HttpResponse response) {
    if (phase_ != Phase::answering || number != number_ || closed()) return;
    write(response, keep_alive_ && !all_->stopping ? After::next : After::close);
}

void HttpReply::Connection::write(HttpResponse const& response, After after) {
    enter(Phase::writing, all_->limits.write_timeout);
    output_.clear();
    output_ += "HTTP/1.1 ";
    append_number(output_, response.status);
    output_ += ' ';
    output_ += reason_phrase(response.status);
    output_ += "\r\n";
    bool dated = !all_->date;
    for (auto const& [name, value] : response.headers) {
        if (!is_ours(name)) append_header(output_, name, value);
        dated = dated || equals_ignoring_case(name, "date");
    }
    if (!dated) output_ += all_->date->line();
    // To HEAD the length is GET's or none (RFC 9110 section 8.6): who leaves the body out may tell it.
    if (auto const told = std::ranges::find_if(
            response.headers, [](auto const& field) { return equals_ignoring_case(field.first, "content-length"); });
        head_ && response.body.empty() && told != response.headers.end())
        append_header(output_, told->first, told->second);
    if (may_have_body(response.status) && !(head_ && response.body.empty())) {
        output_ += "content-length: ";
        append_number(output_, response.body.size());
        output_ += "\r\n";
    }
    if (after != After::next) {
        output_ += "connection: close\r\n";
    } else if (keep_alive_told_) {
        output_ += "connection: keep-alive\r\n";
    }
    output_ += "\r\n";
    if (may_have_body(response.status) && !head_) output_ += response.body;
    hold(output_.size());
    // Each piece that the client takes gives it time for the next one.
    auto const progress = [self = shared_from_this(), sent = std::size_t{0}](error_code error,
                                                                             std::size_t total) mutable -> std::size_t {
        if (error) return 0;
        if (total > std::exchange(sent, total)) self->deadline_ = Clock::now() + self->all_->limits.write_timeout;
        return kWriteMax;
    };
    asio::async_write(socket_, asio::buffer(output_), progress,
                      [self = shared_from_this(), after](error_code error, std::size_t) {
                          --self->all_->open_requests;
                          self->phase_ = Phase::reading_header;
                          self->hold(0);
                          // Short answers share their memory, a long one's is not kept for the next one.
                          if (self->output_.capacity() > kReadMax) std::string().swap(self->output_);
                          if (error) return self->close();
                          self->on_written(after);
                      });
}

void HttpReply::Connection::on_written(After after) {
    if (after == After::next) return read_header();
    if (after == After::close) return close();
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    enter(Phase::lingering, all_->limits.linger_timeout);
    buffer_.clear();
    linger();
}

void HttpReply::Connection::linger() {
    socket_.async_read_some(buffer_.prepare(kReadMax), [self = shared_from_this()](error_code error, std::size_t) {
        if (error) return self->close();
        self->linger();
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
    if (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) return close();
    // The end of what it sends: a client that left, or one that still reads (shutdown(SHUT_WR), nc -N). The answer is
    // written to both; to the first that is the end of the connection.
    half_closed_ = got == 0;
}

std::optional<HttpReply::Connection::Time> HttpReply::Connection::waits_since() const noexcept {
    return phase_ == Phase::answering ? std::nullopt : std::optional(phase_begun_);
}

void HttpReply::Connection::stop_if_idle() {
    if (phase_ == Phase::reading_header && buffer_.size() == 0) close();
}

void HttpReply::Connection::close() {
    hold(0);
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

}  // namespace coworks::net
