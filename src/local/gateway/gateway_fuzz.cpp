// Any bytes whatever from a client, through the real connection and the gateway: each answer is HTTP, each event is
// JSON that says what the request said, and at the end nothing is left open. The first byte chooses what the function
// answers.

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "local/gateway/gateway.hpp"
#include "net/http_connection.hpp"

using namespace coworks;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

std::string g_answer;

class Functions final : public local::Functions {
public:
    void invoke(local::Invoke call, local::InvokeDone done, local::Abandoned abandoned) override {
        static_cast<void>(abandoned());
        Json const event = Json::parse(call.event);
        if (event["type"] == Json("TOKEN")) {
            Json const statement =
                Json::object({{"Action", "execute-api:Invoke"}, {"Effect", "Allow"}, {"Resource", "arn:*/GET/*"}});
            Json const policy = Json::object({{"Statement", Json::array({statement})}});
            return done({.payload = Json::object({{"principalId", "p"}, {"policyDocument", policy}}).dump()});
        }
        check(event["path"].as_string().starts_with('/') && event["httpMethod"].is_string());
        Json const& query = event["multiValueQueryStringParameters"];
        check(query.is_null() == event["queryStringParameters"].is_null());
        if (event["isBase64Encoded"].as_bool()) check(event["body"].is_string());
        done({.payload = g_answer});
    }
    std::vector<std::string> names() const override { return {"s"}; }
    bool has(std::string_view function) const override { return function == "s"; }
};

class Logs final : public local::LogSink {
public:
    void line(std::string_view, std::string_view, std::string_view text) override {
        check(is_utf8(text) && text.find('\n') == std::string_view::npos);
    }
};

class Connections final : public net::HttpConnections {
public:
    using HttpConnections::HttpConnections;
    void enter(net::HttpReply::Connection&) override { ++count; }
    void leave(net::HttpReply::Connection&) override { --count; }
    void make_room(net::HttpReply::Connection const&) override {}
    int count = 0;
};

interface::Interface guarded() {
    interface::Interface made;
    made.has_authorizer = true;
    interface::Entry open;
    open.name = "get_open";
    open.path = {{false, "open"}};
    open.open = true;
    made.entries.push_back(open);
    return made;
}

void read_available(int descriptor, std::string& text) {
    char buffer[65536];
    ssize_t got = 0;
    while ((got = ::recv(descriptor, buffer, sizeof buffer, MSG_DONTWAIT)) > 0)
        text.append(buffer, static_cast<std::size_t>(got));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    // What a socket takes at once, so that one thread can play both sides.
    if (size == 0 || size > 32'768) return 0;
    constexpr char const* kAnswers[] = {R"({"statusCode":200,"body":"hi","headers":{"x":"a\r\nb"}})",
                                        R"({"statusCode":204,"multiValueHeaders":{"Set-Cookie":["a","b"]}})",
                                        R"({"statusCode":200,"body":"AP+A","isBase64Encoded":true})", "nonsense"};
    g_answer = kAnswers[data[0] % std::size(kAnswers)];
    int pair[2];
    check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    boost::asio::io_context loop{1};
    Functions functions;
    SeededRandom random(1);
    Logs logs;
    local::gateway::Gateway gateway(functions, random, logs,
                                    {.cors = project::Cors{.origins = {"https://a"}, .credentials = true}});
    gateway.put("s", std::nullopt);
    gateway.put("g", guarded());
    auto const all = std::make_shared<Connections>(
        [&gateway](net::HttpRequest request, net::HttpReply reply) {
            gateway.handle(std::move(request), std::move(reply));
        },
        net::HttpLimits{.header_bytes_max = 1024, .body_bytes_max = 4096});
    boost::asio::ip::tcp::socket socket(loop, boost::asio::ip::tcp::v4(), pair[0]);
    net::HttpReply::Connection::start(all, std::move(socket));
    check(::send(pair[1], data + 1, size - 1, MSG_NOSIGNAL) == static_cast<ssize_t>(size - 1));
    ::shutdown(pair[1], SHUT_WR);
    std::string answers;
    while (!loop.stopped()) {
        loop.poll();
        read_available(pair[1], answers);
    }
    check(all->count == 0 && all->open_requests == 0);
    ::close(pair[1]);
    check(answers.empty() || answers.starts_with("HTTP/1.1 "));
    return 0;
}
