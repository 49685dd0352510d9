#include "local/connections/http_task.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "base/http_text.hpp"
#include "base/text.hpp"
#include "local/connections/http_request.hpp"
#include "local/ports/http_task.hpp"

namespace coworks::local::connections {

namespace {

constexpr std::string_view kErrorPrefix = "States.Http.StatusCode.";
/// call-https-apis.html: "HTTP Task timeouts": 60 seconds.
constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(60);
/// A token is fetched anew so long before it ends, and kept no longer than this where its server does not say.
constexpr std::chrono::seconds kTokenMargin{60};
constexpr std::chrono::seconds kTokenLife{3600};

IntegrationResult broke(std::string error, std::string cause) {
    return {.failed = true, .output = {}, .error = std::move(error), .cause = std::move(cause)};
}

/// No whole answer came.
IntegrationResult no_answer(Error const& error) {
    if (error.code == "too_large")
        return broke("States.DataLimitExceeded", "The HTTP response exceeds the maximum number of bytes service limit");
    return broke("States.Http.Socket", error.text());
}

/// Names, keys and headers come from the project file and .env, where a line end is easily left behind.
bool has_line_end(Connection const& connection) {
    auto const bad = [](std::string const& text) { return text.find_first_of("\r\n") != std::string::npos; };
    if (auto const* const key = std::get_if<ApiKey>(&connection.authorization))
        if (bad(key->header) || bad(key->value)) return true;
    return std::ranges::any_of(connection.headers,
                               [&](auto const& header) { return bad(header.first) || bad(header.second); });
}

/// What an HTTP Task does not take (the same page, "Response"): media that is no text.
std::string_view unsupported_media(net::HttpAnswer const& answer) {
    for (auto const& [name, value] : answer.headers) {
        if (!equals_ignoring_case(name, "content-type")) continue;
        for (std::string_view const refused : {"application/octet-stream", "image/", "video/", "audio/"})
            if (value.starts_with(refused)) return value;
    }
    return {};
}

}  // namespace

HttpTask::HttpTask(boost::asio::io_context& loop, std::vector<Connection> connections, std::string region, Now now)
    : client_(loop), connections_(std::move(connections)), region_(std::move(region)), now_(std::move(now)) {}

bool HttpTask::offers(std::string_view service, std::string_view action) const {
    return service == "http" && action == "invoke";
}

Connection const* HttpTask::find(std::string_view arn) const {
    auto const found = std::ranges::find(connections_, arn, &Connection::arn);
    return found == connections_.end() ? nullptr : &*found;
}

void HttpTask::Job::end(IntegrationResult result) {
    if (auto const told = std::exchange(done, nullptr)) told(std::move(result));
}

std::function<void()> HttpTask::call(IntegrationCall call, Done done) {
    auto const made = job(call);
    if (!made) {
        done(made.error());
        return [] {};
    }
    (*made)->done = std::move(done);
    authorize(*made);
    return [cut = std::weak_ptr(*made)] {
        auto const job = cut.lock();
        if (!job) return;
        job->done = nullptr;
        if (job->cut) job->cut();
    };
}

/// The call without who calls, or why there is none.
tl::expected<HttpTask::JobPtr, IntegrationResult> HttpTask::job(IntegrationCall const& call) const {
    auto const refuse = [](IntegrationResult why) { return tl::unexpected(std::move(why)); };
    std::string const arn = connection_arn_of(call.arguments);
    if (arn.empty())
        return refuse(http_task_refused("An HTTP Task needs a connection: InvocationConfig.ConnectionArn"));
    Connection const* const connection = find(arn);
    if (connection == nullptr)
        return refuse(broke("Events.ConnectionResource.ResourceNotFound",
                            "There is no connection " + arn + ": ${connections.NAME} is one of project.cws.yml"));
    if (!connection->missing_secret.empty())
        return refuse(broke("Events.ConnectionResource.InvalidConnectionState",
                            "The connection '" + connection->name + "' needs the secret " + connection->missing_secret +
                                ": set it in .env or in the environment"));
    if (has_line_end(*connection))
        return refuse(broke("Events.ConnectionResource.InvalidConnectionState",
                            "A header of the connection '" + connection->name + "' would hold the end of a line"));
    auto order = http_request(call.arguments, *connection, region_);
    if (!order) return refuse(http_task_refused(std::move(order.error())));
    order->patience = call.patience.count() > 0 ? std::min(call.patience, kPatience) : kPatience;
    return std::make_shared<Job>(Job{.connection = *connection, .order = *std::move(order), .done = {}});
}

/// The connection's word is the last: what the definition says under the same name goes.
void HttpTask::authorize(JobPtr const& job) {
    auto const& authorization = job->connection.authorization;
    if (auto const* const key = std::get_if<ApiKey>(&authorization)) {
        net::set_header(job->order.headers, key->header, key->value);
    } else if (auto const* const basic = std::get_if<Basic>(&authorization)) {
        // RFC 7617 section 2.
        net::set_header(job->order.headers, "Authorization",
                        "Basic " + base64_encode(basic->user + ":" + basic->password));
    } else if (auto const* const oauth = std::get_if<OAuth>(&authorization)) {
        auto const token = tokens_.find(job->connection.name);
        if (token == tokens_.end() || token->second.good_until <= now_()) return wait_for_token(*oauth, job);
        net::set_header(job->order.headers, "Authorization", "Bearer " + token->second.value);
    }
    send(job);
}

namespace {

IntegrationResult no_token(std::string const& why) {
    return broke("Events.ConnectionResource.InvalidConnectionState", "No token of OAuth was to be had: " + why);
}

struct Grant {
    std::string token;
    std::chrono::seconds life;
};

/// RFC 6749 section 5.1.
tl::expected<Grant, std::string> grant_of(Result<net::HttpAnswer> const& answer) {
    auto const refuse = [](std::string why) { return tl::unexpected(std::move(why)); };
    if (!answer) return refuse(answer.error().text());
    if (answer->status != 200) return refuse("the server answered " + std::to_string(answer->status));
    Json body;
    try {
        body = Json::parse(answer->body);
    } catch (JsonError const&) {
        return refuse("the answer is no JSON");
    }
    Json const& token = body.is_object() ? body["access_token"] : body;
    if (!body.is_object() || !token.is_string() || token.as_string().find_first_of("\r\n") != std::string_view::npos)
        return refuse("the answer has no access_token");
    Json const& life = body["expires_in"];
    return Grant{
        .token = std::string(token.as_string()),
        .life =
            life.is_integer() ? std::chrono::seconds(std::clamp<std::int64_t>(life.as_int64(), 0, 86'400)) : kTokenLife,
    };
}

}  // namespace

/// One request for a token serves all who wait for it: it has its own patience, theirs is the state's clock.
void HttpTask::wait_for_token(OAuth const& oauth, JobPtr const& job) {
    std::string const& name = job->connection.name;
    if (auto const fetching = fetching_.find(name); fetching != fetching_.end()) return fetching->second.push_back(job);
    auto address = net::parse_web_address(oauth.token_url);
    if (!address) return job->end(no_token(address.error().text()));
    if (!address->secure && !net::is_loopback(address->host))
        return job->end(no_token("token_url must begin with https://"));
    net::ClientRequest request{.method = "POST", .address = *std::move(address), .patience = kPatience};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"},
                       // RFC 6749 section 2.3.1.
                       {"Authorization", "Basic " + base64_encode(percent_encode(oauth.client_id) + ":" +
                                                                  percent_encode(oauth.client_secret))}};
    request.body = "grant_type=client_credentials";
    if (!oauth.scope.empty()) request.body += "&scope=" + percent_encode(oauth.scope);
    fetching_[name].push_back(job);
    client_.send(std::move(request), [this, name](Result<net::HttpAnswer> const& answer) { token_came(name, answer); });
}

void HttpTask::token_came(std::string const& connection, Result<net::HttpAnswer> const& answer) {
    auto const grant = grant_of(answer);
    if (grant) tokens_[connection] = {.value = grant->token, .good_until = now_() + grant->life - kTokenMargin};
    auto const waiting = fetching_.extract(connection);
    for (JobPtr const& job : waiting.mapped()) {
        if (!job->done) continue;
        if (!grant) {
            job->end(no_token(grant.error()));
            continue;
        }
        // Even one that ends at once served this call.
        net::set_header(job->order.headers, "Authorization", "Bearer " + grant->token);
        send(job);
    }
}

void HttpTask::send(JobPtr const& job) {
    job->cut = client_.send(std::move(job->order), [this, job](Result<net::HttpAnswer> answer) {
        if (!answer) return job->end(no_answer(answer.error()));
        // A token that is refused is not used again: the next try gets another.
        if (answer->status == 401) tokens_.erase(job->connection.name);
        if (std::string_view const type = unsupported_media(*answer); !type.empty())
            return job->end(http_task_refused("The media type of the response is not supported: " + std::string(type)));
        if (!is_utf8(answer->body)) return job->end(http_task_refused("The body of the response is no text in UTF-8"));
        job->end(http_task_result(
            {.status = answer->status, .reason = answer->reason, .headers = answer->headers, .body = answer->body},
            kErrorPrefix));
    });
}

}  // namespace coworks::local::connections
