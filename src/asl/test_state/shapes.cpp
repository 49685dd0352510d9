#include "asl/test_state/shapes.hpp"

#include <algorithm>
#include <array>

#include "aws/model/service.hpp"
#include "aws/sdk.hpp"
#include "base/text.hpp"

namespace coworks::asl::shapes {

namespace {

constexpr std::size_t kDepth = 64;  // shapes within each other: DynamoDB's AttributeValue recurs without end

/// An optimized integration answers as the operation of an API, maybe after others.
struct Integration {
    std::string_view service;
    std::string_view action;
    std::string_view api;
    std::string_view operation;
};
constexpr auto kIntegrations = std::to_array<Integration>({
    {"states", "startExecution", "sfn", "startExecution"},
    {"states", "startExecution.sync", "sfn", "describeExecution"},
    {"states", "startExecution.sync:2", "sfn", "describeExecution"},
    {"events", "putEvents", "eventbridge", "putEvents"},
    {"glue", "startJobRun.sync", "glue", "getJobRun"},
});

class Validator {
public:
    Validator(aws::model::Service const& service, Mode mode, bool any_payload)
        : service_(service), mode_(mode), any_payload_(any_payload) {}

    std::optional<std::string> check(std::string_view name, Json const& value, Json const& shape, std::size_t depth) {
        if (value.is_null() || depth > kDepth) return std::nullopt;
        auto const type = shape["t"].as_string();
        auto const wrong = [&](std::string_view what) {
            return "Field '" + std::string(name) + "' " + std::string(what);
        };
        // Times and bytes are texts in a state's data.
        if (type == "s" || type == "B" || type == "d") {
            if (!value.is_string()) return wrong("must be a string");
            if (Json const* const all = shape.find("enum");
                all != nullptr && std::ranges::find(all->items(), value) == all->items().end())
                return wrong("is not an expected value");
            auto const length = static_cast<std::int64_t>(code_points(value.as_string()));
            if (shape.contains("min") && length < shape["min"].as_int64()) {
                return wrong("is smaller than the minimum length");
            }
            if (shape.contains("max") && length > shape["max"].as_int64()) return wrong("exceeds the maximum length");
        } else if (type == "n" || type == "f") {
            if (!value.is_number()) return wrong("must be a number");
            if (shape.contains("min") && value.as_double() < shape["min"].as_double()) {
                return wrong("is less than the minimum value");
            }
            if (shape.contains("max") && value.as_double() > shape["max"].as_double()) {
                return wrong("exceeds the maximum value");
            }
        } else if (type == "b") {
            if (!value.is_bool()) return wrong("must be a boolean");
        } else if (type == "a") {
            if (!value.is_array()) return wrong("must be an array");
            for (auto const& item : value.items()) {
                if (auto fault = check(name, item, service_.shape(shape["a"]), depth + 1)) return fault;
            }
        } else if (type == "m") {
            if (!value.is_object()) return wrong("must be an object");
            for (auto const& member : value.members()) {
                if (auto fault = check(member.name(), member.value, service_.shape(shape["m"]), depth + 1))
                    return fault;
            }
        } else {
            return structure(name, value, shape, depth);
        }
        return std::nullopt;
    }

private:
    std::optional<std::string> structure(std::string_view name, Json const& value, Json const& shape,
                                         std::size_t depth) {
        if (!value.is_object()) return "Field '" + std::string(name) + "' must be an object";
        if (mode_ == Mode::strict && shape.contains("r")) {
            for (auto const& required : shape["r"].items()) {
                auto const member = aws::sdk::upper_first(required.as_string());
                if (!value.contains(member)) return "Required field '" + member + "' is missing";
            }
        }
        for (auto const& member : value.members()) {
            if (any_payload_ && depth == 0 && member.name() == "Payload") continue;
            for (auto const& known : shape["o"].members()) {
                if (aws::sdk::upper_first(known.name()) != member.name()) continue;
                if (auto fault = check(member.name(), member.value, service_.shape(known.value), depth + 1))
                    return fault;
            }
        }
        return std::nullopt;
    }

    aws::model::Service const& service_;
    Mode mode_;
    bool any_payload_;  ///< lambda:invoke gives its function's answer as JSON, where the API has bytes
};

}  // namespace

std::optional<std::string> unfit_result(Resource const& resource, Json const& result, Mode mode) {
    bool const answers_itself = resource.pattern == Resource::Pattern::wait_for_task_token;
    if (mode == Mode::none || resource.via != Resource::Via::service || answers_itself) return std::nullopt;
    std::string_view service = resource.service;
    std::string_view operation = resource.action;
    constexpr std::string_view kSdk = "aws-sdk:";
    bool const optimized = !service.starts_with(kSdk);
    if (!optimized) service.remove_prefix(kSdk.size());
    for (auto const& integration : kIntegrations) {
        if (optimized && integration.service == service && integration.action == operation) {
            service = integration.api;
            operation = integration.operation;
            break;
        }
    }
    aws::model::Service const* const known = aws::model::find_service(service);
    auto const* const found = known == nullptr ? nullptr : known->find_action(operation);
    if (found == nullptr || found->output == nullptr) return std::nullopt;
    if (!result.is_object()) return "Result must be a JSON object";
    return Validator(*known, mode, optimized && service == "lambda").check("", result, *found->output, 0);
}

}  // namespace coworks::asl::shapes
