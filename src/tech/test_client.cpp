#include <coworks/test_client.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <coworks/detail/binding.hpp>

#include "base/base64.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"
#include "tech/handler.hpp"

namespace coworks {

namespace {

/// Long enough for a debugger, short enough that a deadline's arithmetic can be tested.
constexpr std::chrono::minutes kTimeout{15};
constexpr std::string_view kBoundary = "coworks-test-client-part";

class KeptLines final : public detail::LogSink {
public:
    void write(std::string_view line) override { lines.emplace_back(line); }
    std::vector<std::string> lines{};
};

/// {"a": ["1", "2"]}, null where there are none: as multi-value headers and queries come.
Json grouped(NamedValues const& pairs) {
    Json groups = Json::object();
    for (auto const& [name, value] : pairs) {
        Json values = groups[name].appended(value);
        groups = std::move(groups).with(name, std::move(values));
    }
    return pairs.empty() ? Json() : groups;
}

TestResponse response_of(Json const& answer) {
    TestResponse response;
    response.status = static_cast<int>(answer.at("statusCode").as_int64());
    for (auto const& member : answer["headers"].members())
        response.headers.emplace_back(std::string(member.name()), std::string(member.value.as_string()));
    if (answer.contains("multiValueHeaders")) {
        for (auto const& member : answer["multiValueHeaders"].members()) {
            for (auto const& value : member.value.items())
                response.headers.emplace_back(std::string(member.name()), std::string(value.as_string()));
        }
    }
    response.body = answer["body"].is_string() ? answer["body"].as_string() : "";
    if (answer["isBase64Encoded"] == Json(true)) response.body = base64_decode(response.body).value_or("");
    return response;
}

}  // namespace

std::string TestResponse::header(std::string_view name) const {
    auto const found =
        std::ranges::find_if(headers, [&](auto const& each) { return equals_ignoring_case(each.first, name); });
    return found == headers.end() ? std::string() : found->second;
}

Json TestResponse::json() const {
    return Json::parse(body);
}

struct TestClient::Impl {
    Impl(detail::ClassBinding const& binding, std::unique_ptr<TechMicroservice> service)
        : dispatcher(binding, std::move(service)), handler(dispatcher, log) {}

    lambda::Answer handle(Json const& event) {
        tech::Around around;
        around.request_id = fmt::format("test-{}", ++calls);
        around.function_arn = "arn:aws:lambda:us-east-1:000000000000:function:" + dispatcher.interface().name;
        around.deadline = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + kTimeout;
        return handler.handle(event, around);
    }

    KeptLines log;
    detail::Dispatcher dispatcher;
    tech::Handler handler;
    int calls = 0;
};

TestClient::TestClient(detail::ClassBinding const& binding, std::unique_ptr<TechMicroservice> service)
    : impl_(std::make_unique<Impl>(binding, std::move(service))) {}
TestClient::TestClient(TestClient&& other) noexcept = default;
TestClient& TestClient::operator=(TestClient&& other) noexcept = default;
TestClient::~TestClient() = default;

TestResult TestClient::invoke(Json const& event) {
    auto const answer = impl_->handle(event);
    auto const payload = answer.payload.empty() ? Json() : Json::parse(answer.payload);
    if (!answer.failed) return {.value = payload};
    return {
        .failed = true,
        .value = Json(),
        .error_type = answer.error_type,
        .error_message = std::string(payload["errorMessage"].is_string() ? payload["errorMessage"].as_string() : "")};
}

TestResult TestClient::call(std::string_view entry, Json const& with, std::string_view id) {
    Json event = Json::object({{"coworks", 1}, {"entry", entry}, {"with", with}});
    return invoke(id.empty() ? event : event.with("id", id));
}

std::vector<std::size_t> TestClient::queue(std::string_view name, std::vector<Json> const& messages) {
    auto const arn = fmt::format("arn:aws:sqs:us-east-1:000000000000:{}", name);
    Json::ArrayBuilder records;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        auto const attributes = Json::object({{"ApproximateReceiveCount", "1"}, {"SentTimestamp", "0"}});
        records.push_back(Json::object({{"messageId", std::to_string(i)},
                                        {"body", messages[i].dump()},
                                        {"attributes", attributes},
                                        {"eventSource", "aws:sqs"},
                                        {"eventSourceARN", arn}}));
    }
    auto const result = invoke(Json::object({{"Records", records.finish()}}));
    std::vector<std::size_t> failed;
    if (result.failed) {
        for (std::size_t i = 0; i < messages.size(); ++i)
            failed.push_back(i);
        return failed;
    }
    for (auto const& item : result.value["batchItemFailures"].items())
        failed.push_back(std::stoul(std::string(item["itemIdentifier"].as_string())));
    return failed;
}

