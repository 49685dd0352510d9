#include "lambda/loop.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <coworks/json.hpp>
#include <deque>
#include <future>
#include <vector>

#include "lambda/endpoint.hpp"
#include "lambda/http_message.hpp"

namespace coworks::lambda {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A Runtime API that answers with the given texts, one per request, and keeps the requests.
class FakeRuntimeApi {
public:
    explicit FakeRuntimeApi(std::vector<std::string> answers) : answers_(std::move(answers)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(listener_, 8);
        socklen_t size = sizeof address;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~FakeRuntimeApi() {
        if (thread_.joinable()) thread_.join();
        ::close(listener_);
    }

    std::string address() const { return fmt::format("127.0.0.1:{}", port_); }
    std::vector<std::string> const& requests() {
        if (thread_.joinable()) thread_.join();
        return requests_;
    }

private:
    /// An answer that ends with "Connection: close" is the last of its connection.
    void serve() {
        std::size_t next = 0;
        while (next < answers_.size()) {
            int const connection = ::accept(listener_, nullptr, nullptr);
            while (next < answers_.size()) {
                auto const request = read_request(connection);
                if (request.empty()) break;
                requests_.push_back(request);
                auto const& answer = answers_[next++];
                ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
                if (answer.find("Connection: close") != std::string::npos) break;
            }
            ::close(connection);
        }
    }

    static std::string read_request(int connection) {
        std::string text;
        char buffer[4096];
        while (true) {
            auto const end = text.find("\r\n\r\n");
            if (end != std::string::npos) {
                auto const at = text.find("Content-Length: ");
                std::size_t const length = at < end ? std::stoul(text.substr(at + 16)) : 0;
                if (text.size() >= end + 4 + length) return text;
            }
            auto const got = ::recv(connection, buffer, sizeof buffer, 0);
            if (got <= 0) return {};
            text.append(buffer, static_cast<std::size_t>(got));
        }
    }

    std::vector<std::string> answers_;
    std::vector<std::string> requests_{};
    int listener_ = -1;
    unsigned port_ = 0;
    std::thread thread_{};
};

std::string invocation(std::string_view id, std::string_view event) {
    return fmt::format(
        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: {}\r\nLambda-Runtime-Deadline-Ms: 1542409706888\r\n"
        "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-2:123456789012:function:custom\r\n"
        "Lambda-Runtime-Trace-Id: Root=1-5bef4de7\r\nContent-Length: {}\r\n\r\n{}",
        id, event.size(), event);
}

constexpr char const* kAccepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
constexpr char const* kGone = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";

/// Answers with the event itself, or an error where the event is "fail".
class Echo final : public Handler {
public:
    Answer handle(net::Invocation const& invocation, Watchdog&) override {
        arns.emplace_back(invocation.function_arn);
        char const* const trace = ::getenv("_X_AMZN_TRACE_ID");
        traces.emplace_back(trace != nullptr ? trace : "");
        if (invocation.event == "\"fail\"") return error_answer("NotFound", "gone");
        if (invocation.event == "\"end\"") ::raise(SIGTERM);
        return {.payload = std::string(invocation.event)};
    }
    std::vector<std::string> arns{};
    std::vector<std::string> traces{};
};

TEST(Loop, AnswersOneInvocationAfterTheOther) {
    FakeRuntimeApi api({invocation("one", "\"a\""), kAccepted, invocation("two", "\"fail\""), kAccepted, kGone});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_FALSE(run(**transport, echo)) << "the Runtime API has gone";
    auto const& requests = api.requests();
    ASSERT_EQ(requests.size(), 5U);
    EXPECT_THAT(requests[0], StartsWith("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"));
    EXPECT_THAT(requests[1], StartsWith("POST /2018-06-01/runtime/invocation/one/response HTTP/1.1\r\n"));
    EXPECT_THAT(requests[1], testing::EndsWith("\r\n\r\n\"a\""));
    EXPECT_THAT(requests[3], StartsWith("POST /2018-06-01/runtime/invocation/two/error HTTP/1.1\r\n"));
    EXPECT_THAT(requests[3], HasSubstr("Lambda-Runtime-Function-Error-Type: NotFound\r\n"));
    EXPECT_THAT(requests[3], HasSubstr(R"({"errorType":"NotFound","errorMessage":"gone"})"));
    EXPECT_EQ(echo.arns[0], "arn:aws:lambda:us-east-2:123456789012:function:custom");
    EXPECT_EQ(echo.traces[0], "Root=1-5bef4de7");
}

TEST(Loop, EndsOnSigtermAfterTheInvocationUnderWay) {
    FakeRuntimeApi api({invocation("one", "\"end\""), kAccepted});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_TRUE(run(**transport, echo));
    EXPECT_THAT(api.requests().at(1), HasSubstr("/one/response"));
}

TEST(Loop, ReportsAResultThatIsTooLargeAsAnError) {
    FakeRuntimeApi api(
        {invocation("one", "\"a\""), "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", kAccepted, kGone});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_FALSE(run(**transport, echo));
    EXPECT_THAT(api.requests().at(2), HasSubstr("Function.ResponseSizeTooLarge"));
}

TEST(Loop, AsksAgainWhereTheKeptConnectionWasClosed) {
    std::string const closing = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    FakeRuntimeApi api({invocation("one", "\"a\""), closing, invocation("two", "\"b\""), kAccepted, kGone});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_FALSE(run(**transport, echo));
    EXPECT_THAT(api.requests().at(3), HasSubstr("/two/response"));
}

TEST(RuntimeApi, IsToldThatTheServiceCanNotStart) {
    FakeRuntimeApi api({kAccepted});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    auto const answer = error_answer("Runtime.InitError", "no database");
    EXPECT_TRUE((*transport)->fail_init({true, answer.error_type, answer.payload}));
    EXPECT_THAT(api.requests().at(0), StartsWith("POST /2018-06-01/runtime/init/error HTTP/1.1\r\n"));
}

TEST(RuntimeApi, IsFoundWhereEmulatorsPutIt) {
    struct {
        char const* text;
        char const* authority;
        char const* prefix;
        int family;
    } const cases[] = {
        {"127.0.0.1:9001", "127.0.0.1:9001", "", AF_INET},
        {"127.0.0.1", "127.0.0.1", "", AF_INET},
        {"localhost:9000/shop", "localhost:9000", "/shop", AF_INET},
        {"http://localhost:9000/a/b/", "localhost:9000", "/a/b", AF_INET},
        {"[::1]:9001", "[::1]:9001", "", AF_INET6},
        {"[::1]/shop", "[::1]", "/shop", AF_INET6},
    };
    for (auto const& each : cases) {
        auto const read = read_endpoint(each.text);
        ASSERT_TRUE(read) << each.text;
        EXPECT_EQ(read->authority, each.authority);
        EXPECT_EQ(read->prefix, each.prefix);
        EXPECT_EQ(read->address.family(), each.family);
    }
    for (char const* text :
         {"", "nobody.invalid:80", "127.0.0.1:99999", "127.0.0.1:0", "127.0.0.1:9x", ":80", "::1", "[::1", "[]:80",
          "[localhost]:80", "https://localhost", "local host", "localhost/a b", "/shop"})
        EXPECT_FALSE(runtime_api(text)) << text;
}

TEST(RuntimeApi, IsAskedBelowItsOwnPath) {
    FakeRuntimeApi api({invocation("one", "\"a\""), kAccepted, kGone});
    auto transport = runtime_api("localhost:" + api.address().substr(api.address().find(':') + 1) + "/shop");
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_FALSE(run(**transport, echo));
    EXPECT_THAT(api.requests().at(0), StartsWith("GET /shop/2018-06-01/runtime/invocation/next HTTP/1.1\r\n"));
    EXPECT_THAT(api.requests().at(1), StartsWith("POST /shop/2018-06-01/runtime/invocation/one/response HTTP/1.1\r\n"));
    EXPECT_THAT(api.requests().at(1), Not(HasSubstr("Invocation-Id"))) << "none was given";
}

TEST(RuntimeApi, HearsWhichInvocationIsAnswered) {
    auto const with_id = [](std::string text, std::string_view id) {
        return text.insert(text.find("Content-Length"), fmt::format("Lambda-Runtime-Invocation-Id: {}\r\n", id));
    };
    constexpr char const* kTooLate = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n";
    FakeRuntimeApi api({with_id(invocation("one", "\"a\""), "i-1"), kTooLate,
                        with_id(invocation("one", "\"fail\""), "i-2"), kAccepted, kGone});
    auto transport = runtime_api(api.address());
    ASSERT_TRUE(transport);
    Echo echo;
    EXPECT_FALSE(run(**transport, echo));
    EXPECT_THAT(api.requests().at(1), HasSubstr("\r\nLambda-Runtime-Invocation-Id: i-1\r\n"));
    EXPECT_THAT(api.requests().at(3), HasSubstr("\r\nLambda-Runtime-Invocation-Id: i-2\r\n"))
        << "an answer that came too late is no reason to end";
}

TEST(ErrorAnswer, StaysUnder4KbAndIsUtf8) {
    auto const answer = error_answer("X", std::string(5000, 'a') + "\xff");
    EXPECT_LT(Json::parse(answer.payload)["errorMessage"].as_string().size(), 4097U);
    auto const cut = error_answer("X", [] {
        std::string text = "a";
        for (int i = 0; i < 2000; ++i)
            text += "€";
        return text;
    }());
    EXPECT_NO_THROW(static_cast<void>(Json::parse(cut.payload)));
}

TEST(Watchdog, ExpiresAnEntryThatTakesTooLong) {
    std::promise<std::chrono::milliseconds> expired;
    Watchdog watchdog([&](std::chrono::milliseconds timeout) { expired.set_value(timeout); });
    watchdog.arm(std::chrono::milliseconds(1));
    EXPECT_EQ(expired.get_future().get(), std::chrono::milliseconds(1));
}

TEST(Watchdog, StaysQuietWhereTheEntryIsDoneInTime) {
    Watchdog watchdog([](std::chrono::milliseconds) { FAIL() << "it was disarmed"; });
    for (int i = 0; i < 100; ++i) {
        watchdog.arm(std::chrono::hours(1));
        watchdog.disarm();
    }
}

TEST(Response, IsReadInPiecesOfAnySize) {
    std::string const text =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b \r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: "
        "x\r\n\r\n";
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
        ResponseParser parser;
        for (std::size_t at = 0; at < text.size(); at += piece)
            ASSERT_TRUE(parser.feed(std::string_view(text).substr(at, piece)));
        EXPECT_TRUE(parser.is_complete());
        EXPECT_EQ(parser.status(), 200);
        EXPECT_EQ(parser.header("a"), "b");
        EXPECT_EQ(parser.body(), "abcde");
    }
}

TEST(Response, ThatIsNoHttpIsAnError) {
    for (char const* text : {"nonsense\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
        EXPECT_FALSE(ResponseParser().feed(text)) << text;
    EXPECT_FALSE(ResponseParser().feed(std::string(1 << 20, 'a')));
}

}  // namespace
}  // namespace coworks::lambda
