#include "net/client/http_client.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "base/http_text.hpp"
#include "net/client/stream.hpp"

namespace coworks::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// Of an answer's head, and of its trailers: nothing in them can then be longer than a header of Boost.Beast may be,
/// which throws. Twice to eight times what servers themselves take.
constexpr std::uint32_t kHeadBytesMax = kHeaderTextBytesMax;
/// 1xx answers before the real one: more is a game.
constexpr int kInterimMax = 8;
/// Of one read.
constexpr std::size_t kReadBytes = 16U << 10;

bool is_clients_business(std::string_view name) {
    return std::ranges::any_of(
        std::initializer_list<char const*>{"host", "connection", "content-length", "transfer-encoding"},
        [&](char const* each) { return equals_ignoring_case({name.data(), name.size()}, each); });
}

/// The whole request as it goes over the wire (RFC 9112).
std::string request_text(ClientRequest const& order) {
    std::string text =
        order.method + " " + order.address.target() + " HTTP/1.1\r\nHost: " + order.address.authority() + "\r\n";
    for (auto const& [name, value] : order.headers)
        if (!is_clients_business(name)) text.append(name).append(": ").append(value).append("\r\n");
    text += "Connection: close\r\n";
    if (!order.body.empty() || (order.method != "GET" && order.method != "HEAD"))
        text += "Content-Length: " + std::to_string(order.body.size()) + "\r\n";
    return text + "\r\n" + order.body;
}

}  // namespace

/// One call, from the look-up of the name to the end of the answer. Kept alive by its handlers.
class HttpClient::Call : public std::enable_shared_from_this<Call> {
public:
    Call(asio::io_context& loop, ClientRequest order, std::shared_ptr<Trust> trust, std::shared_ptr<bool> alive,
         std::function<void(Result<HttpAnswer>)> done)
        : order_(std::move(order)),
          trust_(std::move(trust)),
          deadline_(std::chrono::steady_clock::now() + order_.patience),
          resolver_(loop),
          timer_(loop, deadline_),
          socket_(loop),
          stream_(make_stream(socket_, trust_.get())),
          alive_(std::move(alive)),
          done_(std::move(done)),
          request_(request_text(order_)) {}

    void begin() {
        timer_.async_wait([self = weak_from_this()](error_code error) {
            // A look-up can't be cut: it goes on in a thread of its own, and its call ends without it.
            if (auto const call = self.lock(); call && !error) call->fail(asio::error::timed_out);
        });
        resolver_.async_resolve(order_.address.host, order_.address.port,
                                [self = shared_from_this()](error_code error, auto const& found) {
                                    if (error) return self->fail(error);
                                    if (self->done_) self->connect(found);
                                });
    }

    /// Whatever is under way ends with an error that nobody hears.
    void cut() {
        done_ = nullptr;
        timer_.cancel();
        resolver_.cancel();
        close();
    }

private:
    void connect(tcp::resolver::results_type const& found) {
        asio::async_connect(socket_, found, [self = shared_from_this()](error_code error, tcp::endpoint const&) {
            if (!self->done_) return;
            if (error) return self->fail(error);
            error_code ignored;
            self->socket_.set_option(tcp::no_delay(true), ignored);
            self->stream_->shake_hands(self->order_.address.host, [self](error_code failed) {
                if (failed) return self->fail(failed);
                self->next_head();
                self->write();
            });
        });
    }

    void write() {
        auto const rest = asio::buffer(request_) + written_;
        stream_->write_some(rest, [self = shared_from_this()](error_code error, std::size_t count) {
            if (!self->done_) return;
            self->written_ += count;
            if (!error && self->written_ < self->request_.size()) return self->write();
            // A server may answer, and close, before it has read everything: what it says is worth more than the fault.
            self->write_error_ = error;
            self->read();
        });
    }

    /// An answer's head is awaited: the first, or one after an interim answer. Says whether there may be one more.
    bool next_head() {
        if (++heads_ > kInterimMax) return false;
        parser_.emplace();
        parser_->header_limit(kHeadBytesMax);
        parser_->body_limit(order_.body_bytes_max);
        parser_->skip(order_.method == "HEAD");
        parser_->eager(false);
        return true;
    }

    void read() {
        auto const room = std::min(kReadBytes, buffer_.max_size() - buffer_.size());
        if (room == 0) return fail(http::error::buffer_overflow);
        stream_->read_some(buffer_.prepare(room), [self = shared_from_this()](error_code error, std::size_t count) {
            if (!self->done_) return;
            self->buffer_.commit(count);
            if (error == asio::error::eof) return self->at_end();
            if (error)
                return self->fail(self->write_error_ && !self->parser_->is_header_done() ? self->write_error_ : error);
            self->parse();
        });
    }

