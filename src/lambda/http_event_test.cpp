#include "lambda/http_event.hpp"

#include <gtest/gtest.h>

#include "lambda/event_kind.hpp"

namespace coworks::lambda {
namespace {

using namespace coworks::literals;

/// The example of "Input format of a Lambda function for proxy integration" (API Gateway developer guide), shortened.
Json const kRest = R"({
  "resource": "/{proxy+}", "path": "/my%20path/a%2Fb", "httpMethod": "GET",
  "headers": {"Host": "70ixmpl4fl.execute-api.us-east-2.amazonaws.com", "header2": "value2"},
  "multiValueHeaders": {"Host": ["70ixmpl4fl.execute-api.us-east-2.amazonaws.com"], "header2": ["value1", "value2"]},
  "queryStringParameters": {"parameter1": "value2", "100%": "x"},
  "multiValueQueryStringParameters": {"parameter1": ["value1", "value2"], "100%": ["x"]},
  "pathParameters": {"proxy": "my%20path/a%2Fb"}, "stageVariables": null,
  "requestContext": {"accountId": "123456789012", "apiId": "id", "stage": "prod", "requestId": "c6af9ac6",
    "authorizer": {"claims": null, "scopes": null}, "domainName": "id.execute-api.us-east-2.amazonaws.com",
    "identity": {"sourceIp": "192.0.2.1", "userAgent": "user-agent"}, "path": "/prod/my%20path", "protocol": "HTTP/1.1"},
  "body": null, "isBase64Encoded": false})"_json;

/// The example of payload format 2.0 ("Create AWS Lambda proxy integrations for HTTP APIs"), shortened.
Json const kHttp = R"({
  "version": "2.0", "routeKey": "$default", "rawPath": "/my path",
  "rawQueryString": "parameter1=value1&parameter1=value2&parameter%202=a+b",
  "cookies": ["cookie1=a", "cookie2=b"], "headers": {"header1": "value1", "header2": "value1,value2"},
  "queryStringParameters": {"parameter1": "value1,value2", "parameter 2": "a b"},
  "requestContext": {"accountId": "123456789012", "apiId": "api-id",
    "domainName": "id.execute-api.us-east-1.amazonaws.com", "domainPrefix": "id",
    "http": {"method": "POST", "path": "/my path", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
    "requestId": "id", "routeKey": "$default", "stage": "$default"},
  "body": "aGVsbG8=", "isBase64Encoded": true})"_json;

Json with(Json const& event, std::string_view outer, std::string_view inner, Json value) {
    return event.with(outer, event[outer].with(inner, std::move(value)));
}

TEST(EventKind, IsToldByTheShapeAlone) {
    auto const kind = [](char const* text) { return event_kind(Json::parse(text)); };
    EXPECT_EQ(event_kind(kRest), EventKind::rest);
    EXPECT_EQ(event_kind(kHttp), EventKind::http);
    EXPECT_EQ(kind(R"({"type": "TOKEN", "authorizationToken": "x", "methodArn": "arn:aws:execute-api:r:1:a/s/GET/"})"),
              EventKind::authorizer);
    EXPECT_EQ(kind(R"({"type": "REQUEST", "methodArn": "arn", "httpMethod": "DELETE", "path": "/items/7"})"),
              EventKind::authorizer);
    EXPECT_EQ(kind(R"({"version": "2.0", "type": "REQUEST", "routeArn": "arn",
                       "requestContext": {"http": {"method": "DELETE", "path": "/items/7"}}})"),
              EventKind::authorizer);
    EXPECT_EQ(kind(R"({"type": "REQUEST", "httpMethod": "DELETE", "path": "/items/7"})"), EventKind::unknown)
        << "a question about a request is none, however it is put";
    EXPECT_EQ(kind(R"({"Records": [{"eventSource": "aws:sqs"}]})"), EventKind::queue);
    EXPECT_EQ(kind(R"({"Records": [{"eventSource": "aws:s3"}]})"), EventKind::unknown);
    EXPECT_EQ(kind(R"({"detail-type": "placed", "source": "shop.orders", "detail": {}})"), EventKind::event);
    EXPECT_EQ(kind(R"({"detail-type": "Scheduled Event", "source": "aws.events"})"), EventKind::schedule);
    EXPECT_EQ(kind(R"({"detail-type": "Scheduled Event", "source": "aws.scheduler", "detail": "{}"})"),
              EventKind::schedule);
    EXPECT_EQ(kind(R"({"detail-type": "Scheduled Event", "source": "shop.orders"})"), EventKind::event);
    EXPECT_EQ(kind(R"({"coworks": 1, "schedule": "nightly"})"), EventKind::schedule);
    EXPECT_EQ(kind(R"({"coworks": 1, "entry": "get"})"), EventKind::direct);
    for (char const* text :
         {"null", "[]", "{}", "7", R"({"coworks": 1})", R"({"httpMethod": "GET"})", R"({"Records": []})"})
        EXPECT_EQ(kind(text), EventKind::unknown) << text;
}

