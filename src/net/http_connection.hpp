#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

#include "net/http_server.hpp"

namespace coworks::net {

/// What connections share.
class HttpConnections {
public:
    HttpConnections(HttpHandler answer, HttpLimits bounds) : handler(std::move(answer)), limits(bounds) {}
    virtual ~HttpConnections() = default;
    virtual void enter(HttpReply::Connection& connection) = 0;
    virtual void leave(HttpReply::Connection& connection) = 0;

    HttpHandler handler;
    HttpLimits limits;
    std::size_t open_requests = 0;
    bool stopping = false;
};

/// One client: reads a request, has it answered, writes the answer, and so on. The next request is read only when the
/// last one is answered, so a client that pipelines waits its turn.
class HttpReply::Connection : public std::enable_shared_from_this<Connection> {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using Time = std::chrono::steady_clock::time_point;

    static void start(std::shared_ptr<HttpConnections> all, Socket socket);
    Connection(std::shared_ptr<HttpConnections> all, Socket socket);
    ~Connection();

    void answer(std::uint64_t number, HttpResponse response);
    bool closed() const noexcept { return !socket_.is_open(); }
    std::string peer_address() const;
    /// Closes a connection that is late, and one whose client has gone while its request is under way.
    void sweep(Time now);
    void stop_if_idle();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    enum class Phase { reading_header, reading_body, answering, writing };

    void read_header();
    void read_body();
    void on_header(boost::system::error_code error);
    void on_body(boost::system::error_code error);
    void refuse(boost::system::error_code error);
    void handle();
    void write(HttpResponse const& response, bool close_after);
    void close();

    std::shared_ptr<HttpConnections> all_;
    Socket socket_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string output_;
    Phase phase_ = Phase::reading_header;
    Time deadline_;
    std::uint64_t number_ = 0;  ///< of the request under way: a reply to another one is ignored
    bool keep_alive_ = true;
    bool head_ = false;
};

}  // namespace coworks::net
