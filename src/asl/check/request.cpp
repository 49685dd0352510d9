#include "asl/check/request.hpp"

#include <algorithm>
#include <array>

namespace coworks::asl {

namespace {

std::optional<Refusal> refuse_logging(Json const& request) {
    Json const& logging = request["loggingConfiguration"];
    Json const& level = logging["level"];
    if (!level.is_string() || level.as_string() == "OFF") return std::nullopt;
    if (logging["destinations"].is_array() && logging["destinations"].size() == 1) return std::nullopt;
    return Refusal{.code = "InvalidLoggingConfiguration",
                   .message = "Invalid Logging Configuration: Must specify exactly one Log Destination."};
}

std::optional<Refusal> refuse_version(Json const& request) {
    if (!request.contains("versionDescription") || request["publish"] == Json(true)) return std::nullopt;
    return Refusal{.code = "ValidationException",
                   .message = "Version description can only be set when publish is true"};
}

}  // namespace

std::optional<Refusal> refuse_create(Json const& request) {
    auto refusal = refuse_version(request);
    return refusal ? refusal : refuse_logging(request);
}

std::optional<Refusal> refuse_update(Json const& request) {
    static constexpr auto kChanges = std::to_array<std::string_view>(
        {"definition", "roleArn", "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"});
    bool const changes = std::ranges::any_of(kChanges, [&](std::string_view name) { return request.contains(name); });
    if (!changes) {
        return Refusal{.code = "MissingRequiredParameter",
                       .message =
                           "Either the definition, the role ARN, the LoggingConfiguration, or the "
                           "TracingConfiguration must be specified"};
    }
    return refuse_create(request);
}

}  // namespace coworks::asl
