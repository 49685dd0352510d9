#include "net/http_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <deque>
#include <future>
#include <optional>
#include <thread>

#include "base/iso8601.hpp"
#include "net/http_request_check.hpp"
#include "net/reason_phrase.hpp"
#include "net/testing.hpp"

namespace coworks::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Answers with what it was asked; "/later" is answered when the test says so, "/large" with more than sockets hold.
class HttpServerTest : public ::testing::Test {
protected:
    explicit HttpServerTest(HttpLimits limits = {.sweep_period = std::chrono::milliseconds(5)})
        : server_(
              loop_, [this](HttpRequest request, HttpReply reply) { answer(request, std::move(reply)); }, limits),
          port_(server_.listen("127.0.0.1", 0).value()),
          thread_([this] { loop_.run(); }) {}
    ~HttpServerTest() override {
        in_loop([this] {
            later_.clear();
            loop_.stop();
        });
        thread_.join();
    }

    template <class F>
    std::invoke_result_t<F> in_loop(F task) {
        std::packaged_task<std::invoke_result_t<F>()> packaged(std::move(task));
        auto result = packaged.get_future();
        boost::asio::post(loop_, std::move(packaged));
        return result.get();
    }
    /// Looks again and again, in the server's thread, until it is so.
    template <class F>
    void wait_until(F holds) {
        while (!in_loop(holds))
            std::this_thread::yield();
    }

    void answer(HttpRequest const& request, HttpReply reply) {
        if (request.target() == "/later") return later_.push_back(std::move(reply));
        if (request.target() == "/large") ++large_;
        if (request.target() == "/large") return reply({.body = std::string(kLarge, 'x')});
        if (request.target() == "/empty") return reply({});
        if (request.target() == "/dated") return reply({.headers = {{"Date", "its own"}}, .body = {}});
        if (request.target() == "/odd") return reply({.status = 418, .body = {}});
        std::string body = std::string(request.method_string()) + " " + std::string(request.target());
        for (auto const& field : request)
            body += " " + std::string(field.name_string()) + "=" + std::string(field.value());
        reply({.body = body + " [" + request.body() + "]"});
    }
    std::string ask(std::string_view text) { return RawClient(port_).exchange(text); }

    static constexpr std::size_t kLarge = 16U << 20;
    boost::asio::io_context loop_{1};
    std::deque<HttpReply> later_;
    int large_ = 0;  ///< how many of them
    HttpServer server_;
    std::uint16_t port_;
    std::thread thread_;
};

constexpr std::string_view kLargeGet = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kLargeHead = "HTTP/1.1 200 OK\r\ncontent-length: 16777216\r\n\r\n";
constexpr std::string_view kGet = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(ReasonPhrase, is_empty_for_a_status_without_a_name) {
    EXPECT_EQ("Not Found", reason_phrase(404));
    for (unsigned const status : {0U, 299U, 418U, 99999U})
        EXPECT_EQ("", reason_phrase(status)) << status;
}

