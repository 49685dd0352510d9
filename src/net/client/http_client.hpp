#pragma once

/// An HTTP/1.1 client for one thread's event loop, with TLS. Nothing that a server sends (or fails to send) costs more
/// than its call: time, head and body are bounded.

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "net/client/web_address.hpp"
#include "net/header_fields.hpp"

namespace coworks::net {

class Trust;

/// One request. Host, Content-Length and Connection are the client's business.
struct ClientRequest {
    std::string method = "GET";
    WebAddress address{};
    HeaderFields headers{};
    std::string body{};
    /// For all of it: the name's look-up, the connection, the answer.
    std::chrono::milliseconds patience = std::chrono::seconds(60);
    /// Of the answer's body.
    std::uint64_t body_bytes_max = 256U << 10;
};

struct HttpAnswer {
    unsigned status = 0;
    std::string reason{};    ///< "OK"
    HeaderFields headers{};  ///< as the server wrote them, in its order
    std::string body{};
};

/// The loop's thread alone. TLS 1.2 or later; a server must show a certificate for its name that the system trusts
/// (OpenSSL's default folders, SSL_CERT_FILE, SSL_CERT_DIR). These are read on first use: that takes some 25 ms, which
/// a process that calls nobody does not pay. Redirects are answers like any other. A connection serves one call.
class HttpClient {
public:
    explicit HttpClient(boost::asio::io_context& loop);
    /// Nobody hears any more of the calls under way; they end with the loop, or in their time.
    ~HttpClient();
    HttpClient(HttpClient const&) = delete;
    HttpClient& operator=(HttpClient const&) = delete;

    /// Calls `done` exactly once, from the loop, never before this returns. Errors: "timed_out", "no_answer" (no such
    /// host, refused, cut), "untrusted" (the certificate), "too_large" (head, body or trailers of the answer; a header
    /// of the order beyond kHeaderTextBytesMax), "bad_answer" (what came is no HTTP).
    /// What it returns cuts the call: its connection is closed, and `done` is not called. After the call's end that
    /// does nothing.
    std::function<void()> send(ClientRequest order, std::function<void(Result<HttpAnswer>)> done);

private:
    class Call;

    boost::asio::io_context& loop_;
    std::shared_ptr<Trust> trust_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace coworks::net
