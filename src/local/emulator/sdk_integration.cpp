#include "local/emulator/sdk_integration.hpp"

#include <memory>
#include <utility>

#include "aws/sdk.hpp"

namespace coworks::local::emulator {

namespace {

constexpr std::string_view kSdk = "aws-sdk:";

}  // namespace

Emulator* SdkIntegration::find(std::string_view service, std::string_view action) const {
    if (!service.starts_with(kSdk)) return nullptr;
    for (Emulator* const emulator : emulators_()) {
        if (emulator->service().name() != service.substr(kSdk.size())) continue;
        auto const* const operation = emulator->service().find_action(action);
        return operation != nullptr && emulator->has(operation->name) ? emulator : nullptr;
    }
    return nullptr;
}

bool SdkIntegration::offers(std::string_view service, std::string_view action) const {
    return find(service, action) != nullptr;
}

std::function<void()> SdkIntegration::call(IntegrationCall call, std::function<void(IntegrationResult)> done) {
    Emulator& emulator = *find(call.service, call.action);
    aws::model::Service const& service = emulator.service();
    aws::model::Operation const& operation = *service.find_action(call.action);
    auto input = aws::sdk::to_input(service, operation, call.arguments);
    if (!input) {
        done({.failed = true, .output = {}, .error = "States.Runtime", .cause = std::move(input.error())});
        return [] {};
    }
    auto const wanted = std::make_shared<bool>(true);
    emulator.call(
        operation.name, *std::move(input),
        [wanted, &service, &operation, done = std::move(done), id = random_.uuid()](aws::Outcome<Json> const& outcome) {
            if (!std::exchange(*wanted, false)) return;
            if (outcome) return done({.output = aws::sdk::to_result(service, operation, *outcome)});
            auto failure = aws::sdk::to_failure(service, outcome.error(), id);
            done({.failed = true, .output = {}, .error = std::move(failure.error), .cause = std::move(failure.cause)});
        },
        [wanted] { return !*wanted; });
    return [wanted] { *wanted = false; };
}

}  // namespace coworks::local::emulator