TEST(HttpEvent, OfARestApiHasTheRawPathAndEveryValue) {
    auto const event = read_http_event(kRest);
    EXPECT_EQ(event.format, HttpEvent::Format::one);
    EXPECT_EQ(event.request.path, "/my%20path/a%2Fb");
    EXPECT_FALSE(event.request.path_is_decoded);
    EXPECT_EQ(event.request.query, (NamedValues{{"parameter1", "value1"}, {"parameter1", "value2"}, {"100%", "x"}}));
    EXPECT_EQ(event.request.headers.size(), 3U);
    EXPECT_EQ(event.request.remote_address, "192.0.2.1");
    EXPECT_EQ(event.request_id, "c6af9ac6");
    EXPECT_EQ(event.broken, "");
    EXPECT_EQ(event.authorized_by, AuthorizedBy::nobody);
}

TEST(HttpEvent, OfAnHttpApiHasTheDecodedPathAndTheRawQuery) {
    auto const event = read_http_event(kHttp);
    EXPECT_EQ(event.format, HttpEvent::Format::two);
    EXPECT_EQ(event.request.method, "POST");
    EXPECT_EQ(event.request.path, "/my path");
    EXPECT_TRUE(event.request.path_is_decoded);
    EXPECT_EQ(event.request.query,
              (NamedValues{{"parameter1", "value1"}, {"parameter1", "value2"}, {"parameter 2", "a b"}}));
    EXPECT_EQ(event.request.headers.back(), (std::pair<std::string, std::string>("cookie", "cookie1=a; cookie2=b")));
    EXPECT_EQ(event.request.body.view(), "hello");
}

TEST(HttpEvent, OfAFunctionUrlHasTheRawPath) {
    auto const event = read_http_event(
        with(kHttp, "requestContext", "domainName", "abc.lambda-url.us-east-1.on.aws").with("rawPath", "/a%2Fb"));
    EXPECT_FALSE(event.request.path_is_decoded);
    EXPECT_EQ(event.request.path, "/a%2Fb");
}

TEST(HttpEvent, LosesTheStageThatHttpApisPutBeforeThePath) {
    auto const path = [](char const* raw) {
        return read_http_event(with(kHttp, "requestContext", "stage", "prod").with("rawPath", raw)).request.path;
    };
    EXPECT_EQ(path("/prod/orders"), "/orders");
    EXPECT_EQ(path("/prod"), "/");
    EXPECT_EQ(path("/products"), "/products");
}

TEST(HttpEvent, IsBrokenWhereItCanNotBeDecoded) {
    EXPECT_NE(read_http_event(kRest.with("path", "/%zz")).broken, "");
    EXPECT_NE(read_http_event(kRest.with("path", "/%ff")).broken, "");
    EXPECT_NE(read_http_event(kHttp.with("rawQueryString", "a=%g0")).broken, "");
    EXPECT_NE(read_http_event(kHttp.with("rawQueryString", "a=%ff")).broken, "");
    EXPECT_NE(read_http_event(kHttp.with("body", "not base64")).broken, "");
    EXPECT_EQ(read_http_event(kHttp.with("rawPath", "/100%")).broken, "") << "decoded already";
}

TEST(HttpEvent, LosesTheBasePathOfACustomDomain) {
    auto const path = [](char const* raw) { return read_http_event(kRest.with("path", raw), "/shop/v1").request.path; };
    EXPECT_EQ(path("/shop/v1/orders/a%2Fb"), "/orders/a%2Fb");
    EXPECT_EQ(path("/shop/v1"), "/");
    EXPECT_EQ(path("/shop/v12"), "/shop/v12");
    EXPECT_EQ(path("/orders"), "/orders") << "called by the API's own address";
    auto const two = with(kHttp, "requestContext", "stage", "prod").with("rawPath", "/prod/shop/v1/orders");
    EXPECT_EQ(read_http_event(two, "/shop/v1").request.path, "/orders");
}

