#include "net/client/http_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <fstream>
#include <optional>

namespace coworks::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::Not;

/// What a server for one connection answers, and was asked. Its handlers keep it: the loop may outlive the test's part.
struct Server {
    enum class Then { close, keep };
    struct State {
        State(asio::io_context& loop, std::string text, Then after)
            : acceptor(loop, {asio::ip::address_v4::loopback(), 0}), answer(std::move(text)), then(after) {}
        tcp::acceptor acceptor;
        std::optional<tcp::socket> socket;
        std::string answer;
        std::string asked;
        Then then;
    };

    Server(asio::io_context& loop, std::string answer, Then then = Then::close)
        : state(std::make_shared<State>(loop, std::move(answer), then)) {
        state->acceptor.async_accept([kept = state](boost::system::error_code error, tcp::socket socket) {
            if (error) return;
            kept->socket.emplace(std::move(socket));
            asio::async_read_until(*kept->socket, asio::dynamic_buffer(kept->asked), "\r\n\r\n",
                                   [kept](boost::system::error_code failed, std::size_t) {
                                       if (!failed) reply(kept);
                                   });
        });
    }
    std::string port() const { return std::to_string(state->acceptor.local_endpoint().port()); }
    std::string const& asked() const { return state->asked; }
    tcp::socket& socket() { return *state->socket; }

private:
    static void reply(std::shared_ptr<State> const& kept) {
        asio::async_write(*kept->socket, asio::buffer(kept->answer), [kept](boost::system::error_code, std::size_t) {
            if (kept->then == Then::close) kept->socket.reset();
        });
    }

    std::shared_ptr<State> state;
};

class HttpClientTest : public testing::Test {
protected:
    /// Until there is an answer: the loop of a server that waits has no end.
    Result<HttpAnswer> call(ClientRequest order) {
        std::optional<Result<HttpAnswer>> result;
        client_.send(std::move(order), [&](Result<HttpAnswer> answer) {
            result = std::move(answer);
            loop_.stop();
        });
        loop_.restart();
        loop_.run();
        return result ? *std::move(result) : fail("nothing", "the loop ended without an answer");
    }
    ClientRequest order(Server const& server) {
        return {.address = {.secure = false, .host = "127.0.0.1", .port = server.port(), .path = "/a", .query = "b=c"}};
    }
    std::string error_of(std::string answer, Server::Then then = Server::Then::close) {
        Server server(loop_, std::move(answer), then);
        ClientRequest wanted = order(server);
        wanted.patience = std::chrono::milliseconds(then == Server::Then::keep ? 50 : 5000);
        auto const result = call(std::move(wanted));
        return result ? "" : result.error().code;
    }

    asio::io_context loop_;
    HttpClient client_{loop_};
};

TEST_F(HttpClientTest, SendsWhatItWasToldAndTellsWhatCame) {
    Server server(loop_, "HTTP/1.1 201 Made\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 5\r\n\r\nhello");
    ClientRequest wanted = order(server);
    wanted.method = "POST";
    wanted.headers = {{"X-Mine", "yes"}, {"Host", "elsewhere"}};
    wanted.body = "{}";
    auto const answer = call(std::move(wanted));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->status, 201U);
    EXPECT_EQ(answer->reason, "Made");
    EXPECT_EQ(answer->body, "hello");
    EXPECT_EQ(answer->headers, (HeaderFields{{"X-Two", "1"}, {"X-Two", "2"}, {"Content-Length", "5"}}));
    EXPECT_THAT(server.asked(), HasSubstr("POST /a?b=c HTTP/1.1\r\n"));
    EXPECT_THAT(server.asked(), HasSubstr("X-Mine: yes\r\n"));
    EXPECT_THAT(server.asked(), HasSubstr("Host: 127.0.0.1:" + server.port() + "\r\n"));
    EXPECT_THAT(server.asked(), Not(HasSubstr("elsewhere")));
    EXPECT_THAT(server.asked(), HasSubstr("Content-Length: 2\r\n"));
}

