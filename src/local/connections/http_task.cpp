#include "local/connections/http_task.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "local/connections/http_order.hpp"
#include "local/ports/http_task.hpp"

namespace coworks::local::connections {

namespace {

constexpr std::string_view kErrorPrefix = "States.Http.StatusCode.";
/// call-https-apis.html: "HTTP Task timeouts": 60 seconds.
constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(60);
/// A token is fetched anew so long before it ends, and kept no longer than this where its server does not say.
constexpr std::chrono::seconds kTokenMargin{60};
constexpr std::chrono::seconds kTokenLife{3600};

/// The connection's word is the last: what the definition says under the same name goes.
void replace(net::HeaderFields& headers, std::string const& name, std::string value) {
    std::erase_if(headers, [&](auto const& header) { return boost::beast::iequals(header.first, name); });
    headers.emplace_back(name, std::move(value));
}

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
        if (!boost::beast::iequals(name, "content-type")) continue;
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

void HttpTask::call(IntegrationCall call, Done done) {
    std::string const arn = connection_arn_of(call.arguments);
    if (arn.empty()) return done(http_task_refused("An HTTP Task needs a connection: InvocationConfig.ConnectionArn"));
    Connection const* const connection = find(arn);
    if (connection == nullptr)
        return done(broke("Events.ConnectionResource.ResourceNotFound",
                          "There is no connection " + arn + ": ${connections.NAME} is one of project.cws.yml"));
    if (!connection->missing_secret.empty())
        return done(broke("Events.ConnectionResource.InvalidConnectionState",
                          "The connection '" + connection->name + "' needs the secret " + connection->missing_secret +
                              ": set it in .env or in the environment"));
    if (has_line_end(*connection))
        return done(broke("Events.ConnectionResource.InvalidConnectionState",
                          "A header of the connection '" + connection->name + "' would hold the end of a line"));
    auto order = http_order(call.arguments, *connection, region_);
    if (!order) return done(http_task_refused(std::move(order.error())));
    order->patience = call.patience.count() > 0 ? std::min(call.patience, kPatience) : kPatience;
    authorize(*connection, *std::move(order), std::move(done));
}

void HttpTask::authorize(Connection const& connection, net::HttpOrder order, Done done) {
    if (auto const* const key = std::get_if<ApiKey>(&connection.authorization)) {
        replace(order.headers, key->header, key->value);
    } else if (auto const* const basic = std::get_if<Basic>(&connection.authorization)) {
        // RFC 7617 section 2.
        replace(order.headers, "Authorization", "Basic " + base64_encode(basic->user + ":" + basic->password));
    } else if (auto const* const oauth = std::get_if<OAuth>(&connection.authorization)) {
        auto const token = tokens_.find(connection.name);
        if (token == tokens_.end() || token->second.good_until <= now_())
            return fetch_token(connection, *oauth, std::move(order), std::move(done));
        replace(order.headers, "Authorization", "Bearer " + token->second.value);
    }
    send(connection, std::move(order), done);
}

void HttpTask::fetch_token(Connection const& connection, OAuth const& oauth, net::HttpOrder order, Done done) {
    auto const refuse = [done](std::string const& why) {
        done(broke("Events.ConnectionResource.InvalidConnectionState", "No token of OAuth was to be had: " + why));
    };
    auto address = net::parse_web_address(oauth.token_url);
    if (!address) return refuse(address.error().text());
    if (!address->secure && !net::is_loopback(address->host)) return refuse("token_url must begin with https://");
    net::HttpOrder request{.method = "POST", .address = *std::move(address), .patience = order.patience};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"},
                       // RFC 6749 section 2.3.1.
                       {"Authorization", "Basic " + base64_encode(percent_encode(oauth.client_id) + ":" +
                                                                  percent_encode(oauth.client_secret))}};
    request.body = "grant_type=client_credentials";
    if (!oauth.scope.empty()) request.body += "&scope=" + percent_encode(oauth.scope);
    client_.send(std::move(request), [this, &connection, order = std::move(order), done = std::move(done),
                                      refuse](Result<net::HttpAnswer> answer) mutable {
        if (!answer) return refuse(answer.error().text());
        if (answer->status != 200) return refuse("the server answered " + std::to_string(answer->status));
        Json body;
        try {
            body = Json::parse(answer->body);
        } catch (JsonError const&) {
            return refuse("the answer is no JSON");
        }
        // RFC 6749 section 5.1.
        Json const& token = body.is_object() ? body["access_token"] : body;
        if (!token.is_string() || token.as_string().find_first_of("\r\n") != std::string_view::npos)
            return refuse("the answer has no access_token");
        Json const& life = body["expires_in"];
        auto const seconds =
            life.is_integer() ? std::chrono::seconds(std::clamp<std::int64_t>(life.as_int64(), 0, 86'400)) : kTokenLife;
        tokens_[connection.name] = {.value = std::string(token.as_string()),
                                    .good_until = now_() + seconds - kTokenMargin};
        replace(order.headers, "Authorization", "Bearer " + std::string(token.as_string()));
        send(connection, std::move(order), done);
    });
}

void HttpTask::send(Connection const& connection, net::HttpOrder order, Done const& done) {
    client_.send(std::move(order), [this, &connection, done](Result<net::HttpAnswer> answer) {
        if (!answer) return done(no_answer(answer.error()));
        // A token that is refused is not used again: the next try gets another.
        if (answer->status == 401) tokens_.erase(connection.name);
        if (std::string_view const type = unsupported_media(*answer); !type.empty())
            return done(http_task_refused("The media type of the response is not supported: " + std::string(type)));
        if (!is_utf8(answer->body)) return done(http_task_refused("The body of the response is no text in UTF-8"));
        done(http_task_result(
            {.status = answer->status, .reason = answer->reason, .headers = answer->headers, .body = answer->body},
            kErrorPrefix));
    });
}

}  // namespace coworks::local::connections
