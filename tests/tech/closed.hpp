#pragma once

#include <coworks/tech.hpp>
#include <memory>
#include <string>

/// No authorizer: only what is marked is open.
class Closed : public coworks::TechMicroservice {
public:
    Closed() { mount("/admin", std::make_unique<coworks::Admin>()); }

    COWORKS_ENTRY(no_auth) std::string get() { return "open"; }
    /// Tells nobody.
    /// @return nothing
    std::string get_secret(int depth = 3) { return std::to_string(depth); }
};
