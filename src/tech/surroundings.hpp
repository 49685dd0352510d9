#pragma once

/// What stands before a service on AWS, as its environment tells.

#include <string>
#include <vector>

#include "lambda/http_event.hpp"

namespace coworks::tech {

struct Surroundings {
    /// COWORKS_BASE_PATH: of an API behind a custom domain; "/shop/v1", or empty.
    std::string base_path{};
    /// COWORKS_TRUSTED_AUTHORIZERS: whom these have let through needs no token of the service's own.
    std::vector<lambda::AuthorizedBy> trusted{};

    bool trusts(lambda::AuthorizedBy authorizer) const noexcept;
};

/// Throws std::invalid_argument where a variable says what can't be meant.
Surroundings read_surroundings();

}  // namespace coworks::tech
