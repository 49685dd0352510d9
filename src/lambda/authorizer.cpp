#include "lambda/authorizer.hpp"

namespace coworks::lambda {
namespace {

/// "arn:…:api/stage", without verb and path.
std::string stage_arn(std::string_view method_arn) {
    auto const api = method_arn.find('/');
    auto const stage = api == std::string_view::npos ? api : method_arn.find('/', api + 1);
    return std::string(method_arn.substr(0, stage));
}

/// "GET counters" is STAGE/GET/counters, "product/*" is STAGE/*/product/*.
std::string resource(std::string const& stage, std::string_view pattern) {
    std::string_view verb = "*";
    if (auto const blank = pattern.find(' '); blank != std::string_view::npos) {
        verb = pattern.substr(0, blank);
        pattern.remove_prefix(blank + 1);
    }
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    return stage + "/" + std::string(verb) + "/" + std::string(pattern);
}

}  // namespace

Json policy(Access const& access, std::string_view method_arn) {
    auto const stage = stage_arn(method_arn);
    Json::ArrayBuilder resources;
    if (access.kind() == Access::Kind::patterns) {
        for (auto const& pattern : access.patterns())
            resources.push_back(resource(stage, pattern));
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
    return Json::object(
        {{"principalId", access.principal().empty() ? "user" : access.principal()},
         {"policyDocument", Json::object({{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}})},
         {"context", Json::object({{kDecisionMark, kDecisionValue}, {"claims", access.claims().dump()}})}});
}

}  // namespace coworks::lambda
