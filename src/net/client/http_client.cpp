#include "net/client/http_client.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>
#include <variant>

namespace coworks::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

/// Of an answer's head, and of its trailers: nothing in them can then be longer than a header of Boost.Beast may be,
/// which throws. Twice to eight times what servers themselves take.
constexpr std::uint32_t kHeadBytesMax = kHeaderTextBytesMax;
/// 1xx answers before the real one: more is a game.
constexpr int kInterimMax = 8;

}  // namespace

class HttpClient::Tls {
public:
    Tls() : context(asio::ssl::context::tls_client) {
        context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1);
        // A system without certificates trusts nobody, which each call then says.
        error_code ignored;
        context.set_default_verify_paths(ignored);
        context.set_verify_mode(asio::ssl::verify_peer);
    }
    asio::ssl::context context;
};

/// One call, from the look-up of the name to the end of the answer. Kept alive by its handlers.
class HttpClient::Call : public std::enable_shared_from_this<Call> {
public:
    using Plain = beast::tcp_stream;
    using Secure = beast::ssl_stream<beast::tcp_stream>;

    Call(asio::io_context& loop, HttpOrder order, std::shared_ptr<Tls> tls, std::shared_ptr<bool> alive,
         std::function<void(Result<HttpAnswer>)> done)
        : order_(std::move(order)),
          tls_(std::move(tls)),
          deadline_(std::chrono::steady_clock::now() + order_.patience),
          resolver_(loop),
          timer_(loop, deadline_),
          alive_(std::move(alive)),
          done_(std::move(done)) {
        if (tls_) {
            stream_.emplace<Secure>(loop, tls_->context);
        } else {
            stream_.emplace<Plain>(loop);
        }
    }

    void begin() {
        timer_.async_wait([self = weak_from_this()](error_code error) {
            // A look-up can't be cut: it goes on in a thread of its own, and its call ends without it.
            if (auto const call = self.lock(); call && !error) call->fail(beast::error::timeout);
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
        plain().close();
    }

private:
    /// Runs `with` on the stream, whichever it is.
    template <class F>
    void on_stream(F&& with) {
        if (auto* const secure = std::get_if<Secure>(&stream_)) {
            with(*secure);
        } else {
            with(std::get<Plain>(stream_));
        }
    }
    Plain& plain() {
        auto* const secure = std::get_if<Secure>(&stream_);
        return secure != nullptr ? secure->next_layer() : std::get<Plain>(stream_);
    }

    void connect(asio::ip::tcp::resolver::results_type const& found) {
        plain().expires_at(deadline_);
        plain().async_connect(found, [self = shared_from_this()](error_code error, auto const&) {
            if (error) return self->fail(error);
            error_code ignored;
            self->plain().socket().set_option(asio::ip::tcp::no_delay(true), ignored);
            self->shake_hands();
        });
    }

    void shake_hands() {
        auto* const secure = std::get_if<Secure>(&stream_);
        if (secure == nullptr) return write();
        std::string const& host = order_.address.host;
        error_code error;
        asio::ip::make_address(host, error);
        // RFC 6066 section 3: a server's name, never an address.
        if (error && SSL_ctrl(secure->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                              const_cast<char*>(host.c_str())) != 1)
            return fail(error_code(static_cast<int>(::ERR_get_error()), asio::error::get_ssl_category()));
        secure->set_verify_callback(asio::ssl::host_name_verification(host));
        secure->async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code failed) {
            if (failed) return self->fail(failed);
            self->write();
        });
    }

    void write() {
        request_.method_string(order_.method);
        request_.target(order_.address.target());
        for (auto const& [name, value] : order_.headers)
            request_.insert(name, value);
        request_.set(http::field::host, order_.address.authority());
        request_.keep_alive(false);
        request_.erase(http::field::content_length);
        request_.erase(http::field::transfer_encoding);
        request_.body() = std::move(order_.body);
        if (!request_.body().empty() || (order_.method != "GET" && order_.method != "HEAD"))
            request_.content_length(request_.body().size());
        on_stream([this](auto& stream) {
            // A server may answer, and close, before it has read everything: what it says is worth more than the fault.
            http::async_write(stream, request_, [self = shared_from_this()](error_code error, std::size_t) {
                if (error == beast::error::timeout) return self->fail(error);
                self->write_error_ = error;
                self->read_head();
            });
        });
    }

    void read_head() {
        if (++heads_ > kInterimMax) return fail(http::error::bad_status);
        parser_.emplace();
        parser_->header_limit(kHeadBytesMax);
        parser_->body_limit(order_.body_bytes_max);
        parser_->skip(order_.method == "HEAD");
        on_stream([this](auto& stream) {
            http::async_read_header(stream, buffer_, *parser_,
                                    [self = shared_from_this()](error_code error, std::size_t) {
                                        if (error) return self->fail(self->write_error_ ? self->write_error_ : error);
                                        if (self->parser_->get().result_int() / 100 == 1) return self->read_head();
                                        self->read_body();
                                    });
        });
    }

    void read_body() {
        on_stream([this](auto& stream) {
            http::async_read(stream, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
                if (error) return self->fail(error);
                self->succeed();
            });
        });
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
        bool const late = error == beast::error::timeout || std::chrono::steady_clock::now() >= deadline_;
        if (late)
            return told("timed_out",
                        "there was no whole answer within " + std::to_string(order_.patience.count()) + " ms");
        if (error == http::error::body_limit || error == http::error::buffer_overflow)
            return told("too_large", "the answer is larger than " + std::to_string(order_.body_bytes_max) + " bytes");
        if (error == http::error::header_limit) return told("too_large", "the head of the answer is too large");
        if (error.category() == asio::error::get_ssl_category()) {
            auto const verified = SSL_get_verify_result(std::get<Secure>(stream_).native_handle());
            if (verified != X509_V_OK)
                return told("untrusted",
                            std::string("its certificate is not trusted: ") + X509_verify_cert_error_string(verified));
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
        plain().close();
        auto const done = std::exchange(done_, nullptr);
        if (done && *alive_) done(std::move(result));
    }

    HttpOrder order_;
    std::shared_ptr<Tls> tls_;
    std::chrono::steady_clock::time_point deadline_;
    asio::ip::tcp::resolver resolver_;
    asio::steady_timer timer_;
    std::shared_ptr<bool> alive_;
    std::function<void(Result<HttpAnswer>)> done_;
    std::variant<std::monostate, Plain, Secure> stream_;
    http::request<http::string_body> request_;
    /// Bounded, because the parser bounds heads alone: trailers and a chunk's extensions end here.
    beast::flat_buffer buffer_{kHeadBytesMax};
    std::optional<http::response_parser<http::string_body>> parser_;
    error_code write_error_;
    int heads_ = 0;
};

HttpClient::HttpClient(asio::io_context& loop) : loop_(loop) {}

HttpClient::~HttpClient() {
    *alive_ = false;
}

std::function<void()> HttpClient::send(HttpOrder order, std::function<void(Result<HttpAnswer>)> done) {
    if (order.address.secure && !tls_) tls_ = std::make_shared<Tls>();
    auto tls = order.address.secure ? tls_ : nullptr;
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
    auto const call = std::make_shared<Call>(loop_, std::move(order), std::move(tls), alive_, std::move(done));
    call->begin();
    return [call = std::weak_ptr(call)] {
        if (auto const under_way = call.lock()) under_way->cut();
    };
}

}  // namespace coworks::net
