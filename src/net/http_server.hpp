#pragma once

/// An HTTP/1.1 server for one thread's event loop: keep-alive, pipelined requests answered in order, and nothing that a
/// client sends (or fails to send) costs more than its connection.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/header_fields.hpp"

namespace coworks::net {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// An answer; Content-Length, Connection, Date and Server are the server's business. To HEAD, a Content-Length among
/// `headers` is told where `body` is left empty.
struct HttpResponse {
    unsigned status = 200;
    HeaderFields headers;
    std::string body;
};

/// Bounds on what a client may ask for.
struct HttpLimits {
    /// Request line and headers: API Gateway's 10,240 bytes
    /// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html).
    std::uint32_t header_bytes_max = 10'240;
    /// The name of a header that is passed over unread, however long its value.
    std::string_view skipped_header{};
    /// A body: API Gateway's 10 MB (same page).
    std::uint64_t body_bytes_max = 10U << 20;
    /// From the end of the last request to the end of the next one's headers; so long an idle connection is kept.
    std::chrono::milliseconds header_timeout = std::chrono::seconds(60);
    /// For a whole body: a client that trickles is cut off.
    std::chrono::milliseconds body_timeout = std::chrono::seconds(60);
    /// A client that takes nothing more of its answer.
    std::chrono::milliseconds write_timeout = std::chrono::seconds(30);
    /// How long a refused client may go on sending before it is cut off (nginx' lingering_timeout): closed at once, the
    /// system would throw the answer away unread.
    std::chrono::milliseconds linger_timeout = std::chrono::seconds(5);
    /// Connections at once, and never more than half the descriptors that the process may have. For a further one the
    /// connection is closed that has waited longest for its client: for a request, for the rest of one, or for an
    /// answer to be taken. If there is none, it waits in the system's queue.
    std::size_t connections_max = 10'000;
    /// What all connections together hold of bodies on their way in and answers on their way out. Beyond it the
    /// connection that has waited longest for its client is closed, of those that hold much.
    std::size_t held_bytes_max = 256U << 20;
    /// How often all this is looked at.
    std::chrono::milliseconds sweep_period = std::chrono::seconds(1);
};

/// Answers one request, exactly once, from the loop's thread; may be kept and called later. Calling it after the server
/// is gone does nothing.
class HttpReply {
public:
    /// Who asked: a client's connection, or something in this process.
    class Receiver {
    public:
        virtual ~Receiver() = default;
        virtual void answer(std::uint64_t number, HttpResponse response) = 0;
        virtual bool abandoned() const noexcept = 0;
        virtual std::string peer_address() const = 0;
    };
    class Connection;

    HttpReply() = default;
    /// `number` tells the receiver which of its requests is answered.
    HttpReply(std::shared_ptr<Receiver> receiver, std::uint64_t number)
        : receiver_(std::move(receiver)), number_(number) {}

    void operator()(HttpResponse response) const;
    /// Whether the client has gone meanwhile, as far as can be known: a client that has closed its own side alone looks
    /// the same until it is written to. So this is a reason not to begin the work, not one to keep the answer back.
    bool abandoned() const;
    /// The client's IP address; empty if it has gone.
    std::string peer_address() const;

private:
    std::shared_ptr<Receiver> receiver_;
    std::uint64_t number_ = 0;
};

/// Whatever it throws ends as a 500 without a text.
using HttpHandler = std::function<void(HttpRequest request, HttpReply reply)>;
/// Adds to the answer with which the server itself refuses a request; what of its head could be read is there.
using HttpRefusal = std::function<void(HttpRequest const& head, HttpResponse& response)>;

class HttpServer {
public:
    HttpServer(boost::asio::io_context& loop, HttpHandler handler, HttpLimits limits = {});
    ~HttpServer();
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    /// Before listen(): hears of every request that the handler never sees.
    void on_refusal(HttpRefusal refusal);
    /// Before listen(): each answer says when it was made (RFC 9110 section 6.6.1), unless it does so itself.
    void tell_date(Clock const& clock);
    /// Binds and listens; port 0 takes any free one. Errors: "port_in_use", "bad_address", "cannot_listen".
    Result<std::uint16_t> listen(std::string const& address, std::uint16_t port);
    /// Accepts no more; requests under way are answered, idle connections closed.
    void stop_accepting();
    /// Requests whose answer is not yet written.
    std::size_t open_requests() const noexcept;

private:
    class State;
    std::shared_ptr<State> state_;
};

}  // namespace coworks::net