    void at_end() {
        error_code error = http::error::end_of_stream;
        if (parser_->got_some()) {
            error = {};
            parser_->put_eof(error);
        }
        if (!error && parser_->is_done()) return succeed();
        if (!error) error = http::error::partial_message;
        fail(write_error_ && !parser_->is_header_done() ? write_error_ : error);
    }

    /// Takes from the buffer what it can; then the answer is whole, or more is read.
    void parse() {
        while (true) {
            if (parser_->is_header_done()) {
                if (parser_->get().result_int() / 100 == 1) {
                    if (!next_head()) return fail(http::error::bad_status);
                } else {
                    parser_->eager(true);
                }
            }
            if (parser_->is_done()) return succeed();
            if (buffer_.size() == 0) return read();
            error_code error;
            bool const in_head = !parser_->is_header_done();
            auto const used = parser_->put(buffer_.cdata(), error);
            buffer_.consume(used);
            if (error && error != http::error::need_more) return fail(error);
            bool const head_ended = in_head && parser_->is_header_done();
            if (error || (used == 0 && !head_ended && !parser_->is_done())) return read();
        }
    }

    void succeed() {
        auto& response = parser_->get();
        HttpAnswer answer{.status = response.result_int(), .reason = std::string(response.reason())};
        for (auto const& field : response)
            answer.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
        answer.body = std::move(response.body());
        end(std::move(answer));
    }

    void fail(error_code error) {
        std::string const place = order_.address.authority();
        auto const told = [&](char const* code, std::string what) { end(coworks::fail(code, std::move(what), place)); };
        if (std::chrono::steady_clock::now() >= deadline_)
            return told("timed_out",
                        "there was no whole answer within " + std::to_string(order_.patience.count()) + " ms");
        if (error == http::error::body_limit || error == http::error::buffer_overflow)
            return told("too_large", "the answer is larger than " + std::to_string(order_.body_bytes_max) + " bytes");
        if (error == http::error::header_limit) return told("too_large", "the head of the answer is too large");
        if (stream_->is_secure_error(error)) {
            std::string const distrust = stream_->distrust();
            if (!distrust.empty()) return told("untrusted", "its certificate is not trusted: " + distrust);
            return told("no_answer", error.message());
        }
        if (error == http::error::end_of_stream || error == http::error::partial_message)
            return told("no_answer", "the connection was closed before the answer's end");
        if (error.category() == make_error_code(http::error::bad_version).category())
            return told("bad_answer", "what came is no HTTP: " + error.message());
        told("no_answer", error.message());
    }

    void end(Result<HttpAnswer> result) {
        timer_.cancel();
        close();
        auto const done = std::exchange(done_, nullptr);
        if (done && *alive_) done(std::move(result));
    }

    void close() {
        error_code ignored;
        socket_.close(ignored);
    }

    ClientRequest order_;
    std::shared_ptr<Trust> trust_;
    std::chrono::steady_clock::time_point deadline_;
    tcp::resolver resolver_;
    asio::steady_timer timer_;
    tcp::socket socket_;
    std::unique_ptr<Stream> stream_;
    std::shared_ptr<bool> alive_;
    std::function<void(Result<HttpAnswer>)> done_;
    std::string request_;
    std::size_t written_ = 0;
    error_code write_error_;
    /// Bounded, because the parser bounds heads alone: trailers and a chunk's extensions end here.
    beast::flat_buffer buffer_{kHeadBytesMax};
    std::optional<http::response_parser<http::string_body>> parser_;
    int heads_ = 0;
};

HttpClient::HttpClient(asio::io_context& loop) : loop_(loop) {}

HttpClient::~HttpClient() {
    *alive_ = false;
}

std::function<void()> HttpClient::send(ClientRequest order, std::function<void(Result<HttpAnswer>)> done) {
    if (order.address.secure && !trust_) trust_ = std::make_shared<Trust>();
    auto trust = order.address.secure ? trust_ : nullptr;
    for (auto const& [name, value] : order.headers) {
        if (name.size() <= kHeaderTextBytesMax && value.size() <= kHeaderTextBytesMax) continue;
        auto refused = fail("too_large", "a header is longer than " + std::to_string(kHeaderTextBytesMax) + " bytes",
                            name.substr(0, 100));
        auto const wanted = std::make_shared<bool>(true);
        asio::post(loop_, [alive = alive_, wanted, done = std::move(done), refused = std::move(refused)] {
            if (*alive && *wanted) done(refused);
        });
        return [wanted] { *wanted = false; };
    }
    auto const call = std::make_shared<Call>(loop_, std::move(order), std::move(trust), alive_, std::move(done));
    call->begin();
    return [call = std::weak_ptr(call)] {
        if (auto const under_way = call.lock()) under_way->cut();
    };
}

}  // namespace coworks::net
