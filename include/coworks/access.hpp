#pragma once

/// What an authorizer decides about a token.

#include <concepts>
#include <coworks/json.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace coworks {

/// Which entries the bearer of a token may call, and who that is. An immutable value.
///
///     coworks::Access token_authorizer(std::string_view token) override {
///         if (token == coworks::secret("ADMIN")) return true;                      // everything
///         if (token == coworks::secret("SHOP")) return coworks::Access::to({"product/*", "GET counters"}).as("shop");
///         return false;                                                            // 403
///     }
class Access {
public:
    enum class Kind : unsigned char { unauthorized, denied, all, patterns };

    /// Everything or nothing. Exactly bool: a text or a list must never turn into full access.
    template <std::same_as<bool> B>
    Access(B everything) noexcept : kind_(everything ? Kind::all : Kind::denied) {}

    /// The entries whose path matches one of the patterns: relative to the service, with or without a verb before it
    /// ("GET counters"), a `*` at the end matches the rest ("product/*", "GET *"). Throws std::invalid_argument for a
    /// pattern with a `*` elsewhere, a `?` or `$` (they mean something else in AWS policies), or an unknown verb.
    static Access to(std::initializer_list<std::string_view> patterns);
    static Access to(std::vector<std::string> patterns);
    /// The token proves nothing: answered with 401 instead of 403.
    static Access unauthorized() noexcept;

    /// This decision for a principal: a user's or a client's name, for logs and for Context::principal().
    Access as(std::string principal) const;
    /// This decision with claims that entries read with Context::claims(). An object; throws std::invalid_argument
    /// for any other JSON value.
    Access with_claims(Json claims) const;

    /// Whether an entry may be called. `path` is relative to the service, without a slash before it; a slash inside a
    /// segment is written %2F.
    bool allows(std::string_view verb, std::string_view path) const noexcept;

    Kind kind() const noexcept { return kind_; }
    std::vector<std::string> const& patterns() const noexcept { return patterns_; }
    std::string const& principal() const noexcept { return principal_; }
    Json const& claims() const noexcept { return claims_; }

private:
    explicit Access(Kind kind) noexcept : kind_(kind) {}

    Kind kind_;
    std::vector<std::string> patterns_;
    std::string principal_;
    Json claims_ = Json::object();
};

}  // namespace coworks