TestResult TestClient::event(std::string_view name, Json const& detail) {
    auto const message = Json::object({{"id", "event"}, {"source", "test"}, {"detail-type", name}, {"detail", detail}});
    return invoke(Json::object({{"coworks", 1}, {"event", name}, {"message", message}}));
}

TestResult TestClient::schedule(std::string_view name) {
    return invoke(Json::object({{"coworks", 1}, {"schedule", name}}));
}

TechMicroservice& TestClient::service() noexcept {
    return impl_->dispatcher.service();
}

std::vector<std::string> const& TestClient::log() const noexcept {
    return impl_->log.lines;
}

TestRequest::TestRequest(TestClient& client, std::string_view method, std::string_view path)
    : client_(client), method_(method) {
    auto const mark = std::min(path.find('?'), path.size());
    path_ = path.substr(0, mark);
    auto fields = read_query(path.substr(std::min(mark + 1, path.size())));
    is_broken_ = !fields;
    if (fields) query_ = std::move(*fields);
}

TestRequest& TestRequest::query(std::string_view name, std::string_view value) {
    query_.emplace_back(name, value);
    return *this;
}

TestRequest& TestRequest::header(std::string_view name, std::string_view value) {
    headers_.emplace_back(name, value);
    return *this;
}

TestRequest& TestRequest::json(Json const& body) {
    return this->body("application/json", body.dump());
}

TestRequest& TestRequest::form(std::string_view name, std::string_view value) {
    if (!body_.empty()) body_ += '&';
    body_ += percent_encode(name) + "=" + percent_encode(value);
    media_type_ = "application/x-www-form-urlencoded";
    return *this;
}

TestRequest& TestRequest::part(std::string_view name, std::string_view value) {
    media_type_ = fmt::format("multipart/form-data; boundary={}", kBoundary);
    body_ += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", kBoundary, name, value);
    return *this;
}

TestRequest& TestRequest::part(std::string_view name, File const& file) {
    media_type_ = fmt::format("multipart/form-data; boundary={}", kBoundary);
    body_ +=
        fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                    kBoundary, name, file.name, file.media_type);
    body_ += file.content.view();
    body_ += "\r\n";
    return *this;
}

TestRequest& TestRequest::body(std::string_view media_type, std::string_view bytes) {
    media_type_ = media_type;
    body_ = bytes;
    return *this;
}

TestResponse TestRequest::send() {
    // A gateway never hands it on.
    if (is_broken_) return {.status = 400, .headers = {}, .body = "Bad Request: the URL is malformed"};
    auto body = body_;
    if (media_type_.starts_with("multipart/form-data; boundary=coworks")) body += fmt::format("--{}--\r\n", kBoundary);
    auto headers = headers_;
    if (!media_type_.empty()) headers.emplace_back("content-type", media_type_);
    auto const context = Json::object({{"requestId", "test"},
                                       {"stage", "test"},
                                       {"domainName", "localhost"},
                                       {"identity", Json::object({{"sourceIp", "127.0.0.1"}})}});
    auto const answer = client_.invoke(Json::object({{"httpMethod", method_},
                                                     {"path", path_},
                                                     {"multiValueHeaders", grouped(headers)},
                                                     {"multiValueQueryStringParameters", grouped(query_)},
                                                     {"requestContext", context},
                                                     {"body", base64_encode(body)},
                                                     {"isBase64Encoded", true}}));
    if (!answer.failed) return response_of(answer.value);
    // A gateway answers a failed function so.
    return {.status = 502, .headers = {}, .body = answer.error_type + ": " + answer.error_message};
}

}  // namespace coworks
