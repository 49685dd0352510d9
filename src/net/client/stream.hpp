#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

namespace coworks::net {

/// Bytes to and from a server over a socket that is connected elsewhere: as they are, or through TLS. One type for
/// both, with handlers of one type: what reads and writes it is compiled once, and OpenSSL stays behind it.
class Stream {
public:
    using Error = boost::system::error_code;
    using Moved = std::function<void(Error, std::size_t)>;

    virtual ~Stream() = default;
    /// Before anything is read or written: the server shows that it is `host`.
    virtual void shake_hands(std::string const& host, std::function<void(Error)> done) = 0;
    virtual void read_some(boost::asio::mutable_buffer into, Moved done) = 0;
    virtual void write_some(boost::asio::const_buffer from, Moved done) = 0;
    /// Why the server's certificate is not trusted; empty where it is.
    virtual std::string distrust() { return {}; }
    /// Whether an error is one of TLS.
    virtual bool is_secure_error(Error) const { return false; }
};

/// Whom TLS trusts: the system's certificates, read when this is made.
class Trust {
public:
    Trust();
    ~Trust();
    Trust(Trust const&) = delete;
    Trust& operator=(Trust const&) = delete;

private:
    friend std::unique_ptr<Stream> make_stream(boost::asio::ip::tcp::socket& socket, Trust* trust);
    class Context;
    std::unique_ptr<Context> context_;
};

/// Over TLS if there is `trust`. The socket and the trust stay the caller's and outlive the stream.
std::unique_ptr<Stream> make_stream(boost::asio::ip::tcp::socket& socket, Trust* trust);

}  // namespace coworks::net
