#include "local/cloud/cloud.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <coworks/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/base64.hpp"
#include "net/testing.hpp"

namespace coworks::local::cloud {
namespace {

using Client = net::RawClient;

interface::Entry entry(std::string name, bool open) {
    interface::Entry made;
    made.name = name;
    made.path = {{false, std::move(name)}};
    made.open = open;
    return made;
}

class CloudTest : public ::testing::Test {
protected:
    explicit CloudTest(std::chrono::milliseconds gateway_timeout = std::chrono::seconds(29)) {
        std::string name = (std::filesystem::temp_directory_path() / "cws-cloud-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        cloud_ = std::make_unique<Cloud>(CloudOptions{.port = 0,
                                                      .project = "shop",
                                                      .region = "eu-west-3",
                                                      .cors = project::Cors{.origins = {"https://shop.example.com"}},
                                                      .gateway_timeout = gateway_timeout,
                                                      .log_folder = folder_});
        port_ = cloud_->listen().value();
        cloud_->put({.name = "test", .program = COWORKS_TEST_SERVICE, .memory_mb = 4096});
        interface::Interface guarded;
        guarded.has_authorizer = true;
        guarded.entries = {entry("open", true), entry("closed", false)};
        cloud_->put({.name = "guarded", .program = COWORKS_TEST_SERVICE, .memory_mb = 4096, .interface = guarded});
        thread_ = std::thread([this] { cloud_->run(); });
    }
    ~CloudTest() override {
        cloud_->stop();
        thread_.join();
        std::filesystem::remove_all(folder_);
    }

    std::string get(std::string_view target, std::string_view headers = "") {
        return Client(port_).exchange("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" +
                                      std::string(headers) + "\r\n");
    }
    std::string post(std::string_view target, std::string_view body, std::string_view headers = "") {
        return Client(port_).exchange("POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" +
                                      std::string(headers) + "Content-Length: " + std::to_string(body.size()) +
                                      "\r\n\r\n" + std::string(body));
    }
    static unsigned status(std::string_view answer) { return net::status_of(answer); }
    static Json body(std::string_view answer) {
        auto const at = answer.find("\r\n\r\n");
        return at == std::string_view::npos ? Json() : Json::parse(answer.substr(at + 4));
    }
    /// The event that the service got for a request: the test service answers with it.
    Json event(std::string_view answer) {
        EXPECT_EQ(200U, status(answer)) << answer;
        return body(answer);
    }

