#pragma once

/// Calls a service in process, for its author's unit tests (link NAME_service):
///
///     auto client = coworks::TestClient::of<Counters>();
///     client.put("/counters/apples").object({{"value", 3}}).token("let me in").send();
///     auto answer = client.get("/counters/apples").token("let me in").send();
///     EXPECT_EQ(answer.status, 200);
///     EXPECT_EQ(answer.json()["value"], 3);
///
/// Each request goes the whole way of an API Gateway event: access, routing, binding, hooks. For one thread.

#include <coworks/json.hpp>
#include <coworks/request.hpp>
#include <coworks/service.hpp>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coworks {

/// What came back.
struct TestResponse {
    int status = 0;
    NamedValues headers;
    std::string body;  ///< decoded, if it travelled as base64

    /// The first header of that name, without case; empty if there is none.
    std::string header(std::string_view name) const;
    /// The body as JSON; throws JsonError if it is none.
    Json json() const;
};

/// What a direct call came to: a result, or an error by name.
struct TestResult {
    bool failed = false;
    Json value;              ///< the result; null if it failed
    std::string error_type;  ///< "NotFound"
    std::string error_message;
};

class TestClient;

/// A request that is being made. Setters chain; send() does it.
class TestRequest {
public:
    TestRequest& query(std::string_view name, std::string_view value);
    TestRequest& header(std::string_view name, std::string_view value);
    /// The Authorization header.
    TestRequest& token(std::string_view value) { return header("Authorization", value); }
    TestRequest& json(Json const& body);
    /// A JSON object as the body.
    TestRequest& object(std::initializer_list<std::pair<std::string_view, Json>> members) {
        return json(Json::object(members));
    }
    /// application/x-www-form-urlencoded; further calls add fields.
    TestRequest& form(std::string_view name, std::string_view value);
    /// multipart/form-data: a text or a file; further calls add parts.
    TestRequest& part(std::string_view name, std::string_view value);
    TestRequest& part(std::string_view name, File const& file);
    TestRequest& body(std::string_view media_type, std::string_view bytes);

    TestResponse send();

private:
    friend class TestClient;
    TestRequest(TestClient& client, std::string_view method, std::string_view path);

    TestClient& client_;
    std::string method_;
    std::string path_;
    NamedValues query_;
    NamedValues headers_;
    std::string media_type_;
    std::string body_;
    bool is_broken_ = false;  ///< the path's query has a broken percent-encoding
};

class TestClient {
public:
    /// A client of a service made by its default constructor. Throws std::runtime_error if the service can't start.
    template <std::derived_from<TechMicroservice> S>
    static TestClient of() {
        return TestClient(detail::binding_of<S>(), nullptr);
    }
    /// A client of this very object, such as one made with test doubles; service() gives it back.
    template <std::derived_from<TechMicroservice> S>
    static TestClient of(std::unique_ptr<S> service) {
        return TestClient(detail::binding_of<S>(), std::move(service));
    }

    TestClient(TestClient&& other) noexcept;
    TestClient& operator=(TestClient&& other) noexcept;
    ~TestClient();

    /// The path may carry a query; it is sent as it stands, so percent-encode what needs it.
    TestRequest request(std::string_view method, std::string_view path) { return {*this, method, path}; }
    TestRequest get(std::string_view path) { return request("GET", path); }
    TestRequest head(std::string_view path) { return request("HEAD", path); }
    TestRequest post(std::string_view path) { return request("POST", path); }
    TestRequest put(std::string_view path) { return request("PUT", path); }
    TestRequest patch(std::string_view path) { return request("PATCH", path); }
    TestRequest delete_(std::string_view path) { return request("DELETE", path); }
    TestRequest options(std::string_view path) { return request("OPTIONS", path); }

    /// Calls an entry as a workflow does.
    TestResult call(std::string_view entry, Json const& with = Json::object(), std::string_view id = {});
    /// Delivers messages of a queue as one batch; the places of those that failed.
    std::vector<std::size_t> queue(std::string_view name, std::vector<Json> const& messages);
    /// Delivers an event of a bus to on_event_NAME, fires on_schedule_NAME.
    TestResult event(std::string_view name, Json const& detail);
    TestResult schedule(std::string_view name);
    /// Any event of Lambda's, as it is; its result, or the error.
    TestResult invoke(Json const& event);

    /// The object under test.
    TechMicroservice& service() noexcept;
    /// The lines of the log so far.
    std::vector<std::string> const& log() const noexcept;

private:
    friend class TestRequest;
    struct Impl;
    TestClient(detail::ClassBinding const& binding, std::unique_ptr<TechMicroservice> service);

    std::unique_ptr<Impl> impl_;
};

}  // namespace coworks
