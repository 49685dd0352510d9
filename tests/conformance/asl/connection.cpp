#include "connection.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <stdexcept>

namespace asl_cases {
namespace {

namespace http = boost::beast::http;

/// Emulators take the account and the service from the credential's scope; none of them checks the signature.
constexpr char const* kCredential =
    "AWS4-HMAC-SHA256 Credential=111111111111/20250601/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0";

}  // namespace

Connection::Connection(std::string const& host, std::string const& port, std::chrono::seconds patience)
    : host_(host + ":" + port), patience_(patience) {
    boost::asio::ip::tcp::resolver resolver(loop_);
    auto const addresses = resolver.resolve(host, port);
    stream_.expires_after(patience_);
    stream_.async_connect(addresses, [this](boost::system::error_code error, auto const&) { error_ = error; });
    run("connect");
    stream_.socket().set_option(boost::asio::ip::tcp::no_delay(true));
}

void Connection::run(std::string_view what) {
    loop_.restart();
    loop_.run();
    if (error_) throw std::runtime_error(host_ + ": " + std::string(what) + ": " + error_.message());
}

Connection::Answer Connection::post(std::string_view target, std::string_view operation, std::string const& body) {
    http::request<http::string_body> request(http::verb::post, {target.data(), target.size()}, 11);
    request.set(http::field::host, host_);
    if (!operation.empty()) {
        request.set(http::field::content_type, "application/x-amz-json-1.0");
        request.set("X-Amz-Target", "AWSStepFunctions." + std::string(operation));
        request.set(http::field::authorization, kCredential);
    }
    request.body() = body;
    request.prepare_payload();
    auto const done = [this](boost::system::error_code error, std::size_t) { error_ = error; };
    stream_.expires_after(patience_);
    http::async_write(stream_, request, done);
    run("send");
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> response;
    response.body_limit(1ULL << 30);
    stream_.expires_after(patience_);
    http::async_read(stream_, buffer, response, done);
    run(operation.empty() ? target : operation);
    return {.status = response.get().result_int(), .body = std::move(response.get().body())};
}

std::string Connection::post(std::string_view target, std::string const& body) {
    Answer answer = post(target, "", body);
    if (answer.status != 200)
        throw std::runtime_error(host_ + std::string(target) + ": " + std::to_string(answer.status) + " " +
                                 answer.body);
    return std::move(answer.body);
}

Json Connection::call(std::string_view operation, Json const& request) {
    Answer const response = post("/", operation, request.dump());
    Json answer;
    try {
        answer = Json::parse(response.body, {.allow_lone_surrogates = true});
    } catch (coworks::JsonError const&) {
        throw std::runtime_error(std::string(operation) + ": " + std::to_string(response.status) +
                                 ", no JSON: " + response.body.substr(0, 200));
    }
    if (response.status == 200) return answer;
    std::string_view type = answer["__type"].is_string() ? answer["__type"].as_string() : "";
    type.remove_prefix(type.find('#') + 1);
    Json const& message = answer["message"].is_null() ? answer["Message"] : answer["message"];
    return Json::object({{"exception", Json::object({{"code", type}, {"message", message}})}});
}

}  // namespace asl_cases
