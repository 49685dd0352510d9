#include "net/http_server.hpp"

#include <sys/socket.h>

#include <algorithm>

#include <boost/asio/steady_timer.hpp>
#include <unordered_set>

#include "base/descriptors.hpp"
#include "net/http_connection.hpp"

namespace coworks::net {

namespace asio = boost::asio;
using boost::system::error_code;

/// The listening socket and its connections. Connections keep it alive, so that it may outlive the HttpServer.
class HttpServer::State : public HttpConnections, public std::enable_shared_from_this<State> {
public:
    State(asio::io_context& loop, HttpHandler answer, HttpLimits bounds)
        : HttpConnections(std::move(answer), bounds), acceptor_(loop), sweep_(loop) {}

    Result<std::uint16_t> listen(std::string const& address, std::uint16_t port) {
        error_code error;
        auto const ip = asio::ip::make_address(address, error);
        if (error) return fail("bad_address", "this is no IP address", address);
        asio::ip::tcp::endpoint const endpoint(ip, port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        std::string const where = address + ":" + std::to_string(port);
        limits.connections_max = std::min(limits.connections_max, descriptors_max() / 2);
        if (error == asio::error::address_in_use) return fail("port_in_use", "the port is in use", where);
        if (error) return fail("cannot_listen", "cannot listen", where, error.message());
        accept();
        sweep();
        return acceptor_.local_endpoint().port();
    }

    void stop() {
        stopping = true;
        error_code ignored;
        acceptor_.close(ignored);
        sweep_.cancel();
        for (auto* const connection : std::unordered_set(connections_))
            connection->stop_if_idle();
    }

    void enter(HttpReply::Connection& connection) override {
        connections_.insert(&connection);
        newest_ = &connection;
    }
    void make_room(HttpReply::Connection const& newest) override {
        constexpr std::size_t kMuch = 64U << 10;
        close_longest_waiting(
            [&](HttpReply::Connection const& each) { return &each != &newest && each.held_bytes() > kMuch; });
    }
    void leave(HttpReply::Connection& connection) override {
        connections_.erase(&connection);
        if (waiting_) {
            waiting_ = false;
            accept();
        }
    }

private:
    /// So clients that hold connections and ask for nothing, never come to an end of asking, or take no answer keep no
    /// other one out.
    template <class Chosen>
    bool close_longest_waiting(Chosen chosen) {
        HttpReply::Connection* longest = nullptr;
        for (auto* const each : connections_) {
            if (each->closed() || !each->waits_since() || !chosen(*each)) continue;
            if (longest == nullptr || *each->waits_since() < *longest->waits_since()) longest = each;
        }
        if (longest != nullptr) longest->close();
        return longest != nullptr;
    }

    void accept() {
        if (!acceptor_.is_open()) return;
        auto const is_older = [this](HttpReply::Connection const& each) { return &each != newest_; };
        if (connections_.size() > limits.connections_max && !close_longest_waiting(is_older)) {
            waiting_ = true;
            return;
        }
        acceptor_.async_accept([self = shared_from_this()](error_code error, asio::ip::tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error) HttpReply::Connection::start(self, std::move(socket));
            if (error == asio::error::no_descriptors) {
                self->waiting_ = true;
                return;
            }
            self->accept();
        });
    }

    /// Looks for connections that are late and for clients that have gone: one timer for all of them.
    void sweep() {
        sweep_.expires_after(limits.sweep_period);
        sweep_.async_wait([self = shared_from_this()](error_code error) {
            if (error || self->stopping) return;
            auto const now = std::chrono::steady_clock::now();
            for (auto* const connection : std::unordered_set(self->connections_))
                connection->sweep(now);
            if (self->waiting_) {
                self->waiting_ = false;
                self->accept();
            }
            self->sweep();
        });
    }

    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer sweep_;
    std::unordered_set<HttpReply::Connection*> connections_;
    HttpReply::Connection const* newest_ = nullptr;  ///< only compared: it may be gone
    bool waiting_ = false;  ///< too many connections, or descriptors: accepting goes on when one leaves
};

void HttpReply::operator()(HttpResponse response) const {
    if (receiver_) receiver_->answer(number_, std::move(response));
}

bool HttpReply::abandoned() const {
    return !receiver_ || receiver_->abandoned();
}

std::string HttpReply::peer_address() const {
    return receiver_ ? receiver_->peer_address() : std::string();
}

HttpServer::HttpServer(asio::io_context& loop, HttpHandler handler, HttpLimits limits)
    : state_(std::make_shared<State>(loop, std::move(handler), limits)) {}

HttpServer::~HttpServer() {
    state_->stop();
}

void HttpServer::on_refusal(HttpRefusal refusal) {
    state_->refusal = std::move(refusal);
}

void HttpServer::tell_date(Clock const& clock) {
    state_->date.emplace(clock);
}

Result<std::uint16_t> HttpServer::listen(std::string const& address, std::uint16_t port) {
    return state_->listen(address, port);
}

void HttpServer::stop_accepting() {
    state_->stop();
}

std::size_t HttpServer::open_requests() const noexcept {
    return state_->open_requests;
}

}  // namespace coworks::net
