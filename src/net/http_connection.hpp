#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

#include "base/http_text.hpp"
#include "net/http_server.hpp"

namespace coworks::net {

/// The line of a head that says when an answer was made; written once a second.
class DateField {
public:
    explicit DateField(coworks::Clock const& clock) : clock_(clock) {}
    std::string_view line() {
        auto const second = std::chrono::floor<std::chrono::seconds>(clock_.now());
        if (line_.empty() || second != second_) line_ = "date: " + http_date(second) + "\r\n";
        second_ = second;
        return line_;
    }

private:
    coworks::Clock const& clock_;
    std::chrono::sys_seconds second_{};
    std::string line_;
};

/// What connections share.
class HttpConnections {
public:
    HttpConnections(HttpHandler answer, HttpLimits bounds) : handler(std::move(answer)), limits(bounds) {}
    virtual ~HttpConnections() = default;
    virtual void enter(HttpReply::Connection& connection) = 0;
    virtual void leave(HttpReply::Connection& connection) = 0;
    /// More is held for clients than may be.
    virtual void make_room(HttpReply::Connection const& newest) = 0;

    HttpHandler handler;
    HttpRefusal refusal;              ///< may be empty
    std::optional<DateField> date{};  ///< of answers that have none
    HttpLimits limits;
    std::size_t open_requests = 0;
    /// By all connections together: of bodies on their way in, of answers on their way out.
    std::size_t held_bytes = 0;
    bool stopping = false;
};

/// Boost's parser, which throws for a header that is longer than its container can hold.
class HttpParser final : public boost::beast::http::request_parser<boost::beast::http::string_body> {
public:
    /// `skipped` is the name of a header that is passed over.
    explicit HttpParser(std::string_view skipped) : skipped_(skipped) {}

private:
    void on_field_impl(boost::beast::http::field field, boost::beast::string_view name, boost::beast::string_view value,
                       boost::system::error_code& error) override;

    std::string_view skipped_;
};

/// One client: reads a request, has it answered, writes the answer, and so on. The next request is read only when the
/// last one is answered, so a client that pipelines waits its turn.
class HttpReply::Connection final : public HttpReply::Receiver, public std::enable_shared_from_this<Connection> {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    static void start(std::shared_ptr<HttpConnections> all, Socket socket);
    Connection(std::shared_ptr<HttpConnections> all, Socket socket);
    ~Connection() override;

    void answer(std::uint64_t number, HttpResponse response) override;
    bool closed() const noexcept { return !socket_.is_open(); }
    bool abandoned() const noexcept override { return closed() || half_closed_; }
    std::string peer_address() const override;
    /// Closes a connection that is late, and looks whether the client has gone while its request is under way.
    void sweep(Time now);
    /// Of its client's: what has come of a body, or what is left of an answer.
    std::size_t held_bytes() const noexcept { return held_bytes_; }
    void stop_if_idle();
    /// Since when it waits for its client, who is to send a request or to take an answer; nothing while we are to
    /// answer.
    std::optional<Time> waits_since() const noexcept;
    void close();

private:
    enum class Phase { reading_header, reading_body, answering, writing, lingering };

    void hold(std::size_t bytes);
    void enter(Phase phase, std::chrono::milliseconds timeout);
    void read_header();
    void read_more_header();
    void read_body();
    void on_header(boost::system::error_code error);
    void on_body(boost::system::error_code error);
    void refuse(boost::system::error_code error);
    void refuse(unsigned status);
    void handle();
    enum class After { next, close, linger };
    void write(HttpResponse const& response, After after);
    void on_written(After after);
    void linger();

    std::shared_ptr<HttpConnections> all_;
    Socket socket_;
    boost::beast::flat_buffer buffer_;
    std::optional<HttpParser> parser_;
    std::optional<boost::beast::http::fields> head_fields_;  ///< of a chunked request, before its trailers came
    std::string output_;
    Phase phase_ = Phase::reading_header;
    std::size_t head_bytes_ = 0;
    std::size_t held_bytes_ = 0;
    Time phase_begun_;
    Time deadline_;
    std::uint64_t number_ = 0;  ///< of the request under way: a reply to another one is ignored
    bool keep_alive_ = true;
    bool keep_alive_told_ = false;  ///< HTTP/1.0 wants to be told that the connection is kept
    bool half_closed_ = false;      ///< the client will send no more while its request is under way
    bool head_ = false;
};

}  // namespace coworks::net
