#pragma once

#include <chrono>
#include <coworks/json.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coworks::local::gateway {

/// What a token authorizer said about one token: its policy, which covers every route, and what it wants handed on
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).
class Decision {
public:
    /// Nothing where the answer is no such policy.
    static std::optional<Decision> from(Json const& answer);

    /// Whether some statement allows the call of this method ARN and none denies it.
    bool allows(std::string_view method_arn) const;
    /// principalId and the context's members, as events carry them.
    Json const& authorizer() const noexcept { return authorizer_; }

private:
    struct Statement {
        bool allow;
        std::vector<std::string> resources;
    };
    std::vector<Statement> statements_;
    Json authorizer_;
};

/// Whether a text fits a pattern of * (any text) and ? (any one character), as in IAM policies.
bool fits(std::string_view pattern, std::string_view text);

/// Decisions by service and token, kept as long as API Gateway keeps them by default: five minutes.
class Decisions {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds kKept{300};
    /// Tokens remembered; beyond it everything is forgotten, which costs a call each and nothing else.
    static constexpr std::size_t kMax = 10'000;

    std::shared_ptr<Decision const> find(std::string_view service, std::string_view token, Time now);
    void keep(std::string_view service, std::string_view token, std::shared_ptr<Decision const> decision, Time now);
    /// A new version of a service decides anew.
    void forget(std::string_view service);

private:
    struct Kept {
        std::shared_ptr<Decision const> decision;
        Time until;
    };
    std::map<std::pair<std::string, std::string>, Kept> kept_;
};

}  // namespace coworks::local::gateway