TEST_F(HttpClientTest, UnderstandsChunksInterimAnswersAndBodiesThatEndWithTheConnection) {
    for (auto const& [answer, body] : std::vector<std::pair<std::string, std::string>>{
             {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"},
             {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
              "Content-Length: 1\r\n\r\nx",
              "x"},
             {"HTTP/1.0 200 OK\r\n\r\nall of it", "all of it"},
             {"HTTP/1.1 204 No Content\r\n\r\n", ""}}) {
        Server server(loop_, answer);
        auto const got = call(order(server));
        ASSERT_TRUE(got) << answer << got.error().text();
        EXPECT_EQ(got->body, body);
    }
}

TEST_F(HttpClientTest, ExpectsNoBodyAfterHead) {
    Server server(loop_, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    ClientRequest wanted = order(server);
    wanted.method = "HEAD";
    auto const answer = call(std::move(wanted));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->headers, (HeaderFields{{"Content-Length", "5"}}));
    EXPECT_EQ(answer->body, "");
    EXPECT_THAT(server.asked(), Not(HasSubstr("Content-Length")));
}

TEST_F(HttpClientTest, HearsAServerThatAnswersBeforeItHasReadEverything) {
    Server server(loop_, "HTTP/1.1 413 Too much\r\nContent-Length: 3\r\n\r\nno.");
    ClientRequest wanted = order(server);
    wanted.method = "PUT";
    wanted.body = std::string(20U << 20, 'x');
    auto const answer = call(std::move(wanted));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->status, 413U);
    EXPECT_EQ(answer->body, "no.");
}

TEST_F(HttpClientTest, ServersThatMisbehaveCostTheCallAlone) {
    EXPECT_EQ(error_of("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "bad_answer");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), "bad_answer");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), "no_answer");
    EXPECT_EQ(error_of(""), "no_answer");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + std::string(300'000, 'x')), "too_large");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\n\r\n" + std::string(300'000, 'x')), "too_large");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n"), "too_large");
    // Beyond what Boost.Beast counts, yet less than curl takes.
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"), "too_large");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\n" + std::string(70'000, 'x') + ": y\r\n\r\n"), "too_large");
    std::string const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(error_of(chunked + "0\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"), "too_large");
    EXPECT_EQ(error_of(chunked + "0\r\nX: " + std::string(5'000'000, 'x') + "\r\n\r\n"), "too_large");
    EXPECT_EQ(error_of(chunked + "1;" + std::string(5'000'000, 'x') + "\r\na\r\n0\r\n\r\n"), "too_large");
    std::string interim;
    for (int i = 0; i < 100; ++i)
        interim += "HTTP/1.1 100 Continue\r\n\r\n";
    EXPECT_EQ(error_of(interim), "bad_answer");
    EXPECT_EQ(error_of("", Server::Then::keep), "timed_out");
    EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Server::Then::keep), "timed_out");
}

