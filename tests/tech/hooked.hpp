#pragma once

#include <coworks/tech.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

/// Writes down what is called around an entry.
class Hooked : public coworks::TechMicroservice {
public:
    coworks::Access token_authorizer(std::string_view token) override {
        if (token == "broken") throw std::runtime_error("teapot");
        return token == "yes";
    }

    void before_first_request() override {
        steps.push_back("first");
        if (--faults >= 0) throw std::runtime_error("not yet");
    }
    std::optional<coworks::Response> before_request(coworks::Request& request) override {
        steps.push_back("before");
        if (request.query_value("stop")) return coworks::Response::text("stopped", 203);
        if (request.query_value("rewrite")) request.query = {{"name", "rewritten"}};
        return std::nullopt;
    }
    void after_request(coworks::Request const&, coworks::Response& response) override {
        steps.push_back("after");
        response.header("X-After", "yes");
    }
    std::optional<coworks::Response> handle_exception(std::exception const& error) override {
        steps.push_back("exception");
        if (std::string_view(error.what()) == "teapot") return coworks::Response::text("handled", 418);
        return std::nullopt;
    }

    std::string get(std::string name = "nobody") {
        steps.push_back("entry");
        return name;
    }
    std::string get_teapot() { throw std::runtime_error("teapot"); }
    std::string get_failure() { throw std::runtime_error("failure"); }
    void on_orders(int number) { steps.push_back("message " + std::to_string(number)); }

    COWORKS_ENTRY(ignore) std::vector<std::string> get_steps() const { return steps; }
    std::vector<std::string> steps{};
    int faults = 0;  ///< so often it is not ready for its first request
};
