#include "lambda/authorizer.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lambda/event_kind.hpp"
#include "lambda/http_event.hpp"

namespace coworks::lambda {
namespace {

/// "arn:…:api/stage", without verb and path.
std::string stage_arn(std::string_view method_arn) {
    auto const api = method_arn.find('/');
    auto const stage = api == std::string_view::npos ? api : method_arn.find('/', api + 1);
    return std::string(method_arn.substr(0, stage));
}

/// What is no ASCII, as a URL has it.
std::string encoded(std::string_view path) {
    std::string out;
    for (char const c : path)
        out += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : percent_encode({&c, 1});
    return out;
}

/// "GET counters" is STAGE/GET/counters, "product/*" is STAGE/*/product/*. The gateway compares them with the path as
/// it was sent, where our dispatcher ignores a slash at the end and decodes: so there are several for one pattern.
void add_resources(Json::ArrayBuilder& out, std::string const& stage, std::string_view pattern) {
    std::string_view verb = "*";
    if (auto const blank = pattern.find(' '); blank != std::string_view::npos) {
        verb = pattern.substr(0, blank);
        pattern.remove_prefix(blank + 1);
    }
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    std::string const before = stage + "/" + std::string(verb) + "/";
    std::string const path = encoded(pattern);
    for (std::string const& written : {std::string(pattern), path}) {
        out.push_back(before + written);
        if (!pattern.empty() && !pattern.ends_with('*')) out.push_back(before + written + "/");
        if (path == pattern) break;
    }
}

/// Whether `value` is one of the values that format 1.0 joins by commas, which may stand in them, too.
bool is_among(std::string_view joined, std::string_view value) {
    for (auto at = joined.find(value); at != std::string_view::npos; at = joined.find(value, at + 1)) {
        auto const end = at + value.size();
        if ((at == 0 || joined[at - 1] == ',') && (end == joined.size() || joined[end] == ',')) return true;
    }
    return false;
}

std::string token_of_request(Json const& event) {
    std::string const header = joined(read_headers(event), "authorization");
    Json const& source = event["identitySource"];
    if (source.is_string() && !source.as_string().empty())
        return !header.empty() && is_among(source.as_string(), header) ? header : std::string(source.as_string());
    if (!source.is_array() || source.empty()) return header;
    if (source.size() == 1) return std::string(text_of(source[0]));
    bool const named = std::ranges::any_of(source.items(), [&](Json const& each) { return text_of(each) == header; });
    return named ? header : std::string();
}

}  // namespace

AuthorizerCall read_authorizer_call(Json const& event) {
    bool const is_token = text_of(event["type"]) == "TOKEN";
    auto const arn = text_of(event["methodArn"]);
    return {.token = is_token ? std::string(text_of(event["authorizationToken"])) : token_of_request(event),
            .method_arn = std::string(arn.empty() ? text_of(event["routeArn"]) : arn)};
}

Json policy(Access const& access, std::string_view method_arn) {
    auto const stage = stage_arn(method_arn);
    Json::ArrayBuilder resources;
    if (access.kind() == Access::Kind::patterns) {
        for (auto const& pattern : access.patterns())
            add_resources(resources, stage, pattern);
    } else {
        resources.push_back(stage + "/*");
    }
    Json list = resources.finish();
    bool const allow = access.kind() == Access::Kind::all || access.kind() == Access::Kind::patterns;
    // A statement needs a resource: an empty list of patterns allows nothing.
    if (list.empty()) list = Json::array({stage + "/*"});
    bool const nothing = access.kind() == Access::Kind::patterns && access.patterns().empty();
    Json const statement = Json::object(
        {{"Action", "execute-api:Invoke"}, {"Effect", allow && !nothing ? "Allow" : "Deny"}, {"Resource", list}});
    std::string const principal = access.principal().empty() ? "user" : access.principal();
    // Format 2.0 passes on the context alone, so the principal stands there as well.
    return Json::object(
        {{"principalId", principal},
         {"policyDocument", Json::object({{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}})},
         {"context",
          Json::object(
              {{kDecisionMark, kDecisionValue}, {"principal", principal}, {"claims", access.claims().dump()}})}});
}

}  // namespace coworks::lambda