TEST_F(HttpClientTest, HeadersAreAsLongAsTheyCanBe) {
    auto const status = [&](std::string name, std::string value) {
        Server server(loop_, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        ClientRequest wanted = order(server);
        wanted.headers = {{std::move(name), std::move(value)}};
        auto const answer = call(std::move(wanted));
        return answer ? std::to_string(answer->status) : answer.error().code;
    };
    EXPECT_EQ(status("X", std::string(kHeaderTextBytesMax, 'x')), "200");
    EXPECT_EQ(status("X", std::string(kHeaderTextBytesMax + 1, 'x')), "too_large");
    EXPECT_EQ(status(std::string(kHeaderTextBytesMax + 1, 'x'), "y"), "too_large");
}

TEST_F(HttpClientTest, NobodyIsThere) {
    std::string port;
    {
        Server const server(loop_, "");
        port = server.port();
    }
    auto const refused = call({.address = {.secure = false, .host = "127.0.0.1", .port = port}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "no_answer");
    auto const unknown = call({.address = {.secure = false, .host = "no-such-host.invalid", .port = "80"}});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "no_answer");
}

TEST_F(HttpClientTest, ACallThatIsCutClosesItsConnectionAndTellsNobody) {
    Server server(loop_, "", Server::Then::keep);
    bool heard = false;
    auto const cut = client_.send(order(server), [&](Result<HttpAnswer> const&) { heard = true; });
    while (server.asked().empty())
        loop_.run_one();
    cut();
    // The server sees the end; without it this waits for the minute that the call may take.
    char byte = 0;
    std::optional<boost::system::error_code> ended;
    server.socket().async_read_some(asio::buffer(&byte, 1),
                                    [&](boost::system::error_code error, std::size_t) { ended = error; });
    while (!ended)
        loop_.run_one();
    EXPECT_EQ(asio::error::eof, *ended);
    loop_.run_for(std::chrono::milliseconds(1));
    EXPECT_FALSE(heard);
    cut();
}

TEST_F(HttpClientTest, WhoIsGoneHearsNothing) {
    Server server(loop_, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    bool heard = false;
    {
        HttpClient client(loop_);
        client.send(order(server), [&](Result<HttpAnswer> const&) { heard = true; });
    }
    loop_.restart();
    loop_.run();
    EXPECT_FALSE(heard);
}

/// A certificate for localhost that signs itself, and its key.
class Certificate {
public:
    Certificate() : key_(EVP_EC_gen("P-256")), x509_(X509_new()) {
        ASN1_INTEGER_set(X509_get_serialNumber(x509_), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509_), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x509_), 3600);
        X509_set_version(x509_, 2);
        X509_set_pubkey(x509_, key_);
        X509_NAME* const name = X509_get_subject_name(x509_);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"), -1,
                                   -1, 0);
        X509_set_issuer_name(x509_, name);
        X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
        X509_add_ext(x509_, names, -1);
        X509_EXTENSION_free(names);
        X509_sign(x509_, key_, EVP_sha256());
    }
    ~Certificate() {
        X509_free(x509_);
        EVP_PKEY_free(key_);
    }
    Certificate(Certificate const&) = delete;
    Certificate& operator=(Certificate const&) = delete;

    void use(asio::ssl::context& context) const {
        SSL_CTX_use_certificate(context.native_handle(), x509_);
        SSL_CTX_use_PrivateKey(context.native_handle(), key_);
    }
    void save(std::string const& file) const {
        FILE* const out = std::fopen(file.c_str(), "w");
        PEM_write_X509(out, x509_);
        std::fclose(out);
    }

private:
    EVP_PKEY* key_;
    X509* x509_;
};

/// Answers 200 over TLS, once.
class SecureServer {
public:
    SecureServer(asio::io_context& loop, Certificate const& certificate) : state_(std::make_shared<State>(loop)) {
        certificate.use(state_->context);
        state_->acceptor.async_accept([kept = state_](boost::system::error_code error, tcp::socket socket) {
            if (error) return;
            kept->stream.emplace(std::move(socket), kept->context);
            kept->stream->async_handshake(asio::ssl::stream_base::server, [kept](boost::system::error_code failed) {
                if (failed) return kept->stream->next_layer().close();
                asio::async_read_until(*kept->stream, asio::dynamic_buffer(kept->asked), "\r\n\r\n",
                                       [kept](boost::system::error_code, std::size_t) {
                                           asio::async_write(*kept->stream, asio::buffer(kAnswer),
                                                             [kept](boost::system::error_code, std::size_t) {});
                                       });
            });
        });
    }
    std::string port() const { return std::to_string(state_->acceptor.local_endpoint().port()); }

private:
    static constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
    struct State {
        explicit State(asio::io_context& loop)
            : acceptor(loop, {asio::ip::address_v4::loopback(), 0}), context(asio::ssl::context::tls_server) {}
        tcp::acceptor acceptor;
        asio::ssl::context context;
        std::optional<asio::ssl::stream<tcp::socket>> stream;
        std::string asked;
    };
    std::shared_ptr<State> state_;
};

