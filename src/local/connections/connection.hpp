#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace coworks::local::connections {

struct ApiKey {
    std::string header;
    std::string value;
};
struct Basic {
    std::string user;
    std::string password;
};
/// OAuth 2.0's client credentials (RFC 6749 section 4.4).
struct OAuth {
    std::string token_url;
    std::string client_id;
    std::string client_secret;
    std::string scope;  ///< may be empty
};

/// What a connection of EventBridge is: whom it reaches, and how it says who calls.
struct Connection {
    std::string name;
    std::string arn;
    std::string base;  ///< what it is for: nothing else is called with its secrets
    std::variant<std::monostate, ApiKey, Basic, OAuth> authorization{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string missing_secret{};  ///< the name of one that is needed and is not there
};

}  // namespace coworks::local::connections
