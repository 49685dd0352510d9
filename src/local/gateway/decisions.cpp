#include "local/gateway/decisions.hpp"

namespace coworks::local::gateway {

namespace {

std::optional<std::vector<std::string>> texts_of(Json const& value) {
    std::vector<std::string> out;
    if (value.is_string()) return std::vector{std::string(value.as_string())};
    if (!value.is_array()) return std::nullopt;
    for (Json const& each : value.items()) {
        if (!each.is_string()) return std::nullopt;
        out.emplace_back(each.as_string());
    }
    return out;
}

bool invokes(std::vector<std::string> const& actions) {
    for (std::string const& action : actions) {
        if (fits(action, "execute-api:Invoke")) return true;
    }
    return false;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || (pattern[p] != '*' && pattern[p] == text[t]))) {
            ++p;
            ++t;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::optional<Decision> Decision::from(Json const& answer) {
    Json const& principal = answer["principalId"];
    Json const& statements = answer["policyDocument"]["Statement"];
    if (!principal.is_string() || (!statements.is_array() && !statements.is_object())) return std::nullopt;
    Decision decision;
    decision.authorizer_ = answer["context"].is_object() ? answer["context"] : Json::object();
    decision.authorizer_ = std::move(decision.authorizer_).with("principalId", principal);
    Json const list = statements.is_array() ? statements : Json::array({statements});
    for (Json const& each : list.items()) {
        auto const actions = texts_of(each["Action"]);
        auto resources = texts_of(each["Resource"]);
        bool const allow = each["Effect"] == Json("Allow");
        if (!actions || !resources || (!allow && each["Effect"] != Json("Deny"))) return std::nullopt;
        if (invokes(*actions)) decision.statements_.push_back({allow, std::move(*resources)});
    }
    return decision;
}

bool Decision::allows(std::string_view method_arn) const {
    bool allowed = false;
    for (Statement const& statement : statements_) {
        for (std::string const& resource : statement.resources) {
            if (!fits(resource, method_arn)) continue;
            if (!statement.allow) return false;
            allowed = true;
        }
    }
    return allowed;
}

std::shared_ptr<Decision const> Decisions::find(std::string_view service, std::string_view token, Time now) {
    auto const found = kept_.find({std::string(service), std::string(token)});
    if (found == kept_.end()) return nullptr;
    if (now < found->second.until) return found->second.decision;
    kept_.erase(found);
    return nullptr;
}

void Decisions::keep(std::string_view service, std::string_view token, std::shared_ptr<Decision const> decision,
                     Time now) {
    if (kept_.size() >= kMax) kept_.clear();
    kept_.insert_or_assign({std::string(service), std::string(token)}, Kept{std::move(decision), now + kKept});
}

void Decisions::forget(std::string_view service) {
    std::erase_if(kept_, [service](auto const& each) { return each.first.first == service; });
}

}  // namespace coworks::local::gateway
