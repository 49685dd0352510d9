#include "tech/surroundings.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace coworks::tech {
namespace {

using lambda::AuthorizedBy;

std::string_view variable(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

std::string base_path_of(std::string_view text) {
    while (text.ends_with('/'))
        text.remove_suffix(1);
    if (text.find_first_of("?#% ") != std::string_view::npos)
        throw std::invalid_argument("COWORKS_BASE_PATH is a path such as /shop/v1, not '" + std::string(text) + "'");
    return (text.empty() || text.starts_with('/') ? "" : "/") + std::string(text);
}

AuthorizedBy authorizer_of(std::string_view word) {
    if (word == "jwt") return AuthorizedBy::jwt;
    if (word == "lambda") return AuthorizedBy::lambda;
    if (word == "iam") return AuthorizedBy::iam;
    throw std::invalid_argument("COWORKS_TRUSTED_AUTHORIZERS knows jwt, lambda and iam, not '" + std::string(word) +
                                "'");
}

std::vector<AuthorizedBy> authorizers_of(std::string_view text) {
    std::vector<AuthorizedBy> out;
    while (!text.empty()) {
        auto const end = std::min(text.find_first_of(", "), text.size());
        if (end > 0) out.push_back(authorizer_of(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

bool Surroundings::trusts(AuthorizedBy authorizer) const noexcept {
    return authorizer == AuthorizedBy::ourselves || std::ranges::find(trusted, authorizer) != trusted.end();
}

Surroundings read_surroundings() {
    return {.base_path = base_path_of(variable("COWORKS_BASE_PATH")),
            .trusted = authorizers_of(variable("COWORKS_TRUSTED_AUTHORIZERS"))};
}

}  // namespace coworks::tech
