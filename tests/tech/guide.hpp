#pragma once

// What docs/tech.md quotes.

#include <coworks/tech.hpp>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

struct Delivery {
    std::string item;
    int count = 1;
};

/// Entries that every service of the shop has.
class Health : public coworks::Blueprint {
public:
    COWORKS_ENTRY(no_auth) std::string get_ping() { return "pong"; }
};

/// Knows how much of what is on the shelf.
class Guide : public coworks::TechMicroservice {
public:
    struct Item {
        std::string name;
        int count = 0;
    };

    Guide() {
        mount("/health", std::make_unique<Health>());
        mount("/admin", std::make_unique<coworks::Admin>());
    }

    // clang-format off
    std::optional<Item> get_items(std::string name) {            // 404 where there is none
        auto const found = items_.find(name);
        return found == items_.end() ? std::nullopt : std::optional(Item{name, found->second});
    }

    std::pair<Item, int> put_items(std::string name, int count = 1) {
        bool const is_new = items_.insert_or_assign(name, count).second;
        return {{name, count}, is_new ? 201 : 200};
    }

    void delete_items(std::string name) {                         // 204
        if (items_.erase(name) == 0) throw coworks::NotFound("no " + name + " on the shelf");
    }

    coworks::Response get_label(std::string name) {
        return coworks::Response::html("<b>" + name + "</b>").header("Cache-Control", "max-age=60");
    }
    // clang-format on

    void on_restock(Delivery delivery, coworks::Context const& context) {
        if (delivery.count <= 0) throw std::invalid_argument("nothing to restock");
        items_[delivery.item] += delivery.count;
        context.logger().info("restocked", {{"item", delivery.item}, {"count", delivery.count}});
    }

    coworks::Access token_authorizer(std::string_view token) override {
        if (token == coworks::secret("ADMIN_TOKEN")) return true;
        if (token == "guest") return coworks::Access::to({"GET items/*", "label/*"}).as("guest");
        return false;
    }

    std::optional<coworks::Response> before_request(coworks::Request& request) override {
        if (request.header("X-Maintenance")) return coworks::Response::text("back soon", 503);
        return std::nullopt;
    }

    void after_request(coworks::Request const&, coworks::Response& response) override {
        response.header("X-Content-Type-Options", "nosniff");
    }

    std::optional<coworks::Response> handle_exception(std::exception const& error) override {
        if (dynamic_cast<std::out_of_range const*>(&error)) return coworks::Response::text("no such shelf", 404);
        return std::nullopt;
    }

private:
    std::map<std::string, int> items_;
};
