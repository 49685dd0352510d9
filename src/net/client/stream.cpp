#include "net/client/stream.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace coworks::net {

namespace asio = boost::asio;
using asio::ip::tcp;

class Trust::Context {
public:
    Context() : ssl(asio::ssl::context::tls_client) {
        ssl.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1);
        // A system without certificates trusts nobody, which each call then says.
        Stream::Error ignored;
        ssl.set_default_verify_paths(ignored);
        ssl.set_verify_mode(asio::ssl::verify_peer);
    }
    asio::ssl::context ssl;
};

Trust::Trust() : context_(std::make_unique<Context>()) {}
Trust::~Trust() = default;

namespace {

class PlainStream final : public Stream {
public:
    explicit PlainStream(tcp::socket& socket) : socket_(socket) {}

    void shake_hands(std::string const&, std::function<void(Error)> done) override { done({}); }
    void read_some(asio::mutable_buffer into, Moved done) override { socket_.async_read_some(into, std::move(done)); }
    void write_some(asio::const_buffer from, Moved done) override { socket_.async_write_some(from, std::move(done)); }

private:
    tcp::socket& socket_;
};

class TlsStream final : public Stream {
public:
    TlsStream(tcp::socket& socket, asio::ssl::context& context) : stream_(socket, context) {}

    void shake_hands(std::string const& host, std::function<void(Error)> done) override {
        Error error;
        asio::ip::make_address(host, error);
        // RFC 6066 section 3: a server's name, never an address.
        if (error && SSL_ctrl(stream_.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                              const_cast<char*>(host.c_str())) != 1)
            return done(Error(static_cast<int>(::ERR_get_error()), asio::error::get_ssl_category()));
        stream_.set_verify_callback(asio::ssl::host_name_verification(host));
        stream_.async_handshake(asio::ssl::stream_base::client, std::move(done));
    }
    void read_some(asio::mutable_buffer into, Moved done) override { stream_.async_read_some(into, std::move(done)); }
    void write_some(asio::const_buffer from, Moved done) override { stream_.async_write_some(from, std::move(done)); }

    std::string distrust() override {
        auto const verified = SSL_get_verify_result(stream_.native_handle());
        return verified == X509_V_OK ? "" : X509_verify_cert_error_string(verified);
    }
    bool is_secure_error(Error error) const override {
        return error.category() == asio::error::get_ssl_category() ||
               error.category() == asio::ssl::error::get_stream_category();
    }

private:
    asio::ssl::stream<tcp::socket&> stream_;
};

}  // namespace

std::unique_ptr<Stream> make_stream(tcp::socket& socket, Trust* trust) {
    if (trust == nullptr) return std::make_unique<PlainStream>(socket);
    return std::make_unique<TlsStream>(socket, trust->context_->ssl);
}

}  // namespace coworks::net