    std::filesystem::path folder_;
    std::unique_ptr<Cloud> cloud_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

TEST_F(CloudTest, gives_a_service_the_event_of_a_rest_proxy) {
    Json const got = event(post("/test/a%2Fb/c?x=1&x=2&y=%C3%A9+z", "{\"n\":1}",
                                "Content-Type: application/json\r\nX-Two: a\r\nX-Two: b\r\n"));
    EXPECT_EQ(Json("/a%2Fb/c"), got["path"]);
    EXPECT_EQ(Json("POST"), got["httpMethod"]);
    EXPECT_EQ(Json("2"), got["queryStringParameters"]["x"]);
    EXPECT_EQ(Json::array({"1", "2"}), got["multiValueQueryStringParameters"]["x"]);
    EXPECT_EQ(Json("é z"), got["queryStringParameters"]["y"]);
    EXPECT_EQ(Json::array({"a", "b"}), got["multiValueHeaders"]["X-Two"]);
    EXPECT_EQ(Json("{\"n\":1}"), got["body"]);
    EXPECT_EQ(Json(false), got["isBase64Encoded"]);
    EXPECT_EQ(Json("127.0.0.1"), got["requestContext"]["identity"]["sourceIp"]);
    EXPECT_EQ(Json("dev"), got["requestContext"]["stage"]);
    EXPECT_TRUE(event(get("/test"))["queryStringParameters"].is_null());
    EXPECT_EQ(Json("/"), event(get("/test"))["path"]);
}

TEST_F(CloudTest, carries_bytes_both_ways_as_base64) {
    std::string const bytes("\0\xff\x80", 3);
    Json const got = event(post("/test/x", bytes, "Content-Type: application/octet-stream\r\n"));
    EXPECT_EQ(Json(base64_encode(bytes)), got["body"]);
    EXPECT_EQ(Json(true), got["isBase64Encoded"]);
    std::string const answer = get("/test/binary");
    EXPECT_NE(std::string::npos, answer.find("content-type: application/json")) << "where the function says none";
    EXPECT_EQ(bytes, answer.substr(answer.find("\r\n\r\n") + 4));
}

TEST_F(CloudTest, has_a_service_no_longer_when_it_is_removed) {
    EXPECT_EQ(200U, status(get("/test/x")));
    cloud_->remove("test");
    EXPECT_EQ(404U, status(get("/test/x")));
    EXPECT_EQ(404U, status(post("/2015-03-31/functions/test/invocations", "{}")));
    cloud_->put({.name = "test", .program = COWORKS_TEST_SERVICE, .memory_mb = 4096});
    EXPECT_EQ(200U, status(get("/test/x")));
}

TEST_F(CloudTest, answers_502_for_a_function_that_fails_or_answers_nonsense_and_goes_on) {
    EXPECT_EQ(502U, status(get("/test/crash")));
    EXPECT_EQ(502U, status(get("/test/fail")));
    EXPECT_EQ(502U, status(get("/test/nonsense")));
    std::string const log = get("/_cws/logs?service=test");
    EXPECT_NE(std::string::npos, log.find("the function failed: {\\\"errorType\\\":\\\"NotFound\\\"")) << log;
    EXPECT_NE(std::string::npos, log.find("malformed Lambda proxy response: it is no object")) << log;
    EXPECT_EQ(200U, status(get("/test/x")));
}

TEST_F(CloudTest, keeps_connections_and_answers_pipelined_requests_in_order) {
    Client client(port_);
    client.send(
        "GET /test/1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /test/2 HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /test/3 "
        "HTTP/1.1\r\nHost: "
        "localhost\r\n\r\nGET /test/4 HTTP/1.0\r\n\r\n");
    EXPECT_EQ(Json("/1"), event(client.receive())["path"]);
    EXPECT_EQ(Json("/2"), event(client.receive())["path"]);
}

TEST_F(CloudTest, refuses_what_is_no_http_and_stays_up) {
    struct Case {
        std::string request;
        unsigned status;
    };
    std::string const host = "Host: localhost\r\n";
    Case const cases[] = {
        {"\x16\x03\x01 hello\r\n\r\n", 400},
        {"GET /test/%zz HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /test/x?a=%ff HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /test/x?a=%2 HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /test/x HTTP/9.9\r\n" + host + "\r\n", 400},
        {"GET /test/x HTTP/1.1\r\n" + host + "Bad Header: x\r\n\r\n", 400},
        {"GET /test/x HTTP/1.1\r\n" + host + "X: " + std::string(20000, 'x') + "\r\n\r\n", 431},
        {"POST /test/x HTTP/1.1\r\n" + host + "Content-Length: 99999999\r\n\r\n", 413},
        {"POST /test/x HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
        {"POST /test/x HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        {"POST /test/x HTTP/1.1\r\n" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST /test/x HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400},
        {"POST /test/x HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
        {"GET /\xff HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /test/\xff HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /test/x?a=\xff HTTP/1.1\r\n" + host + "\r\n", 400},
        {"GET /guarded/\xff HTTP/1.1\r\n" + host + "Authorization: somebody\r\n\r\n", 400},
        {"GET /nothing/x HTTP/1.1\r\n" + host + "\r\n", 404},
        {"GET / HTTP/1.1\r\n" + host + "\r\n", 404},
    };
    for (Case const& each : cases) {
        std::string const answer = Client(port_).exchange(each.request);
        EXPECT_EQ(each.status, status(answer)) << each.request.substr(0, 200) << "\n" << answer;
        EXPECT_NE(std::string::npos, answer.find("x-amzn-requestid: ")) << each.request.substr(0, 200);
    }
    EXPECT_EQ(200U, status(get("/test/x")));
}

TEST_F(CloudTest, knows_its_own_apis_in_every_form_of_a_target) {
    EXPECT_EQ(200U, status(get("http://localhost/_cws/status")));
    EXPECT_EQ(403U, status(get("http://evil.example.com/_cws/status"))) << "not what Host says";
    EXPECT_EQ(Json("/x"), event(get("http://anywhere/test/x"))["path"]);
    EXPECT_EQ(400U, status(Client(port_).exchange("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")));
}

TEST_F(CloudTest, survives_clients_that_send_nonsense_of_every_length) {
    for (unsigned seed = 1; seed < 200; ++seed) {
        std::string text = seed % 2 == 0 ? "GET /test/x HTTP/1.1\r\nHost: localhost\r\n" : "";
        for (unsigned i = 0; i < seed * 3; ++i)
            text += static_cast<char>((seed * 7919 + i * i * 104729) % 256);
        Client client(port_);
        client.send(text);
    }
    EXPECT_EQ(200U, status(get("/test/x")));
}

TEST_F(CloudTest, asks_the_authorizer_once_and_keeps_its_decision_for_the_token) {
    EXPECT_EQ(200U, status(get("/guarded/open")));
    EXPECT_EQ(401U, status(get("/guarded/closed")));
    EXPECT_EQ(403U, status(get("/guarded/closed", "Authorization: nobody\r\n")));
    Json const got = event(get("/guarded/closed", "Authorization: somebody\r\n"));
    EXPECT_EQ(Json("somebody"), got["requestContext"]["authorizer"]["principalId"]);
    Json const again = event(get("/guarded/closed", "Authorization: somebody\r\n"));
    EXPECT_EQ(got["requestContext"]["authorizer"], again["requestContext"]["authorizer"]);
    EXPECT_EQ(500U, status(get("/guarded/closed", "Authorization: broken\r\n")));
    EXPECT_EQ(403U, status(get("/guarded/closed", "Authorization: nobody\xff\r\n"))) << "no UTF-8";
    EXPECT_EQ(401U, status(get("/guarded/no/such/route")));
    EXPECT_EQ(200U, status(get("/guarded/open", "Authorization: nobody\r\n")));
}

TEST_F(CloudTest, lets_pages_of_the_projects_origins_read_answers_and_errors) {
    std::string const origin = "Origin: https://shop.example.com\r\n";
    EXPECT_NE(std::string::npos, get("/test/x", origin).find("access-control-allow-origin: https://shop.example.com"));
    EXPECT_NE(std::string::npos, get("/test/crash", origin).find("access-control-allow-origin"));
    EXPECT_NE(std::string::npos, get("/guarded/closed", origin).find("access-control-allow-origin"));
    std::string const too_large = Client(port_).exchange("POST /test/x HTTP/1.1\r\nHost: localhost\r\n" + origin +
                                                         "Content-Length: 99999999\r\n\r\n");
    EXPECT_EQ(413U, status(too_large));
    EXPECT_NE(std::string::npos, too_large.find("access-control-allow-origin: https://shop.example.com"));
    EXPECT_EQ(std::string::npos,
              get("/test/x", "Origin: https://evil.example.com\r\n").find("access-control-allow-origin"));
    std::string const question = Client(port_).exchange("OPTIONS /guarded/closed HTTP/1.1\r\nHost: localhost\r\n" +
                                                        origin + "Access-Control-Request-Method: PUT\r\n\r\n");
    EXPECT_EQ(204U, status(question));
    EXPECT_NE(std::string::npos, question.find("access-control-allow-methods: PUT"));
}

class HastyCloudTest : public CloudTest {
protected:
    HastyCloudTest() : CloudTest(std::chrono::milliseconds(100)) {}
};

TEST_F(HastyCloudTest, answers_504_when_its_time_is_over_and_not_when_the_functions_is) {
    std::string const late = get("/test/sleep", "Origin: https://shop.example.com\r\n");
    EXPECT_EQ(504U, status(late));
    EXPECT_EQ(Json("Endpoint request timed out"), body(late)["message"]);
    EXPECT_NE(std::string::npos, late.find("access-control-allow-origin"));
    EXPECT_EQ(200U, status(post("/2015-03-31/functions/test/invocations", R"({"path":"/sleep"})"))) << "no gateway";
}

TEST_F(CloudTest, keeps_pages_of_other_origins_and_names_away_from_its_own_apis) {
    EXPECT_EQ(200U, status(get("/_cws/status")));
    for (std::string_view const host :
         {"evil.example.com", "localhost.evil.example.com", "10.0.0.1", "sync-evil.com", ""}) {
        std::string const answer =
            Client(port_).exchange("GET /_cws/status HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
        EXPECT_EQ(403U, status(answer)) << host;
    }
    for (std::string_view const host : {"127.0.0.1:8000", "[::1]:8000", "sync-localhost:1", "LOCALHOST"}) {
        std::string const answer =
            Client(port_).exchange("GET /_cws/status HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
        EXPECT_EQ(200U, status(answer)) << host;
    }
    EXPECT_EQ(403U, status(get("/_cws/status", "Origin: https://evil.example.com\r\n")));
    EXPECT_EQ(403U, status(post("/2015-03-31/functions/test/invocations", "{}", "Origin: null\r\n")));
}

TEST_F(CloudTest, answers_lambdas_invoke) {
    std::string const path = "/2015-03-31/functions/";
    std::string const answer = post(path + "shop-dev-test/invocations", R"({"path":"/x"})");
    EXPECT_EQ(200U, status(answer));
    EXPECT_NE(std::string::npos, answer.find("x-amz-executed-version: $LATEST"));
    EXPECT_EQ(200U,
              status(post(path + "arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ashop-dev-test/invocations",
                          "{}")));
    EXPECT_EQ(200U, status(post(path + "test/invocations?Qualifier=$LATEST", "")));
    EXPECT_EQ(404U, status(post(path + "test/invocations?Qualifier=7", "{}")));
    EXPECT_EQ(202U, status(post(path + "test/invocations", "{}", "X-Amz-Invocation-Type: Event\r\n")));
    EXPECT_EQ(204U, status(post(path + "test/invocations", "{}", "X-Amz-Invocation-Type: DryRun\r\n")));
    EXPECT_EQ(400U, status(post(path + "test/invocations", "{}", "X-Amz-Invocation-Type: Wrong\r\n")));
    EXPECT_EQ(400U, status(post(path + "test/invocations", "{}", "X-Amz-Invocation-Type: \xff\r\n"))) << "no UTF-8";
    EXPECT_EQ(400U, status(post(path + "%ff/invocations", "{}")));
    EXPECT_EQ(400U, status(post(path + "\xff/invocations", "{}")));
    EXPECT_EQ(400U, status(post(path + "test/invocations?Qualifier=\xff", "{}")));
    EXPECT_EQ(400U, status(post(path + "test/invocations", "{")));
    std::string const missing = post(path + "nothing/invocations", "{}");
    EXPECT_EQ(404U, status(missing));
    EXPECT_NE(std::string::npos, missing.find("x-amzn-errortype: ResourceNotFoundException"));
    EXPECT_NE(std::string::npos, missing.find("arn:aws:lambda:eu-west-3:000000000000:function:nothing"));
    std::string const failed = post(path + "test/invocations", R"({"path":"/fail"})");
    EXPECT_EQ(200U, status(failed));
    EXPECT_NE(std::string::npos, failed.find("x-amz-function-error: Unhandled"));
    EXPECT_EQ(Json("NotFound"), body(failed)["errorType"]);
    EXPECT_EQ(2U, body(get(path))["Functions"].size());
    EXPECT_EQ(Json("shop-dev-test"), body(get(path + "test"))["Configuration"]["FunctionName"]);
}

TEST_F(CloudTest, gives_the_tail_of_the_log_with_an_invocation) {
    std::string const answer =
        post("/2015-03-31/functions/test/invocations", R"({"path":"/print"})", "X-Amz-Log-Type: Tail\r\n");
    auto const at = answer.find("x-amz-log-result: ");
    ASSERT_NE(std::string::npos, at);
    auto const text = base64_decode(answer.substr(at + 18, answer.find("\r\n", at) - at - 18)).value();
    EXPECT_NE(std::string::npos, text.find("START RequestId: "));
    EXPECT_NE(std::string::npos, text.find("a line of the service"));
    EXPECT_NE(std::string::npos, text.find("REPORT RequestId: "));
}

TEST_F(CloudTest, keeps_logs_by_service_and_request) {
    std::string const answer = get("/test/print");
    auto const at = answer.find("x-amzn-requestid: ") + 18;
    std::string const id = answer.substr(at, 36);
    // What a worker prints reaches us by a pipe of its own: ask until it is there.
    Json lines;
    for (int i = 0; i < 1000 && lines.empty(); ++i)
        lines = body(get("/_cws/logs?service=test&request=" + id))["lines"];
    ASSERT_EQ(1U, lines.size());
    EXPECT_EQ(Json("a line of the service"), lines[0]["text"]);
    EXPECT_EQ(0U, body(get("/_cws/logs?service=guarded"))["lines"].size());
    EXPECT_EQ(400U, status(get("/_cws/logs?last=x")));
}

TEST_F(CloudTest, tells_of_a_port_in_use) {
    Cloud second({.port = port_, .project = "shop"});
    auto const bound = second.listen();
    ASSERT_FALSE(bound);
    EXPECT_EQ("port_in_use", bound.error().code);
    EXPECT_EQ("bad_address", Cloud({.address = "nowhere", .project = "x"}).listen().error().code);
}

TEST_F(CloudTest, tells_programs_of_services_that_it_does_not_have) {
    std::string const answer = post("/", "{}", "X-Amz-Target: AmazonSQS.ListQueues\r\n");
    EXPECT_EQ(400U, status(answer));
    EXPECT_NE(std::string::npos, answer.find("UnknownOperationException"));
}

}  // namespace
}  // namespace coworks::local::cloud
