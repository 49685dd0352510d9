#include "local/states/api/request.hpp"

#include <algorithm>
#include <array>

namespace coworks::local::states::api {

namespace {

std::optional<Fault> refuse_logging(Json const& request) {
    Json const& logging = request["loggingConfiguration"];
    Json const& level = logging["level"];
    if (!level.is_string() || level.as_string() == "OFF") return std::nullopt;
    if (logging["destinations"].is_array() && logging["destinations"].size() == 1) return std::nullopt;
    return Fault("InvalidLoggingConfiguration",
                 "Invalid Logging Configuration: Must specify exactly one Log Destination.");
}

std::optional<Fault> refuse_version(Json const& request) {
    if (!request.contains("versionDescription") || request["publish"] == Json(true)) return std::nullopt;
    return Fault("ValidationException", "Version description can only be set when publish is true");
}

}  // namespace

std::optional<Fault> refuse_create(Json const& request) {
    auto refusal = refuse_version(request);
    return refusal ? refusal : refuse_logging(request);
}

std::optional<Fault> refuse_update(Json const& request) {
    static constexpr auto kChanges = std::to_array<std::string_view>(
        {"definition", "roleArn", "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"});
    bool const changes = std::ranges::any_of(kChanges, [&](std::string_view name) { return request.contains(name); });
    if (!changes) {
        return Fault("MissingRequiredParameter",
                     "Either the definition, the role ARN, the LoggingConfiguration, or the "
                     "TracingConfiguration must be specified");
    }
    return refuse_create(request);
}

}  // namespace coworks::local::states::api
