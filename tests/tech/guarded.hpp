#pragma once

#include <coworks/tech.hpp>
#include <string>
#include <string_view>

/// What each token may is in its name.
class Guarded : public coworks::TechMicroservice {
public:
    coworks::Access token_authorizer(std::string_view token) override {
        if (token == "all") return true;
        if (token == "some") {
            return coworks::Access::to({"product/*", "GET counters"})
                .as("ann")
                .with_claims(coworks::Json::object({{"role", "clerk"}}));
        }
        if (token == "unknown") return coworks::Access::unauthorized();
        if (token == "broken") throw coworks::ServiceUnavailable("the directory is away");
        return false;
    }

    COWORKS_ENTRY(no_auth) std::string get_open(int n = 0) { return "open" + std::to_string(n); }
    std::string get_product(int id) { return std::to_string(id); }
    std::string get_product_stock(std::string name) { return name; }
    std::string get_counters() { return "counters"; }
    std::string put_counters() { return "put"; }
    std::string get_name(std::string name) { return name; }
    std::string get_who(coworks::Context const& context) {
        return context.principal() + " " +
               std::string(context.claims()["role"].is_string() ? context.claims()["role"].as_string() : "nobody");
    }
};