TEST(Authority, is_a_host_and_perhaps_a_port) {
    for (char const* text : {"", "a", "a:", "a:8000", "shop.example.com", "127.0.0.1:80", "[::1]", "[::1]:8000",
                             "sync-localhost:8000", "a_b", "a%20b", "[2001:db8::192.0.2.1]", ":80"})
        EXPECT_TRUE(is_authority(text)) << text;
    for (char const* text :
         {"a b",    "u@h",  "u:p@h",       "a/b",  "a?b",   "a#b",    "a\\b", "a:b", "a:80:80",
          "a%2",    "a%zz", "k\xc3\xb6ln", "::1",  "[::1",  "[::1]x", "[]",   "[a]", "[fe80::1%25eth0]",
          "[v1.a]", "a[b]", "<a>",         "a\"b", "a,b c", "a\tb"})
        EXPECT_FALSE(is_authority(text)) << text;
    EXPECT_FALSE(is_authority("[" + std::string(100'000, ':') + "]"));
}

TEST_F(HttpServerTest, refuses_what_two_servers_could_read_differently) {
    std::string const post = "POST /x HTTP/1.1\r\nHost: a\r\n";
    std::string const chunk = "\r\n5\r\nhello\r\n0\r\n\r\n";
    struct {
        std::string request;
        unsigned status;
    } const cases[] = {
        {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + chunk, 400},
        {post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + chunk, 400},
        {post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
        {post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
        {post + "Content-Length: 5\r\nX: y\r\ncontent-length: 5\r\n\r\nhello", 400},
        {post + "Content-Length: 5, 5\r\n\r\nhello", 400},
        {post + "Content-Length: 5, 6\r\n\r\nhello!", 400},
        {post + "Content-Length: +5\r\n\r\nhello", 400},
        {post + "Content-Length: 0x5\r\n\r\nhello", 400},
        {post + "Content-Length: 5 5\r\n\r\nhello", 400},
        {post + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
        {post + "Content-Length : 5\r\n\r\nhello", 400},
        {post + "Transfer-Encoding: xchunked\r\n" + chunk, 400},
        {post + "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", 400},
        {post + "Transfer-Encoding: chunked, identity\r\n" + chunk, 400},
        {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + chunk, 400},
        {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + chunk, 400},
        {post + "Transfer-Encoding: gzip, chunked\r\n" + chunk, 400},
        {"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n" + chunk, 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n5 5\r\nhello\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n", 400},
        {"GET /x HTTP/1.1\nHost: a\n\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: u@h\r\n\r\n", 400},
        {"GET /x HTTP/1.0\r\nHost: u@h\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"GET http://a:b/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://:80/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /x HTTP/1.1\r\nHost: a\r\nX: " + std::string("\0", 1) + "\r\n\r\n", 400},
        {"GET  /x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /x y HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET https://a/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://user@a/x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
    };
    for (auto const& each : cases) {
        RawClient client(port_);
        // What is left of it must not pass for a second request.
        std::string answers = client.exchange(each.request + std::string(kGet));
        answers += client.receive_all();
        EXPECT_EQ(each.status, status_of(answers)) << each.request;
        EXPECT_THAT(answers, HasSubstr("connection: close")) << each.request;
        EXPECT_THAT(answers.substr(1), Not(HasSubstr("HTTP/1.1"))) << each.request;
    }
    EXPECT_EQ(200U, status_of(ask(kGet)));
}

TEST_F(HttpServerTest, takes_what_the_standard_lets_clients_send) {
    // A folded line is one value (RFC 9112 section 5.2), extensions of chunks are passed over (7.1.1).
    EXPECT_THAT(ask("GET /x HTTP/1.1\r\nHost: a\r\nX: one\r\n two\r\n\r\n"), HasSubstr("X=one two"));
    EXPECT_THAT(
        ask("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3;a=b;c=\"d e\"\r\nhel\r\n2\r\nlo\r\n"
            "0;last\r\n\r\n"),
        HasSubstr("[hello]"));
    EXPECT_THAT(ask("GET HTTP://b:8000?y=1 HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("GET /?y=1 Host=b:8000"));
    EXPECT_THAT(ask("GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("GET /x Host=b"));
    EXPECT_THAT(ask("GET hTTp://b/x HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("GET /x Host=b"));
    EXPECT_EQ(400U, status_of(ask("GET hTTp:// HTTP/1.1\r\nHost: a\r\n\r\n"))) << "nothing behind it is read";
    EXPECT_THAT(ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("OPTIONS *"));
    EXPECT_THAT(ask("FETCH /x HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("FETCH /x"));
    std::string const old = RawClient(port_).exchange("GET /x HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old, HasSubstr("connection: close"));
    RawClient kept(port_);
    EXPECT_THAT(kept.exchange("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
                HasSubstr("connection: keep-alive"));
    EXPECT_THAT(kept.exchange("GET /2 HTTP/1.0\r\n\r\n"), HasSubstr("GET /2"));
}

TEST_F(HttpServerTest, lets_no_trailer_pass_for_a_header) {
    std::string const answer =
        ask("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nAuthorization: admin\r\n"
            "Host: b\r\n\r\n");
    EXPECT_EQ(200U, status_of(answer));
    EXPECT_THAT(answer, HasSubstr("POST /x Host=a"));
    EXPECT_THAT(answer, Not(HasSubstr("Authorization")));
}

TEST_F(HttpServerTest, bounds_heads_bodies_and_what_stands_around_chunks) {
    std::string const head = "GET /x HTTP/1.1\r\nHost: a\r\n";
    std::string flood = head;
    for (int i = 0; i < 3000; ++i)
        flood += "a:\r\n";
    EXPECT_EQ(431U, status_of(ask(flood + "\r\n")));
    EXPECT_EQ(431U, status_of(ask("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\n")));
    std::string const chunked = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(400U, status_of(ask(chunked + "1;" + std::string(100'000, 'x'))));
    EXPECT_EQ(400U, status_of(ask(chunked + "0\r\nX: " + std::string(100'000, 'x'))));
    std::string trailers = chunked + "0\r\n";
    for (int i = 0; i < 50'000; ++i)
        trailers += "a:\r\n";
    EXPECT_EQ(400U, status_of(ask(trailers + "\r\n")));
    // Past the limit while the client still sends all of it: it gets to read the answer all the same.
    std::string const much(12U << 20, 'x');
    EXPECT_EQ(413U, status_of(ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 12582912\r\n\r\n" + much)));
    EXPECT_EQ(413U, status_of(ask(chunked + "c00000\r\n" + much)));
    EXPECT_EQ(200U, status_of(ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\n" +
                                  much.substr(0, 10U << 20))));
}

TEST_F(HttpServerTest, asks_for_a_body_that_waits_for_the_word_and_for_no_refused_one) {
    RawClient client(port_);
    std::string const head = "POST /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    EXPECT_EQ(100U, status_of(client.exchange(head + "2\r\n\r\n")));
    EXPECT_THAT(client.exchange("hi"), HasSubstr("[hi]"));
    EXPECT_EQ(413U, status_of(ask(head + "99999999\r\n\r\n")));
}

TEST_F(HttpServerTest, answers_clients_that_pipeline_in_their_order_and_one_at_a_time) {
    RawClient client(port_);
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.send(text);
    for (int i = 0; i < 100; ++i)
        EXPECT_THAT(client.receive(), HasSubstr("GET /" + std::to_string(i) + " "));
}

TEST_F(HttpServerTest, answers_a_client_that_sends_no_more_but_still_reads) {
    RawClient client(port_);
    client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    client.finish_sending();
    // It counts as gone for whoever asks before beginning the work, …
    wait_until([this] { return !later_.empty() && later_.front().abandoned(); });
    // … and gets its answer all the same.
    in_loop([this] { later_.front()({.body = "late"}); });
    EXPECT_THAT(client.receive_all(), HasSubstr("late"));
    RawClient both(port_);
    both.send(std::string(kGet) + std::string(kGet));
    both.finish_sending();
    EXPECT_EQ(200U, status_of(both.receive()));
    EXPECT_EQ(200U, status_of(both.receive()));
    EXPECT_EQ("", both.receive_all());
}

TEST_F(HttpServerTest, knows_a_client_that_has_gone) {
    std::optional<RawClient> client(std::in_place, port_);
    client->send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_until([this] { return !later_.empty(); });
    EXPECT_FALSE(in_loop([this] { return later_.front().abandoned(); }));
    client.reset();
    wait_until([this] { return later_.front().abandoned(); });
    in_loop([this] {
        later_.front()({.body = "to nobody"});
        later_.clear();
    });
    wait_until([this] { return server_.open_requests() == 0; });
}

TEST_F(HttpServerTest, forgets_clients_that_leave_in_the_middle_of_anything) {
    std::string const request = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
    for (std::size_t length = 0; length < request.size(); ++length)
        RawClient(port_).send(request.substr(0, length));
    EXPECT_THAT(ask(request), HasSubstr("[hello]"));
    wait_until([this] { return server_.open_requests() == 0; });
}

TEST_F(HttpServerTest, forgets_clients_that_leave_in_the_middle_of_their_answer) {
    for (int i = 0; i < 3; ++i) {
        RawClient client(port_);
        client.send(kLargeGet);
        wait_until([this] { return server_.open_requests() > 0; });
    }
    wait_until([this] { return server_.open_requests() == 0; });
    EXPECT_EQ(kLargeHead.size() + kLarge, ask(kLargeGet).size());
}

TEST_F(HttpServerTest, tells_head_the_length_of_what_get_would_have_or_none) {
    RawClient client(port_);
    client.send("HEAD /large HTTP/1.1\r\nHost: a\r\n\r\nHEAD /empty HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ("HTTP/1.1 200 OK\r\ncontent-length: 16777216\r\n\r\nHTTP/1.1 200 OK\r\nconnection: close\r\n\r\n",
              client.receive_all());
    EXPECT_THAT(ask("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("content-length: 0\r\n"));
}

class DatedServerTest : public HttpServerTest {
protected:
    DatedServerTest() {
        in_loop([this] { server_.tell_date(clock_); });
    }

    // RFC 9110 section 5.6.7 has this time.
    ManualClock clock_{clock_time(*parse_timestamp("1994-11-06T08:49:37.5Z"))};
};

TEST_F(DatedServerTest, says_when_an_answer_was_made) {
    for (char const* const target : {"/empty", "/odd", "/x"})
        EXPECT_THAT(ask(std::string("GET ") + target + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                    HasSubstr("\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
    EXPECT_THAT(ask("GET /x HTTP/1.1\r\n\r\n"), HasSubstr("\r\ndate: Sun, 06"));  // refused
    in_loop([this] { clock_.advance(std::chrono::milliseconds(500)); });
    EXPECT_THAT(ask(kGet), HasSubstr("\r\ndate: Sun, 06 Nov 1994 08:49:38 GMT\r\n"));
}

TEST_F(DatedServerTest, leaves_the_date_to_an_answer_that_has_one) {
    std::string const answer = ask("GET /dated HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("\r\nDate: its own\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("date:")));
}

TEST_F(HttpServerTest, gives_no_phrase_to_a_status_that_has_none) {
    EXPECT_THAT(ask("GET /odd HTTP/1.1\r\nHost: a\r\n\r\n"), HasSubstr("HTTP/1.1 418 \r\n"));
}

class Hasty : public HttpServerTest {
protected:
    Hasty()
        : HttpServerTest({.header_timeout = std::chrono::milliseconds(20),
                          .body_timeout = std::chrono::milliseconds(20),
                          .write_timeout = std::chrono::milliseconds(20),
                          .linger_timeout = std::chrono::milliseconds(20),
                          .sweep_period = std::chrono::milliseconds(5)}) {}
};

TEST_F(Hasty, cuts_off_clients_that_come_to_no_end) {
    for (std::string_view const text : {"", "GET /x HT", "GET /x HTTP/1.1\r\nHost: a\r\nX: y",
                                        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell"}) {
        RawClient client(port_);
        client.send(text);
        EXPECT_EQ("", client.receive_all()) << text;
    }
}

TEST_F(Hasty, cuts_off_a_client_that_does_not_take_its_answer) {
    RawClient client(port_);
    client.send(kLargeGet);
    wait_until([this] { return server_.open_requests() > 0; });
    wait_until([this] { return server_.open_requests() == 0; });
    EXPECT_LT(client.receive_all().size(), kLarge);
}

TEST_F(Hasty, waits_as_long_as_the_work_takes_for_a_client_that_is_done) {
    RawClient client(port_);
    client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_until([this] { return !later_.empty(); });
    // A second client is cut off meanwhile, so the first one's time would be over, too.
    EXPECT_EQ("", RawClient(port_).receive_all());
    in_loop([this] { later_.front()({.body = "late"}); });
    EXPECT_THAT(client.receive(), HasSubstr("late"));
}

class Roomy : public HttpServerTest {
protected:
    Roomy() : HttpServerTest({.header_bytes_max = 1U << 20, .skipped_header = "X-Skipped"}) {}
};

TEST_F(Roomy, passes_over_the_header_that_it_is_told_to_and_refuses_others_of_that_length) {
    std::string const value(100'000, 'x');
    EXPECT_THAT(ask("GET /x HTTP/1.1\r\nHost: a\r\nx-skipped: " + value + "\r\nX: y\r\n\r\n"),
                HasSubstr("GET /x Host=a X=y ["));
    EXPECT_EQ(431U, status_of(ask("GET /x HTTP/1.1\r\nHost: a\r\nX-Other: " + value + "\r\n\r\n")));
    EXPECT_EQ(200U, status_of(ask("GET /x HTTP/1.1\r\nHost: a\r\nX-Other: " + value.substr(0, 60'000) + "\r\n\r\n")));
}

class Crowded : public HttpServerTest {
protected:
    Crowded() : HttpServerTest({.connections_max = 4}) {}
};

TEST_F(Crowded, drops_the_client_that_has_waited_longest_for_one_that_asks) {
    std::deque<RawClient> slow;
    for (int i = 0; i < 20; ++i)
        slow.emplace_back(port_).send("GET /x HTTP/1.1\r\nHost: a\r\nX: ");
    EXPECT_EQ(200U, status_of(ask(kGet)));
    EXPECT_EQ("", slow.front().receive_all());
}

TEST_F(Crowded, drops_clients_that_never_end_their_body_or_take_no_answer) {
    std::deque<RawClient> slow;
    for (int i = 0; i < 20; ++i)
        slow.emplace_back(port_).send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell");
    EXPECT_EQ(200U, status_of(ask(kGet)));
    EXPECT_EQ("", slow.front().receive_all());
    for (int i = 0; i < 20; ++i)
        slow.emplace_back(port_).send(kLargeGet);
    EXPECT_EQ(200U, status_of(ask(kGet)));
}

class Laden : public HttpServerTest {
protected:
    Laden() : HttpServerTest({.held_bytes_max = 2 * kLarge + 4096}) {}
};

TEST_F(Laden, holds_no_more_for_clients_that_take_no_answer_or_do_not_end_their_body) {
    std::deque<RawClient> slow;
    for (std::size_t i = 0; i < 8; ++i)
        slow.emplace_back(port_).send(kLargeGet);
    wait_until([this] { return large_ == 8 && server_.open_requests() == 2; });
    EXPECT_LT(slow.front().receive_all().size(), kLarge) << "the first of them was cut off";
    EXPECT_EQ(kLargeHead.size() + kLarge, ask(kLargeGet).size());
    slow.clear();
    for (int i = 0; i < 8; ++i)
        slow.emplace_back(port_).send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" +
                                      std::string(8'000'000, 'x'));
    EXPECT_EQ("", slow.front().receive_all());
    EXPECT_EQ(200U, status_of(slow.back().exchange(std::string(1'000'000, 'x'))));
}

TEST_F(Crowded, drops_nobody_whose_request_is_under_way) {
    std::deque<RawClient> busy;
    for (int i = 0; i < 4; ++i)
        busy.emplace_back(port_).send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_until([this] { return later_.size() == 4; });
    RawClient next(port_);
    next.send(kGet);
    in_loop([this] {
        for (HttpReply const& reply : later_)
            reply({.body = "late"});
        later_.clear();
    });
    for (RawClient& each : busy)
        EXPECT_THAT(each.receive(), HasSubstr("late"));
    EXPECT_EQ(200U, status_of(next.receive()));
}

}  // namespace
}  // namespace coworks::net