TEST(HttpEvent, KnowsTheDecisionsOfOurOwnAuthorizer) {
    auto const decided = [](Json authorizer) {
        return read_http_event(with(kRest, "requestContext", "authorizer", std::move(authorizer)));
    };
    auto const own =
        decided(Json::object({{"principalId", "ann"}, {"coworks", "1"}, {"claims", R"({"role":"admin"})"}}));
    EXPECT_EQ(own.authorized_by, AuthorizedBy::ourselves);
    EXPECT_EQ(own.principal, "ann");
    EXPECT_EQ(own.claims["role"], Json("admin"));
    EXPECT_EQ(decided(Json::object({{"coworks", "1"}, {"claims", "{broken"}})).claims, Json::object());
    auto const two = with(kHttp, "requestContext", "authorizer",
                          R"({"lambda": {"coworks": "1", "principal": "ann", "claims": "{\"role\":\"admin\"}"}})"_json);
    EXPECT_EQ(read_http_event(two).authorized_by, AuthorizedBy::ourselves);
    EXPECT_EQ(read_http_event(two).principal, "ann");
}

TEST(HttpEvent, HasTheClaimsThatAnAuthorizerOfTheApiFound) {
    struct Case {
        Json const& event;
        char const* context;
        AuthorizedBy by;
        char const* principal;
        char const* claims;
    };
    for (Case const& each : {
             Case{kHttp, R"({"jwt": {"claims": {"sub": "ann", "role": "chef"}, "scopes": null}})", AuthorizedBy::jwt,
                  "ann", R"({"sub":"ann","role":"chef"})"},
             Case{kHttp, R"({"lambda": {"role": "chef", "level": 3}})", AuthorizedBy::lambda, "",
                  R"({"role":"chef","level":3})"},
             Case{kHttp, R"({"iam": {"userArn": "arn:aws:iam::1:user/ann"}})", AuthorizedBy::iam,
                  "arn:aws:iam::1:user/ann", R"({"userArn":"arn:aws:iam::1:user/ann"})"},
             Case{kRest, R"({"claims": {"sub": "ann"}, "scopes": ["a"]})", AuthorizedBy::jwt, "ann",
                  R"({"sub":"ann"})"},
             Case{kRest, R"({"principalId": "ann", "role": "chef"})", AuthorizedBy::lambda, "ann",
                  R"({"principalId":"ann","role":"chef"})"},
             Case{kRest, R"({"claims": null, "scopes": null})", AuthorizedBy::nobody, "", "{}"},
             Case{kHttp, R"({"jwt": {"claims": 7}, "lambda": null, "iam": {}})", AuthorizedBy::nobody, "", "{}"},
         }) {
        auto const read = read_http_event(with(each.event, "requestContext", "authorizer", Json::parse(each.context)));
        EXPECT_EQ(read.authorized_by, each.by) << each.context;
        EXPECT_EQ(read.principal, each.principal) << each.context;
        EXPECT_EQ(read.claims.dump(), each.claims) << each.context;
    }
    auto const signed_request =
        with(kRest, "requestContext", "identity", R"({"userArn": "arn:aws:iam::1:user/ann"})"_json);
    EXPECT_EQ(read_http_event(signed_request).authorized_by, AuthorizedBy::iam);
}

TEST(HttpEvent, TakesWhatIsOfAnotherTypeAsEmpty) {
    for (
        char const* text :
        {R"({"httpMethod": "GET", "path": "", "headers": 7, "requestContext": [], "body": {}, "isBase64Encoded": "x"})",
         R"({"httpMethod": "GET", "path": "/", "multiValueHeaders": {"a": 1, "b": [1, null]}, "body": 3})",
         R"({"version": "2.0", "requestContext": {"http": {}}, "cookies": [1, {}], "rawQueryString": 7})"}) {
        auto const event = read_http_event(Json::parse(text));
        EXPECT_EQ(event.request.path, "/") << text;
        EXPECT_TRUE(event.request.body.empty()) << text;
    }
}

/// The example of "Receive events from the load balancer" (ELB guide), shortened.
Json const kBalancer = R"({
  "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:region:123456789012:targetgroup/t/6d0ecf83"}},
  "httpMethod": "GET", "path": "/a%2Fb", "queryStringParameters": {"my%20key": "a%2Bb+c", "n": "1"},
  "headers": {"host": "shop.example.com", "cookie": "a=1; b=2", "x-forwarded-for": "203.0.113.9, 72.21.198.66"},
  "body": "", "isBase64Encoded": false})"_json;