TEST_F(HttpClientTest, TrustsTheCertificatesOfTheSystemAloneAndOnlyForTheirNames) {
    Certificate const certificate;
    auto const call_secure = [&](std::string const& host) {
        SecureServer const server(loop_, certificate);
        return call({.address = {.secure = true, .host = host, .port = server.port()}});
    };
    auto const stranger = call_secure("localhost");
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().code, "untrusted") << stranger.error().text();

    std::string const file = testing::TempDir() + "trusted.pem";
    certificate.save(file);
    char const* const before = std::getenv("SSL_CERT_FILE");
    std::string const kept = before != nullptr ? before : "";
    ::setenv("SSL_CERT_FILE", file.c_str(), 1);
    HttpClient trusting(loop_);
    auto const call_trusting = [&](std::string const& host) {
        SecureServer const server(loop_, certificate);
        std::optional<Result<HttpAnswer>> result;
        trusting.send({.address = {.secure = true, .host = host, .port = server.port()}},
                      [&](Result<HttpAnswer> answer) {
                          result = std::move(answer);
                          loop_.stop();
                      });
        loop_.restart();
        loop_.run();
        return *std::move(result);
    };
    auto const trusted = call_trusting("localhost");
    auto const other_name = call_trusting("127.0.0.1");
    before != nullptr ? ::setenv("SSL_CERT_FILE", kept.c_str(), 1) : ::unsetenv("SSL_CERT_FILE");
    ASSERT_TRUE(trusted) << trusted.error().text();
    EXPECT_EQ(trusted->body, "secret");
    ASSERT_FALSE(other_name);
    EXPECT_EQ(other_name.error().code, "untrusted");
}

TEST(WebAddress, IsTakenApart) {
    auto const address = parse_web_address("HTTPS://Example.COM/b%2Fc?x=%20y#part");
    ASSERT_TRUE(address);
    EXPECT_TRUE(address->secure);
    EXPECT_EQ(address->host, "example.com");
    EXPECT_EQ(address->port, "443");
    EXPECT_EQ(address->target(), "/b%2Fc?x=%20y");
    EXPECT_EQ(address->authority(), "example.com");
    auto const local = parse_web_address("http://[::1]:8080");
    ASSERT_TRUE(local);
    EXPECT_EQ(local->target(), "/");
    EXPECT_EQ(local->authority(), "[::1]:8080");
    EXPECT_TRUE(is_loopback(local->host));
    for (auto const* wrong : {"", "example.com", "ftp://example.com", "https://", "https://me:word@example.com/", "/a",
                              "https://example.com/a b", "https://example.com/a/../b", "https://example.com/a/%2E%2e"})
        EXPECT_FALSE(parse_web_address(wrong)) << wrong;
}

TEST(WebAddress, LiesBelowAnotherAtASlash) {
    auto const below = [](char const* address, char const* base) {
        return is_below(*parse_web_address(address), *parse_web_address(base));
    };
    EXPECT_TRUE(below("https://a.example/", "https://a.example"));
    EXPECT_TRUE(below("https://a.example/v1/x", "https://a.example/v1"));
    EXPECT_TRUE(below("https://a.example:443/v1", "https://a.example/v1/"));
    EXPECT_FALSE(below("https://a.example/v10", "https://a.example/v1"));
    EXPECT_FALSE(below("https://a.example.evil.example/v1", "https://a.example/v1"));
    EXPECT_FALSE(below("http://a.example/v1", "https://a.example/v1"));
    EXPECT_FALSE(below("https://a.example:8443/v1", "https://a.example/v1"));
}

}  // namespace
}  // namespace coworks::net