TEST(HttpEvent, OfALoadBalancerHasItsQueryDecoded) {
    auto const event = read_http_event(kBalancer);
    EXPECT_EQ(event_kind(kBalancer), EventKind::rest);
    EXPECT_EQ(event.format, HttpEvent::Format::balancer);
    EXPECT_EQ(event.request.path, "/a%2Fb");
    EXPECT_FALSE(event.request.path_is_decoded);
    EXPECT_EQ(event.request.query, (NamedValues{{"my key", "a+b c"}, {"n", "1"}}));
    EXPECT_EQ(event.request.host, "shop.example.com");
    EXPECT_EQ(event.request.remote_address, "72.21.198.66") << "the one that the balancer itself has seen";
    EXPECT_NE(read_http_event(with(kBalancer, "queryStringParameters", "n", "%g0")).broken, "");
    EXPECT_NE(read_http_event(with(kBalancer, "queryStringParameters", "n", "%ff")).broken, "");
}

TEST(HttpEvent, OfALoadBalancerWithMultiValueHeadersHasEveryValue) {
    auto const event = read_http_event(R"({
      "requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/",
      "multiValueQueryStringParameters": {"a%20b": ["1", "2%2C"]},
      "multiValueHeaders": {"cookie": ["a=1", "b=2"], "host": ["h"]}, "body": "", "isBase64Encoded": false})"_json);
    EXPECT_EQ(event.format, HttpEvent::Format::balancer_multiple);
    EXPECT_EQ(event.request.query, (NamedValues{{"a b", "1"}, {"a b", "2,"}}));
    EXPECT_EQ(event.request.headers, (NamedValues{{"cookie", "a=1"}, {"cookie", "b=2"}, {"host", "h"}}));
}

TEST(HttpAnswer, CarriesTextAsTextAndEverythingElseAsBase64) {
    auto const one = HttpEvent::Format::one;
    auto const text = Json::parse(write_http_answer({.status = 201, .body = "größer"}, one));
    EXPECT_EQ(text["statusCode"], Json(201));
    EXPECT_EQ(text["body"], Json("größer"));
    EXPECT_EQ(text["isBase64Encoded"], Json(false));
    auto const bytes = Json::parse(write_http_answer({.body = "abc", .is_text = false}, one));
    EXPECT_EQ(bytes["body"], Json("YWJj"));
    EXPECT_EQ(bytes["isBase64Encoded"], Json(true));
    auto const not_utf8 = Json::parse(write_http_answer({.body = "\xff\xfe"}, one));
    EXPECT_EQ(not_utf8["body"], Json("//4="));
}

TEST(HttpAnswer, KeepsRepeatedHeadersAsEachFormatHasThem) {
    HttpAnswer const answer{
        .headers = {{"set-cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"X", "1"}, {"vary", "a"}, {"Vary", "b"}}};
    auto const one = Json::parse(write_http_answer(answer, HttpEvent::Format::one));
    EXPECT_EQ(one["headers"]["X"], Json("1"));
    EXPECT_EQ(one["multiValueHeaders"]["set-cookie"], Json::array({"a=1", "b=2"}));
    auto const two = Json::parse(write_http_answer(answer, HttpEvent::Format::two));
    EXPECT_EQ(two["cookies"], Json::array({"a=1", "b=2"}));
    EXPECT_EQ(two["headers"]["vary"], Json("a, b"));
    EXPECT_FALSE(two.contains("multiValueHeaders"));
}

TEST(HttpAnswer, HasEachHeaderWhereALoadBalancerReadsIt) {
    HttpAnswer const answer{
        .headers = {{"set-cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"X", "1"}, {"vary", "a"}, {"Vary", "b"}}};
    auto const single = Json::parse(write_http_answer(answer, HttpEvent::Format::balancer));
    EXPECT_EQ(single["headers"],
              Json::object({{"set-cookie", "a=1"}, {"Set-cookie", "b=2"}, {"X", "1"}, {"vary", "a, b"}}))
        << "names in another case are other members, and the same header";
    EXPECT_FALSE(single.contains("multiValueHeaders"));
    EXPECT_EQ(single["statusDescription"], Json("200 OK"));
    auto const multiple = Json::parse(write_http_answer(answer, HttpEvent::Format::balancer_multiple));
    EXPECT_EQ(multiple["multiValueHeaders"], Json::object({{"set-cookie", Json::array({"a=1", "b=2"})},
                                                           {"X", Json::array({"1"})},
                                                           {"vary", Json::array({"a", "b"})}}));
    EXPECT_FALSE(multiple.contains("headers"));
    auto const odd = Json::parse(write_http_answer({.status = 299}, HttpEvent::Format::balancer));
    EXPECT_EQ(odd["statusDescription"], Json("299"));
}

}  // namespace
}  // namespace coworks::lambda
